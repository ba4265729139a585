import { plainWords } from '../plain-words.ts';

/** Longer texts tell of something else. Words. */
const MOST_WORDS = 30;

const SOMEBODY =
  '(?:мне|ей|ему|маме|папе|бабушке|дедушке|мужу|жене|сыну|дочке|дочери|ребенку|брату|сестре|другу|подруге|соседу|соседке|человеку|девушке|парню|студенту|студентке|коллеге)';
const OF_SOMEBODY =
  '(?:меня|нее|него|мамы|папы|бабушки|дедушки|мужа|жены|сына|дочки|дочери|ребенка|брата|сестры|друга|подруги|соседа|соседки|человека|коллеги)';
const HEART = '(?:инфаркт|инсульт|сердечный приступ|приступ|остановка сердца|кровотечение)';

/** Somebody's life or body is in danger: each by what is said of a person, for students of medicine ask about illnesses, too. */
const DANGER = new RegExp(
  [
    ` ${SOMEBODY} (?:очень |совсем |стало |сильно |так |реально |правда )*плохо (?=$|помогите|помоги|умира|срочно|задыха|сердце|скор|что делать|я )`,
    ' (?:помогите|помоги|спасите) (?:\\p{L}+ ){0,2}умира(?:ю|ет|ем) ',
    ' (?:я )?умираю (?=$|помоги|спаси|скор|мне плохо)',
    ' человек умирает | умирает человек ',
    ` у ${OF_SOMEBODY} (?:сейчас |похоже |кажется |сильное |случился |началось )*${HEART} `,
    ' (?:не могу|не может|нечем) дышать | (?:я )?задыхаюсь | истека(?:ю|ет) кровью | (?:он|она|человек|кто то) (?:потерял|потеряла) сознание | (?:лежит )?без сознания ',
    ' (?:вызовите|вызвать|вызывайте|нужна|срочно|вызови) (?:срочно |мне |нам )?(?:скорую|скорая)(?: помощь)? ',
    ' (?:у нас|здесь|тут|в общежитии|в корпусе|в здании|в квартире|в школе|дома) пожар |^ пожар(?: помогите| горим| спасите| срочно)* $| помогите пожар | мы горим | горит (?:дом|квартира|общежитие|корпус|здание|школа) ',
    ' (?:хочу|хочется) умереть | не хочу (?:больше )?жить | покончить с собой | убить себя | убью себя | покончу с собой ',
    ' меня (?:избивают|убивают|бьют|режут|насилуют) | на меня напали ',
    ' (?:i m|im|i am|he s|she s|he is|she is|somebody is|someone is) dying (?=$|help|please|call|i need)| help (?:me )?(?:please )?(?:i m|im|i am|he is|she is) dying ',
    ' (?:can t|cant|cannot) breathe | (?:having|had|has) a (?:heart attack|stroke|seizure) | (?:is|am|i m) (?:unconscious|bleeding)(?: badly| to death)? ',
    ' (?:call|need|send) (?:me )?(?:an )?ambulance |^ (?:help )?fire(?: help| fire)+ $|^ fire $| (?:there is|there s|it s) a fire | (?:building|house|dorm|dormitory|school|room) is on fire | we are on fire ',
    ' i (?:feel|m feeling|am feeling) (?:very |really |so )?(?:bad|ill|sick|unwell|faint) (?=$|help|please|call)',
    ' want to die | kill myself | killing myself | end my life | suicidal | (?:beating|attacking|stabbed|killing) me ',
  ].join('|'),
  'u',
);
/** «Умираю от смеха», «телефон умирает»: nobody does. */
const FIGURE =
  / (?:от|со|с) (?:смех|скук|любопытств|нетерпен|хохот|стыд|тоски|усталост)\p{L}*| как хочу | (?:телефон|смартфон|батаре\p{L}*|заряд\p{L}*|ноут\p{L}*|комп\p{L}*|интернет|сайт|приложени\p{L}*|бот|сервер|экран|пожарн\p{L}*) | (?:of|from|with) (?:laughter|laughing|boredom|curiosity|shame)| laughing | dying to | dying for | (?:phone|battery|laptop|app|server|site|wifi|alarm|drill|safety) /u;

/** Whether a text clearly says that somebody's body or life is in danger now. */
export function isDanger(text: string): boolean {
  const plain = ` ${plainWords(text)} `;
  return plain.trim().split(' ').length <= MOST_WORDS && DANGER.test(plain) && !FIGURE.test(plain);
}
