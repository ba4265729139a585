import type { HouseQuestion } from './house-questions.ts';

const PASSWORD = 'п[ао]р+ол|парл|password|passwor|passphrase| parol';
const FORGOTTEN = 'забы|не помн|потеря|восстан|сброс|не могу вспомн|forg[eo]t|lost|reset|recover|remember|restore';
const NUMBER = 'номер|симк| сим |телефон|number|phone| sim ';

/** All of these, each by the beginning of a word or anything in it, and none of `but`. The first that fits counts. */
export const CONTENT: readonly { question: HouseQuestion; all: readonly string[]; but?: string }[] = [
  {
    question: 'gosuslugi-password',
    all: ['гос ?услуг| есиа |gos ?uslug| esia ', `${PASSWORD}|логин|login`, FORGOTTEN],
  },
  {
    question: 'refuse',
    all: [
      ' не (?:хочу|буду|желаю|собираюсь|готова?) (?:\\p{L}+ ){0,2}(?:соглаш|давать согласи|подписыва)| не соглас(?:ен|на|ны) | отказываюсь (?:соглаш|давать)|(?:можно|а) (?:ли )?без согласия|(?:если|что будет если) (?:я )?не (?:соглашусь|согласен|согласна)|если откажусь|обязательно (?:ли )?соглашат|(?:don t|do not|dont|won t|wont|not going to|refuse to|not want to|rather not) (?:want to |wanna |wish to )?(?:agree|consent)|i (?:do not|don t|dont) (?:give|gave) (?:my )?consent|(?:if|unless) i (?:don t agree|do not agree|dont agree|don t consent|do not consent|refuse|disagree) |without (?:agreeing|consent)| i disagree ',
    ],
    but: 'парол|дневник|журнал|оценк|учител|классн|grade|teacher|delete|remove|withdraw|удал|отозв',
  },
  {
    question: 'lost-phone',
    all: [
      'потерял|украл|утерян|посеял|сперли|стащили|стырили|lost|stolen|stole',
      'телефон|смартфон|мобильник|мобила|айфон| phone|smartphone|iphone',
      ' qr| кр код|кьюар|куар|пропуск| pass ',
    ],
    but: `${PASSWORD}|журнал|дневник|journal|diary`,
  },
  {
    question: '1c',
    all: [
      '(?:что такое|что это такое|что это за|что значит|что за|what is|what s|whats|what does) (?:это |the |a )?(?:1 ?[сc]|один эс|1 ?s|one c)(?: mean)? ',
    ],
  },
  {
    question: 'must-call',
    all: [
      'обязат|(?:надо|нужно|должен|должна) ли|(?: можно| а) (?:ли )?(?:не|без) | не хочу| не могу|без звонка|(?:do|must|should|need) i |have to|need to|must i|can i (?:skip|avoid|not)|without|don t want|is it (?:necessary|required|obligatory|mandatory)',
      ' звон(?:ить|ка|ок)| позвонить|a call | call(?:ing)? ',
    ],
    but: 'поддержк|куратор|support|helpdesk|curator|кому|куда|who|where|школ|school|деканат|dean|подтвержд|confirm|занято|busy|прош[ел]|дозвон|скрыт|hidden|сим|тариф|оператор',
  },
  {
    question: 'must-call',
    all: [' за ?границ(?:ей|е|у) | в роуминге| abroad | overseas | roaming ', ' звон| позвон| call'],
    but: 'not confirm|не подтвер|иностранн|foreign|сменил|changed',
  },
  {
    question: 'password-page',
    all: [
      'боюсь|страшно|опасаюсь|безопасно|опасно|довер|подозрит|непонятн|странн|мошенн|фишинг|afraid|scared|safe|trust|suspicious|phish|scam|strange',
      PASSWORD,
      'сайт|страниц|ссылк|вводить|ввести|вбивать|site|page|link|enter|type',
    ],
    but: FORGOTTEN,
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
      'боюсь|страшно|опасаюсь|переживаю|беспокоюсь|беспокоит |плохого|во вред|навред|afraid|scared|worried|worry|fear|harm|misuse|anything bad',
      'данны|сведени|информаци|персональн|о себе| data|information|details|personal',
    ],
    but: `${PASSWORD}|потерял|пропал|lost`,
  },
  {
    question: 'privacy',
    all: [
      'что (?:вы )?(?:будете |станете |сделаете |делаете |будет |станет |происходит )+(?:\\p{L}+ ){0,3}(?:данн|информаци|номером|телефоном|почтой)|(?:what|how) (?:do|will|are|would) you (?:\\p{L}+ ){0,3}(?:my |the )?(?:personal )?(?:data|information|details)|что с (?:моими )?данными|what happens (?:to|with) (?:my )?(?:personal )?(?:data|details|information)',
    ],
    but: '1с|1c|журнал|journal',
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
