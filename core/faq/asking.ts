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
