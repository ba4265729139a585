import { typedOnLatinKeys } from '../accounts/alphabet.ts';
import { hasKnownPrefix, LONGEST, SHORTEST, USUAL_LENGTHS } from './code.ts';
import type { ShapeError } from './invitation.ts';

/** What in the typing may be why nothing was found: capitals, or letters that no code holds. */
export type Remark = 'capitals' | 'foreign-letter';

export interface CodeReading {
  /** What the typing may stand for, in small Latin letters and digits, the likeliest first. Never more than four. */
  candidates: string[];
  remarks: Remark[];
}

/** Letters of other alphabets that look like one of ours. What looks like several is not here. */
const LOOK_ALIKES = new Map(
  Object.entries({
    ...{ а: 'a', е: 'e', ё: 'e', о: 'o', р: 'p', с: 'c', у: 'y', х: 'x', к: 'k', м: 'm', т: 't', н: 'h', в: 'b' },
    ...{
      з: '3',
      б: '6',
      ч: '4',
      ь: 'b',
      г: 'r',
      и: 'u',
      п: 'n',
      і: 'i',
      ї: 'i',
      ѕ: 's',
      ј: 'j',
      һ: 'h',
      ԛ: 'q',
      ԝ: 'w',
    },
  }),
);

/** A message that is longer is no code, whatever it holds. Characters. */
const LONGEST_MESSAGE = 600;

/** Where a code stands in an address: `t.me/<bot>?start=…`, `…/hello?code=…`. */
const IN_ADDRESS = /[?&](?:start|startapp|code)=([^&#\s]+)/i;
/** An address, of a page or of mail: its letters are no code. */
const ADDRESS = /[/@]|\.(?:ru|рф|com|org|net|me)$/i;

/**
 * Reads an invitation code as people type, paste and scan it: with spaces, hyphens and quotes, in capitals, on the Russian layout, with
 * letters that look alike, inside an address or a sentence. Reads only; whether there is such a code is the database's to say.
 */
export function readCode(text: string): CodeReading {
  const { candidates, typed } = read(text);
  const remarks: Remark[] = [];
  if (/\p{Lu}/u.test(typed)) remarks.push('capitals');
  if (foreignLetters(typed).length > 0 && !onOtherKeys(typed)) remarks.push('foreign-letter');
  return { candidates, remarks };
}

/** The candidates that may be a code at all: these are looked up. */
export const plausible = (candidates: readonly string[]): string[] =>
  candidates.filter((code) => hasKnownPrefix(code) && code.length >= SHORTEST && code.length <= LONGEST);

/** Why this can be no code of ours, whatever the database holds; null when it may be one. */
export function shapeError(text: string): ShapeError | null {
  const { candidates, typed, sentence } = read(text);
  if (plausible(candidates).length > 0) return null;
  const code = candidates.find(hasKnownPrefix);
  if (code && !sentence) return 'invitation.length';
  if (sentence || !/\d/.test(typed)) return 'invitation.unreadable';
  return candidates.length > 0 ? 'invitation.prefix' : 'invitation.foreign-letter';
}

/** What in the typing may be why nothing was found under it; null when it looks as it should. */
export function suspicion(text: string): ShapeError | null {
  const { candidates, remarks } = readCode(text);
  if (remarks.includes('foreign-letter')) return 'invitation.foreign-letter';
  if (!candidates.some((code) => USUAL_LENGTHS.includes(code.length))) return 'invitation.length';
  return remarks.includes('capitals') ? 'invitation.capitals' : null;
}

/** For the texts: the letters that no code holds, how many characters were typed, and what they begin with. */
export function described(text: string): { letters: string; typed: number; prefix: string } {
  const { candidates, typed } = read(text);
  const small = typed.toLowerCase();
  return {
    letters: foreignLetters(typed).join(', '),
    typed: [...typed].length,
    prefix: candidates[0]?.slice(0, 2) ?? [...small].slice(0, 2).join(''),
  };
}

/** Whether all of it was typed on the Russian keys of a code: then the keyboard is not what is wrong with it. */
const onOtherKeys = (typed: string): boolean => {
  const small = typed.toLowerCase();
  const keys = typedOnLatinKeys(small);
  return !/[a-z]/.test(small) && /^[a-z0-9]+$/.test(keys) && plausible([keys]).length > 0;
};

const foreignLetters = (typed: string): string[] => [
  ...new Set([...typed].filter((one) => /[^a-z0-9]/i.test(one)).map((one) => one.toLowerCase())),
];

/** @returns typed: the letters and digits that the candidates were read from; sentence: there are words, but no code among them */
function read(text: string): { candidates: string[]; typed: string; sentence: boolean } {
  // The sign would become the letters “No”.
  const message = text.slice(0, LONGEST_MESSAGE).replaceAll('№', ' ').normalize('NFKC').trim();
  const linked = IN_ADDRESS.exec(message)?.[1];
  const shown = linked === undefined ? message.replace(/^\/start\b/i, '') : decoded(linked);
  const parts = shown.split(/[\s:;,()«»"“”]+/u).filter((part) => part !== '');
  const words = parts.filter((part) => !ADDRESS.test(part));
  // «зек.рф мацк.26 ь» is a code with dots between its letters, and no address.
  const usual = (one: string): boolean => readings(bare(one)).some(isUsual);
  const mayBeDotted = words.length > 0 && !/[/@]/.test(shown) && plausible(readings(bare(shown))).length > 0;
  const dotted = mayBeDotted && !words.map(bare).some(isCode) && (usual(shown) || !usual(words.join('')));
  const typed = bare(words.length < parts.length && !dotted ? words.join('') : shown);
  const whole = readings(typed);
  const spaced = plausible(whole);
  if (words.length < 2 || spaced.some(isUsual)) return { candidates: whole, typed, sentence: typed === '' };

  // A code among words. Only the first: a message is one try.
  const codes = words.map(bare).filter(isCode);
  // What may be a code with spaces in it is left whole, unless a part looks more like one.
  const word = spaced.length > 0 ? codes.find((one) => readings(one).some(isUsual)) : codes[0];
  if (word !== undefined) {
    return { candidates: [...new Set([...spaced, ...readings(word)])], typed: word, sentence: false };
  }
  const talks = words.filter((one) => /^\p{L}{3,}\p{P}*$/u.test(one)).length > 1;
  return { candidates: whole, typed, sentence: typed === '' || (talks && spaced.length === 0) };
}

const isUsual = (code: string): boolean => hasKnownPrefix(code) && USUAL_LENGTHS.includes(code.length);
const isCode = (word: string): boolean => /\d/.test(word) && plausible(readings(word)).length > 0;

/** Nothing but letters and digits. */
const bare = (text: string): string => text.replace(/[^\p{L}\p{N}]/gu, '');

/** What these characters stand for in small Latin letters and digits: a known prefix first; none when some stand for nothing. */
function readings(typed: string): string[] {
  const small = typed.toLowerCase().normalize('NFC');
  const looked = [...small].map((one) => LOOK_ALIKES.get(one) ?? one).join('');
  // All of it in Russian letters: somebody forgot to switch. Among Latin ones, a Russian letter rather looks alike.
  const both = /[a-z]/.test(small) ? [looked, typedOnLatinKeys(small)] : [typedOnLatinKeys(small), looked];
  // Small letters that were typed on Latin keys already are themselves in both.
  const read = [...new Set(both)].filter((one) => /^[a-z0-9]+$/.test(one));
  return [...read.filter(hasKnownPrefix), ...read.filter((one) => !hasKnownPrefix(one))];
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
