import type { createCyrillicDecoder } from './cyrillic-english.ts';
import type { Language } from './language.ts';
import type { createLatinDecoder } from './latin-russian.ts';
import { onLatinKeys, onRussianKeys } from './layout.ts';
import { folded, isFixed, scriptOf } from './letters.ts';
import type { Option } from './path.ts';

/** What stands between two spaces, and what it can be read as. */
export interface Chunks {
  /** As typed, on the other layout, Russian in Latin letters; as typed is the first. */
  options(chunk: string, message: Message): Option[];
  /** English in Russian letters, the likeliest ways; words may stay as they are. */
  byEar(chunk: string): Option[];
  /** Letters that somebody leaned on: «помогиииите», “operatorrr”. */
  squeezed(chunk: string): string;
  /** Share of the letters that stand in known words. */
  coverage(chunks: readonly string[]): number;
}

/** What the rest of the message tells about a part of it. */
export interface Message {
  /** Nearly all words are known as they stand. */
  mostlyKnown: boolean;
  /** Most letters are Latin. */
  latin: boolean;
  /** They are, and most of the words are English. */
  english: boolean;
}

/** What a sign in the midst of a word costs, where letters were typed. */
const SIGN = -6;
/** A chunk without a letter in it, made of one with letters. */
const NOTHING = -25;
/** What a word costs that stays as it is amid words in the other language’s letters. */
const STAYS = -6;
/** What it costs a word that is English as it stands to be Russian in Latin letters… */
const ENGLISH_ITSELF = -5;
/** …from this length on: short ones are both. Letters. */
const SHORTEST_ENGLISH = 4;
/** What it costs «код» or «май», which are Russian words as they stand, to be English ones. */
const RUSSIAN_ITSELF = -2;
/** What it costs to be anything but what it is amid words that are: a name, a brand… */
const AMID_KNOWN = -12;
/** …and to be a Russian word amid English ones: a rare English word. */
const AMID_ENGLISH = -30;
/** So many ways of a chunk by ear are kept. */
const WAYS = 3;
/** Longer chunks are no words. Characters. */
const LONGEST = 60;

/** Words of this house that are nothing but themselves. */
const NAMES =
  /^(?:isu|qr|st|pt|tr|ar|eljur|sechenov|esia|sms|id|pin|ios|android|iphone|app|email|e-mail|sim|wifi|google|play|appstore)$/;
const ROMAN = /^[ivxlc]+$/i;

export function createChunks(tools: {
  russian: Language;
  english: Language;
  fromLatin: ReturnType<typeof createLatinDecoder>;
  fromCyrillic: ReturnType<typeof createCyrillicDecoder>;
}): Chunks {
  const { russian, english, fromLatin, fromCyrillic } = tools;

  const meant = (text: string): number => summed(text, russian.word, english.word);
  const typed = (text: string): number => summed(text, russian.typed, english.typed);
  const isKnown = (word: string): boolean => (russian.known(word) ?? english.known(word)) !== undefined;

  function onOtherKeys(chunk: string, { latin }: Message): string {
    const script = scriptOf(chunk);
    if (script === 'both') return chunk;
    return (script === 'none' ? latin : script === 'latin') ? onRussianKeys(chunk) : onLatinKeys(chunk);
  }

  function onOtherLayout(chunk: string, message: Message): Option {
    const text = folded(onOtherKeys(chunk, message));
    const nothing = scriptOf(chunk) !== 'none' && scriptOf(text) === 'none' ? NOTHING : 0;
    return { mode: 'layout', text, score: meant(text) + SIGN * signsWithin(text) + nothing };
  }

  function inLatinLetters(small: string): Option {
    let score = 0;
    const text = small.replace(/[a-z'346]*[a-z][a-z'346]*/g, (word) => {
      const name = NAMES.test(word);
      const read = name ? null : fromLatin(word);
      if (read === null) {
        score += english.word(word) + (name ? 0 : STAYS);
        return word;
      }
      const itself = word.length >= SHORTEST_ENGLISH && english.known(word) !== undefined;
      score += read.score + (itself ? ENGLISH_ITSELF : 0);
      return read.text;
    });
    return { mode: 'translit', text, score };
  }

  return {
    options(chunk, message) {
      const small = folded(chunk);
      if (isFixed(chunk) || chunk.length > LONGEST) {
        return (['plain', 'layout', 'translit'] as const).map((mode) => ({ mode, text: small, score: 0 }));
      }
      const plain: Option = {
        mode: 'plain',
        text: small,
        score: typed(small) + (KEYS_WITHIN.test(small) ? SIGN : 0),
      };
      if (message.mostlyKnown && wordsOf(small).every(isKnown) && !KEYS_WITHIN.test(small)) return [plain];
      const others: Option[] = [
        onOtherLayout(chunk, message),
        scriptOf(chunk) === 'latin' ? inLatinLetters(small) : { ...plain, mode: 'translit' },
      ];
      const amid = message.mostlyKnown && !KEYS_WITHIN.test(small) ? AMID_KNOWN : 0;
      return [
        plain,
        ...others.map((one) => ({
          ...one,
          score: one.score + (one.mode === 'translit' && message.english ? AMID_ENGLISH : amid),
        })),
      ];
    },

    byEar(chunk) {
      const small = chunk.toLowerCase();
      let found: Option[] = [{ mode: 'translit', text: small, score: 0 }];
      if (chunk.length > LONGEST) return found;
      for (const [word] of small.matchAll(/[а-яё]+/g)) {
        const same = folded(word);
        const itself = russian.known(same) === undefined ? 0 : RUSSIAN_ITSELF;
        const ways = [
          ...fromCyrillic(word).map(({ text, score }) => ({ text, score: score + itself })),
          { text: same, score: russian.word(same) + STAYS },
        ];
        found = found
          .flatMap((one) =>
            ways.map((way) => ({ ...one, text: one.text.replace(word, way.text), score: one.score + way.score })),
          )
          .sort((one, other) => other.score - one.score)
          .slice(0, WAYS);
      }
      return found;
    },

    squeezed(chunk) {
      if (!/(\p{L})\1\1/iu.test(chunk) || isFixed(chunk)) return chunk;
      return chunk.replace(/\p{L}+/gu, (word) => {
        if (/^(.)\1+$/iu.test(word) || ROMAN.test(word)) return word;
        const twice = word.replace(/(\p{L})\1{2,}/giu, '$1$1');
        return isKnown(folded(twice)) ? twice : word.replace(/(\p{L})\1{2,}/giu, '$1');
      });
    },

    coverage(chunks) {
      let [all, known] = [0, 0];
      for (const word of chunks.flatMap((chunk) => wordsOf(folded(chunk)))) {
        // Names are names in both; “na”, “i”, “to” are words of both.
        if (NAMES.test(word) || /^[a-z]{1,2}$/.test(word)) continue;
        all += word.length;
        if (isKnown(word)) known += word.length;
      }
      return all === 0 ? 0 : known / all;
    },
  };
}

/** Keys of the Latin keyboard that are letters of the Russian one, amid or before Latin letters: «'k;eh». No sentence has them there. */
const KEYS_WITHIN = /[a-z][;[\]`](?=[a-z])|(?<![a-z])[;[\]`'](?=[a-z][a-z;[\]`,.]*[;[\]`,.][a-z])/;

const signsWithin = (text: string): number =>
  text.replace(/^[("«]+|[.,:!?)"»]+$/g, '').match(/[^\p{L}\p{N}'-]|^'|'$/gu)?.length ?? 0;

const wordsOf = (small: string): string[] => small.match(/[а-я]+|[a-z]+/g) ?? [];

function summed(text: string, russian: (word: string) => number, english: (word: string) => number): number {
  let sum = 0;
  for (const word of wordsOf(text)) sum += word < 'а' ? english(word) : russian(word);
  return sum;
}
