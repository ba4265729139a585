import type { Language } from './language.ts';

/**
 * How Russian letters are written in Latin ones, each way with its probability among the ways of that letter; «ё» counts as «е». All schemes
 * at once: people mix them.
 */
const SPELLINGS: Readonly<Record<string, string>> = {
  a: 'а 1, я .02',
  b: 'б 1',
  c: 'ц .5, с .12, к .1, ч .04',
  ch: 'ч 1, щ .03',
  ck: 'к .05',
  cz: 'ц .2',
  d: 'д 1',
  e: 'е .9, э .15, ы .003, ье .05, ее .02',
  eh: 'э .4',
  f: 'ф 1',
  g: 'г 1, ж .02',
  h: 'х .9, г .01',
  i: 'и .9, ы .06, й .15, ий .05, ьи .02, ый .01',
  ia: 'я .2',
  ii: 'ий .3, ый .04',
  ij: 'ий .4, ый .1',
  io: 'е .1',
  iu: 'ю .2',
  iy: 'ий .3, ый .1',
  j: 'ж .3, й .3, дж .05, ь .1',
  ja: 'я .3',
  je: 'е .1, э .1, ье .1',
  jo: 'е .2',
  ju: 'ю .3',
  k: 'к 1',
  kh: 'х .5',
  l: 'л 1',
  m: 'м 1',
  n: 'н 1',
  o: 'о 1, е .02, а .01',
  p: 'п 1',
  ph: 'ф .01',
  q: 'я .05, к .03, кв .05',
  r: 'р 1',
  s: 'с 1, ш .004',
  sc: 'щ .02',
  sch: 'щ .4',
  sh: 'ш .9, щ .25',
  shch: 'щ .4',
  shh: 'щ .1',
  t: 'т 1',
  ts: 'ц .5',
  tz: 'ц .1',
  tch: 'ч .03',
  u: 'у .97, ю .05',
  v: 'в 1',
  w: 'ш .05, в .05, щ .02',
  x: 'х .15, кс .3',
  y: 'ы .8, й .5, и .06, ый .12, ий .06, у .01, ь .01',
  ya: 'я .7',
  ye: 'е .1, ые .1, ье .1',
  yi: 'ый .03',
  yj: 'ый .2, ий .05',
  yo: 'е .4',
  yu: 'ю .7',
  yy: 'ый .3',
  z: 'з 1, ж .01',
  zh: 'ж .7',
  '4': 'ч .1',
  '6': 'ш .03',
  '3': 'з .01',
  "'": 'ь .6, ъ .3',
  "'e": 'э .03',
};
/** «объяснить», «съезд»: the hard sign is hardly ever written. */
const HARD = { b: 'б', d: 'д', s: 'с', t: 'т', v: 'в', z: 'з' };
const AFTER_HARD = {
  e: 'е .01',
  ye: 'е .2',
  je: 'е .2',
  ie: 'е .1',
  ya: 'я .2',
  ja: 'я .2',
  ia: 'я .1',
  yo: 'е .1',
  yu: 'ю .05',
};

/** Letters after which a soft sign is left out. */
const SOFTENED = 'бвджзлмнпрстфчш';
/** How often: at a word’s end, before a consonant, before a vowel. */
const LEFT_OUT = Math.log(0.4);

const LONGEST_SPELLING = 4;
/** So many of the likeliest ways to read a word’s beginning are followed; they stand sorted, the best first. */
const BEAM = 10;
/** Longer words are no words. Letters. */
const LONGEST_WORD = 28;

interface Way {
  text: string;
  codes: Uint8Array;
  cost: number;
}

interface Path {
  text: string;
  a: number;
  b: number;
  c: number;
  score: number;
}

export interface Decoded {
  text: string;
  /** Natural logarithm: of the word in its language and of its being written so. */
  score: number;
}

/** Reads a Russian word that was written in Latin letters. */
export function createLatinDecoder(russian: Language): (word: string) => Decoded | null {
  const { letters } = russian;
  const ways = new Map<string, Way[]>();
  const hard = Object.entries(HARD).flatMap(([latin, letter]) =>
    Object.entries(AFTER_HARD).map(([vowel, list]) => [latin + vowel, `${letter}ъ${list}`] as const),
  );
  for (const [spelling, list] of [...Object.entries(SPELLINGS), ...hard]) {
    ways.set(
      spelling,
      list.split(', ').flatMap((one) => {
        const [text = '', chance = ''] = one.split(' ');
        const way = (text: string, cost: number): Way => ({ text, codes: letters.codes(text), cost });
        const cost = Math.log(Number(chance));
        return SOFTENED.includes(text.at(-1) ?? ' ')
          ? [way(text, cost), way(`${text}ь`, cost + LEFT_OUT)]
          : [way(text, cost)];
      }),
    );
  }

  return (word) => {
    if (word.length > LONGEST_WORD) return null;
    const beams: Path[][] = Array.from({ length: word.length + 1 }, () => []);
    beams[0] = [{ text: '', a: 0, b: 0, c: 0, score: 0 }];
    for (let at = 0; at < word.length; at += 1) {
      const beam = beams[at] ?? [];
      for (let length = 1; length <= LONGEST_SPELLING && at + length <= word.length; length += 1) {
        const reached = beams[at + length];
        for (const way of ways.get(word.slice(at, at + length)) ?? []) {
          for (const path of beam) if (reached) extend(reached, path, way);
        }
      }
    }
    let found: Decoded | null = null;
    for (const { text, a, b, c, score } of beams[word.length] ?? []) {
      // What the letters said, taken back: the word itself may be known.
      const whole = score + letters.next(a, b, c, 0) - letters.word(text) + russian.word(text);
      if (found === null || whole > found.score) found = { text, score: whole };
    }
    return found;
  };

  function extend(reached: Path[], path: Path, way: Way): void {
    let { a, b, c, score } = path;
    for (const letter of way.codes) {
      score += letters.next(a, b, c, letter);
      a = b;
      b = c;
      c = letter;
    }
    score += way.cost;
    if (reached.length === BEAM && score <= (reached[BEAM - 1] as Path).score) return;
    let at = Math.min(reached.length, BEAM - 1);
    for (; at > 0 && (reached[at - 1] as Path).score < score; at -= 1) reached[at] = reached[at - 1] as Path;
    reached[at] = { text: path.text + way.text, a, b, c, score };
  }
}
