/** What the house itself knows the answer to, better than any article: where somebody is, and what becomes of what they give. */
export type HouseQuestion =
  | 'step'
  | 'call-price'
  | 'privacy'
  | 'erase'
  | 'language'
  | 'foreign-number'
  | 'sms'
  | 'mailbox'
  | 'password-rules'
  | 'gosuslugi-password';

/** Who writes more has a story to tell, of which this is a part only. Words. */
const MOST_WORDS = 14;

/** A text's words in one spelling, with single spaces around them. */
const plainOf = (text: string): string =>
  ` ${text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/[^\p{L}\p{Nd}]+/gu, ' ')
    .trim()} `;

/** What people put around “what now”: it changes nothing. */
const FILLERS =
  / (?:а|ну|и|то|же|ж|так|вот|мне|блин|ладно|ок|окей|хорошо|вообще|теперь|сейчас|тут|здесь|дальше|потом|надо|нужно|бы|пожалуйста|подскажите|скажите|привет|здравствуйте|so|and|ok|okay|well|please|hi|hello|now|next|here|then|exactly|even) (?=)/g;

/** Nothing but the wish to know where one is, after the fillers are out. */
const STEP = new RegExp(
  `^ (?:${[
    '(?:не (?:понимаю|понял|поняла|знаю) )?(?:что|че|чо|шо|чего|как) (?:с?делать|действовать|быть)(?: с этим)?',
    '(?:что|че|чо|шо|чего)(?: от меня)? (?:требуется|хотите|хочешь|писать|написать|вводить|ввести|нажать|нажимать|отправлять|отправить)',
    '(?:что|че|чо|шо)(?: от меня)',
    '(?:и )?(?:что|че|чо|шо|куда)',
    '(?:ничего )?не ?понятно(?: ничего| что)?|не знаю|(?:it s |it is )?(?:unclear|not clear)',
    'куда (?:нажимать|нажать|жать|тыкать|идти|писать)',
    'не (?:понимаю|понял|поняла)(?: ничего| что)?|ничего не (?:понимаю|понял|поняла)|запутал(?:ся|ась)',
    '(?:сколько )?(?:еще )?(?:сколько )?(?:шагов|этапов)(?: еще| осталось| всего| будет)*',
    '(?:еще )?(?:сколько|много|долго)(?: еще)?(?: шагов| этапов)?(?: осталось| еще)?',
    '(?:на )?как(?:ой|ом)(?: это| я)? (?:шаг|шаге|этап|этапе)|где я',
    'what (?:do|should|must|am|can) i (?:(?:need|have|supposed) )?(?:to )?do',
    'what(?: s| is)?|what to do|what do (?:you|u) want(?: from me)?',
    '(?:i )?(?:don t|dont|do not|didn t|didnt) (?:understand|get it|know)(?: what to do| what i should do| anything)?',
    '(?:i m |im |i am )?(?:lost|confused)',
    'how many (?:more )?steps(?: more| are there| are left| left| remain| do i have| is it| in total)*',
    'how long|how (?:much|long)(?: more| longer| does it take| will it take| is left| will this take| does this take)+',
    '(?:which|what) step(?: is this| am i on| is it)?|where am i',
  ].join('|')}) $`,
);
/** The fillers alone that ask by themselves: «дальше?», “next?”. */
const STEP_WORD = /^ (?:а |ну |и |so |and )*(?:что |че |чо |what s |what )?(?:дальше|потом|теперь|next|now) $/;

const PASSWORD = 'п[ао]р+ол|парл|password|passwor|passphrase| parol';
const FORGOTTEN = 'забы|не помн|потеря|восстан|сброс|не могу вспомн|forg[eo]t|lost|reset|recover|remember|restore';
const NUMBER = 'номер|симк| сим |телефон|number|phone| sim ';

/** All of these, each by the beginning of a word or anything in it, and none of `but`. The first that fits counts. */
const CONTENT: readonly { question: HouseQuestion; all: readonly string[]; but?: string }[] = [
  {
    question: 'gosuslugi-password',
    all: ['гос ?услуг| есиа |gos ?uslug| esia ', `${PASSWORD}|логин|login`, FORGOTTEN],
  },
  {
    question: 'erase',
    all: [
      'удал|стер(?:еть|ите)|сотр(?:ите|и )|отозв|отзыв|erase|delete|remove|withdraw|revoke',
      'данны|аккаунт|акаунт|учетн|согласи|обо мне|о себе| себя |data|account|consent|about me',
    ],
    but: 'пропуск|ребен|дете|child|кэш|cache|cookie|куки',
  },
  {
    question: 'language',
    all: [
      ' язык|language|английск|русск|english|russian',
      'помен|смен|переключ|измен|выбр|друго|говор|понима|можно| на |поставить|change|switch|speak|choose|another|select| in |please|set ',
    ],
    but: `${PASSWORD}|букв|знак|символ|клавиат|раскладк|letter|character|keyboard|почт|mail|${NUMBER}|журнал|journal|урок|учебник|школ|lesson|class`,
  },
  {
    question: 'foreign-number',
    all: [
      'казах|белор|белар|украин|узбек|киргиз|кыргыз|таджик|туркмен|армян|армен|грузин|азербайдж|молда|иностран|зарубежн|заграничн|' +
        'друго[йе] стран|не российск|не русск|foreign|abroad|overseas|kazakh|belarus|ukrain|uzbek|kyrgyz|tajik|turkmen|armenia|' +
        'georgia|azerbai|moldov|another country|other countr|not russian|non russian|international number|indian|chinese|iranian|egyptian',
      NUMBER,
    ],
    but: 'сменил|потерял|раньше| 1с | 1c |студент|student',
  },
  { question: 'sms', all: [' смс|эсэмэс|эсемес|смск| sms |text message'] },
  {
    question: 'call-price',
    all: [
      'звон|call',
      'платн|бесплатн|стои[тл]|стоимост|деньг|денег|спиш|списыв|тариф|charge|cost|free|paid| pay|money| fee|price|expensive',
    ],
    but: 'не подтвер|not confirm|isn t confirm|сняли|was charged|got charged',
  },
  {
    question: 'privacy',
    all: [
      ' безопасно |это развод|не развод|развод(?:ите|ка)? |мошенн|обман| скам|доверять|фишинг|scam|legit|fraud|phish|(?:is|it) (?:this |it )?safe|trust',
    ],
    but: `${PASSWORD}|карт|письм|letter|link|ссылк`,
  },
  {
    question: 'privacy',
    all: [
      ' куда | кому | кто | зачем | где |who|what happens|what will happen|why|where',
      'данны|номер|телефон|почт|data|number|phone|mail',
      'пойд|попад|уйд|утеч|передад|передае|видит|увид|достан|хран|нужен|нужны| вам |will (?:you |it )?go|stor|kept|sees|see |share|need|happen',
    ],
    but: 'звонить|позвон|справк|получить|взять|где мой|not find|куда писать|1с|call|корпорат|corporate|поддержк|куратор|helpdesk|curator|support|код|code|парол|password|журнал|journal|confirm| if ',
  },
  {
    question: 'mailbox',
    all: [
      'почт|ящик|адрес|мыл[оае]|имейл|емейл|mail|address',
      'личн|персональн|обычн|любую|любой|personal|private| my own ',
      'вуз|корпоративн|рабоч|учебн|студенч|универ|corporate|work|student|universit|official| или | or ',
    ],
  },
  {
    question: 'mailbox',
    all: [
      ' как(?:ую|ой|ая) (?:\\p{L}+ )?(?:почт|ящик|адрес|имейл|емейл)|which (?:e ?)?(?:mail|address)|what (?:e ?)?(?:mail|address)',
      'писат|напис|указ|вво|ввест|вписа|нуж|дать|надо|should|use|give|enter|need|write|type',
    ],
    but: 'куда|если|помн|забыл|журнал|дневник|поддержк|куратор|support|helpdesk|curator|звон| if | send |journal|diary|know|used',
  },
  {
    question: 'password-rules',
    all: [
      PASSWORD,
      'длин|символ|знак|букв|цифр|придум|требован| правил|сложн|минимал|минимум|подойд|должен|how long|length|character|letters|digit|rule|require|strong|choose|what password|which password|what kind|should|how many|make up',
    ],
    but: `${FORGOTTEN}|журнал|дневник|эл ?жур|школ|journal|diary|school|eljur|невер|неправ|wrong|incorrect| где | куда |where|логин|login`,
  },
];

const patterns = CONTENT.map(({ question, all, but }) => ({
  question,
  all: all.map((one) => new RegExp(one, 'u')),
  but: but === undefined ? null : new RegExp(but, 'u'),
}));

function questionIn(plain: string): HouseQuestion | null {
  const words = plain.trim().split(' ');
  if (plain.trim() === '' || words.length > MOST_WORDS) return null;
  if (STEP_WORD.test(plain)) return 'step';
  let bare = plain;
  for (let before = ''; before !== bare; ) {
    before = bare;
    bare = bare.replace(FILLERS, ' ');
  }
  if (bare.trim() === '' || STEP.test(bare)) return 'step';
  const found = patterns.find(({ all, but }) => all.every((one) => one.test(plain)) && !but?.test(plain));
  return found?.question ?? null;
}

/**
 * The question of a text that the house itself can answer; null where it is another.
 * @param readings as the text may have been meant, the likeliest first: slips and the wrong keyboard undone
 */
export function houseQuestionOf(text: string, readings: readonly string[] = []): HouseQuestion | null {
  for (const one of [text, ...readings]) {
    const question = questionIn(plainOf(one));
    if (question) return question;
  }
  return null;
}
