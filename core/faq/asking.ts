/** Words that ask or complain, in both languages. Whoever gives a number or an address does not use them. */
const ASKING = new RegExp(
  [
    String.raw`(?<!\p{L})(?:почему|зачем|как(?!-)|что делать|что дальше|куда|где|когда|сколько|можно ли|нужно ли|какой|какую|какая|чей|кто)(?!\p{L})`,
    String.raw`(?<!\p{L})не (?:подход|работ|приход|пришл|приш[её]л|могу|получа|принима|находит|нашл|наш[её]л|открыва|пускает|видит|вижу|подтвержда|понимаю|знаю|помню)`,
    String.raw`(?<!\p{L})(?:why|how|where|when|what|which|who|whose|can i|should i|do i|is it)(?!\p{L})`,
    String.raw`(?<!\p{L})(?:doesn['’]?t|does not|don['’]?t|do not|didn['’]?t|did not|isn['’]?t|is not|can['’]?t|cannot|won['’]?t|not working|never came|refused|rejected)(?!\p{L})`,
  ].join('|'),
  'iu',
);

/** Fewer words beside a number or an address are rather its company: «вот мой номер». */
const FEWEST_WORDS = 3;

/**
 * Whether a text clearly asks something or complains, so that a number, an address or a code in it is what it is about, not an answer:
 * «мой номер +7 905 123-45-67 не подходит, что делать?»
 */
export function asksSomething(text: string): boolean {
  const plain = text.normalize('NFKC');
  const words = plain.split(/\s+/).filter((word) => /^\p{P}*\p{L}{2,}\p{P}*$/u.test(word));
  if (words.length < FEWEST_WORDS) return false;
  return ASKING.test(plain) || (/\?/.test(plain) && words.length > FEWEST_WORDS);
}

/** Nothing but words, at least two of them: a password among them would be one of letters alone, without a sign or a change of alphabet. */
const ONLY_WORDS =
  /^[\s\p{P}]*(?:\p{Script=Cyrillic}+|\p{Script=Latin}+)(?:[\s\p{P}]+(?:\p{Script=Cyrillic}+|\p{Script=Latin}+))+[\s\p{P}]*$/u;

/** Whether a text holds nothing that looks like a password. */
export const isOnlyWords = (text: string): boolean => ONLY_WORDS.test(text.normalize('NFC'));

/** Numbers and addresses say nothing of what is asked, and are nobody's business but the step's. */
const OWN = /(?<![^\s@])[^\s@]+@[^\s@]+|\+?\p{Nd}(?:[\s().\p{Pd}]*\p{Nd}){6,}/gu;

/** A text without the numbers and addresses in it. */
export const withoutOwn = (text: string): string => text.replace(OWN, ' ');

/** Words with which people hand over a number or an address; in Russian their beginnings. */
const INTRODUCING = new RegExp(
  [
    '^(?:здравств|привет|добр|день$|дня$|вечер|утр|зовут|мо[йяиеё]|мен[яе]$|мне$|вот$|это|эта$|так[ойи]|запиш|пишите$|напиш|укаж|присылай|' +
      'пришлите$|отправьте$|номер|телефон|тел$|мобил|сотов|личн|почт|ящик|мыл[оае]|адрес|имейл|емейл|мейл|нов|текущ|действующ|актуальн|рабоч|' +
      'пожалуйст|спасиб|ваш|вам$|вас$|тогда$|лучше$|связи$|контакт|для$|или$)',
    '^(?:hello|hi|hey|dear|my|name|this|that|it|is|the|an?|here|mobile|cell|phone|telephone|number|current|new|personal|private|work|' +
      'e-?mail|mail|mailbox|address|please|thanks?|you|write|send|use|take|contact|reach|me|i|am|at|on|to|for|and|or|can)$',
  ].join('|'),
  'iu',
);
/** So many words beside a number or an address may tell something of it. */
const MANY_WORDS = 4;
/** So many of them must be more than its company. */
const TELLING_WORDS = 2;

const wordsIn = (text: string): string[] => text.match(/\p{L}[\p{L}-]*/gu) ?? [];
const tells = (word: string): boolean => word.length > 2 && !INTRODUCING.test(word);

/** Whether there is a number or an address in a text that rather tells of it: «мой номер сменился, а в 1С старый +7 916 111-22-33». */
export function tellsSomething(text: string): boolean {
  const plain = text.normalize('NFKC');
  const rest = withoutOwn(plain);
  if (rest === plain) return false;
  const words = wordsIn(rest);
  return words.length >= MANY_WORDS && words.filter(tells).length >= TELLING_WORDS;
}

/** Whether beside a number or an address there is nothing but words with which it is handed over: «вот мой номер: +7 916 111-22-33». */
export function isHandedOver(text: string): boolean {
  const rest = withoutOwn(text.normalize('NFKC'));
  return !wordsIn(rest).some(tells) && !/\p{Nd}/u.test(rest) && !asksSomething(text);
}
