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
  | 'gosuslugi-password'
  | 'time'
  | 'free'
  | 'refuse'
  | 'must-call'
  | 'password-page'
  | 'lost-phone'
  | '1c';

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
    'how long|how (?:much|long)(?: more| longer| is left)+',
    '(?:which|what) step(?: is this| am i on| is it)?|where am i',
  ].join('|')}) $`,
);
/** Nothing but how long it takes, or what it costs, after the fillers are out. */
const TIME = new RegExp(
  `^ (?:${[
    '(?:это )?(?:сколько|много|долго)(?: по)?(?: это| все это| все| регистрация| у меня| я| минут)*(?: времени)?(?: (?:займет|занимает|уйдет|длится|длиться|будет|продлится|ждать|времени|минут|это|регистрация|все|на|регистрацию|по))+',
    'это (?:очень )?(?:долго|надолго)|(?:как|на сколько) (?:это )?(?:долго|надолго)(?: это)?|долго ли(?: это| все)?|это быстро',
    '(?:how|hw) (?:long|much time) (?:does|dose|do|will|would|is|it)(?: it| this| the| registration| whole| thing| all| going| to| take| takes| last| be)+',
    '(?:does|will) (?:it|this) take (?:long|a long time|much time)|is (?:it|this) (?:quick|fast|long)',
  ].join('|')}) $`,
);
const FREE =
  /^ (?:это |все |регистрация |сервис |бот |у вас |за это |вы )*(?:(?:точно |совсем )?(?:платн|бесплатн)\p{L}*|сколько (?:это |все |регистрация )*стоит|нужно платить|платить (?:нужно|надо|придется|обязательно)|платить|(?:деньги|плату) (?:берете|возьмете|снимете|спишете)|сколько платить)(?: это| все| ли| за регистрацию| регистрация| за это| будет)* $|^ (?:is |are |does |do |will )?(?:it |this |that |registration |the registration |you |i |the bot |have to |need to )*(?:free(?: of charge)?|for free|cost(?: anything| money| me anything| me)?|paid|pay(?: for it| for this| anything| money)?|charge(?: money| me| anything| for it| for this)?)(?: to register| or not| or paid)? $|^ (?:how much|what) (?:does |is |will )?(?:it |this |registration |that )?(?:cost|costs|the price|to pay)(?: me)? $/u;
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
  if (TIME.test(bare)) return 'time';
  if (FREE.test(bare)) return 'free';
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
