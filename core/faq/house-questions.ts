import { plainWords } from '../plain-words.ts';
import { CONTENT } from './house-content.ts';

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
    const question = questionIn(` ${plainWords(one)} `);
    if (question) return question;
  }
  return null;
}
