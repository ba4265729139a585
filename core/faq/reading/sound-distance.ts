/** How far what was typed in Russian letters is from how an English word sounds. */

const VOWELS = 'аоуеи';
const pairs = (text: string): Map<string, number> =>
  new Map(
    text.split(', ').flatMap((one) => {
      const [[a = '', b = ''] = '', cost = ''] = one.split(' ');
      return [[a + b, Number(cost)] as const, [b + a, Number(cost)] as const];
    }),
  );
/** What is easily taken for one another; 1 is a wrong consonant. */
const ALIKE = pairs(
  'ао .4, ау .7, ае .5, аи .9, оу .5, ое .6, ои .9, уе .9, уи .8, еи .45, зс .15, тд .7, пб .7, кг .6, фв .3, жш .4, жч .4, чш .6, жз .7, мн .9, йи .2',
);
/** The signs of english-sounds.ts that are no letters: what they may be typed as, and at what cost; `-` is nothing. */
const SIGNS: ReadonlyMap<string, ReadonlyMap<string, number>> = new Map(
  Object.entries({
    D: 'з 0, с .05, т .1, д .1, в .3, ф .2',
    w: 'в 0, у .05',
    A: 'е 0, а .05, и .6, о .7, у .9',
    U: 'а 0, у .3, о .35, е .6, и .9',
    O: 'о 0, а .25, у .6, е .8',
    Ö: 'е 0, о .1, у .25, и .3, а .4',
    E: 'е .05, а .05, о .1, и .15, у .2, - .15',
    R: 'р 0, - .1',
    G: 'г 0, к .3, - .05',
    W: 'у 0, - .1',
    Y: 'й 0, - .2',
  }).map(([sign, list]) => [
    sign,
    new Map(
      list.split(', ').map((one) => {
        const [letter = '', cost = ''] = one.split(' ');
        return [letter, Number(cost)];
      }),
    ),
  ]),
);
const WRONG = 1.5;

/** All that can stand in either string, numbered. */
const ALL = 'абвгдежзийклмнопрстуфхцчшъDwAUOÖERGWY';
const SIZE = ALL.length + 1;
const swapped = new Float32Array(SIZE * SIZE).fill(WRONG);
const omitted = new Float32Array(SIZE).fill(1);
const added = new Float32Array(SIZE).fill(1);
for (const [row, sign] of [...ALL].entries()) {
  const ways = SIGNS.get(sign);
  omitted[row] = ways
    ? (ways.get('-') ?? (VOWELS.includes(sign) ? 0.6 : 0.9))
    : VOWELS.includes(sign)
      ? 0.6
      : sign === 'й'
        ? 0.2
        : 1;
  added[row] = VOWELS.includes(sign) ? 0.6 : sign === 'й' ? 0.55 : 1;
  for (const [column, letter] of [...ALL].entries()) {
    swapped[row * SIZE + column] = sign === letter ? 0 : (ways?.get(letter) ?? ALIKE.get(sign + letter) ?? WRONG);
  }
}
const numbers = new Map([...ALL].map((sign, at) => [sign, at]));

/** Signs or letters as numbers, for `soundDistance`. */
export const soundCodes = (signs: string): Uint8Array =>
  Uint8Array.from(signs, (sign) => numbers.get(sign) ?? SIZE - 1);

const LONGEST = 40;
const rows = [new Float32Array(LONGEST + 1), new Float32Array(LONGEST + 1)] as const;

/** @param sounds of the English word @param typed as simplified by `heard` @param limit above which it does not matter @returns 0: exactly so */
export function soundDistance(sounds: Uint8Array, typed: Uint8Array, limit: number): number {
  if (typed.length > LONGEST) return limit;
  let [above, line] = rows;
  above[0] = 0;
  for (let column = 1; column <= typed.length; column += 1) {
    above[column] = (above[column - 1] ?? 0) + (added[typed[column - 1] ?? 0] ?? 1);
  }
  for (const sign of sounds) {
    const skip = omitted[sign] ?? 1;
    let least = (above[0] ?? 0) + skip;
    line[0] = least;
    for (let column = 1; column <= typed.length; column += 1) {
      const letter = typed[column - 1] ?? 0;
      const cost = Math.min(
        (above[column - 1] ?? 0) + (swapped[sign * SIZE + letter] ?? WRONG),
        (above[column] ?? 0) + skip,
        (line[column - 1] ?? 0) + (added[letter] ?? 1),
      );
      line[column] = cost;
      if (cost < least) least = cost;
    }
    if (least >= limit) return limit;
    [above, line] = [line, above];
  }
  return Math.min(limit, above[typed.length] ?? limit);
}

/** What was typed, as far as ears can tell: without signs that are not heard, single letters. @param word small Russian letters, with «ё» */
export function heard(word: string): string {
  return word
    .replace(/(?<=[бвгджзклмнпрстфхцчшщ])ё/g, 'е')
    .replaceAll('ё', 'йо')
    .replaceAll('ю', 'йу')
    .replaceAll('я', 'йа')
    .replaceAll('э', 'е')
    .replaceAll('ы', 'и')
    .replaceAll('щ', 'ш')
    .replaceAll('ц', 'тс')
    .replace(/[ъь]/g, '')
    .replaceAll('дж', 'ж')
    .replaceAll('тч', 'ч')
    .replace(/(.)\1+/g, '$1');
}
