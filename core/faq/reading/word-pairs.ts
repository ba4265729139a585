import type { Option } from './path.ts';

/** How much a pair that has been seen is preferred, at most. Natural logarithm. */
const MOST = 4;

/** What people say everywhere: more pairs. */
export const phrases: readonly string[] = `
how are you. thank you very much. thank you so much. thanks a lot. good morning. good evening. bye bye. good bye. what is the weather today. see you later
what time is it. tell me a joke. who are you. what is your name. my name is. nice to meet you. where is it. where is my code. where to enter the code. where
can i find it. where do i click. how to do it. how to get in. how do i log in. how can i. i need a human. i need help. help me please. can you help me. talk
to a real person. is there an app. for my phone. by phone. by email. to my email. my account. it is red. red light. the gate is red. the turnstile is red. i
know. i do not know. no code. no email. no phone. does not work. did not come. do not have. it says. right now. too long. too late. two children. two codes. four
digits. for my son. for my daughter. for both. are you there. who is it. whose code is it. mine or my child. at the entrance. at the gate. do not open. it does
not open. i have read it. i can not read it. i do not see it. can i use. can i get. what are the. where are the. buy a ticket. i am a. i have a. it is a. this
is a. i was. i did. i got. i lost my. i forgot my. to reset. to get. to log in. to register. what if. which one. sign in. sign up. log in. log out. in the app
student and staff. and staff. or staff. i am staff. am staff. staff email. staff and student. student or staff. for staff. staff member. your staff. two codes. two kids
 have two. have two children
`
  .trim()
  .split('\n');

/** How often words stand, and pairs of words. */
export interface PairsData {
  /** One a line. */
  pairs: string;
  pairTimes: Uint16Array;
  words: string;
  wordTimes: Uint16Array;
  total: number;
}

/** Counts which English words stand side by side. */
export function learnPairs(texts: readonly string[]): PairsData {
  const pairs = new Map<string, number>();
  const words = new Map<string, number>();
  let total = 0;
  for (const text of texts) {
    let before = '';
    for (const [word] of text.matchAll(/[a-z]+|[.!?]/g)) {
      if (before) pairs.set(`${before} ${word}`, (pairs.get(`${before} ${word}`) ?? 0) + 1);
      words.set(word, (words.get(word) ?? 0) + 1);
      before = word;
      total += 1;
    }
  }
  return {
    pairs: [...pairs.keys()].join('\n'),
    pairTimes: Uint16Array.from(pairs.values()),
    words: [...words.keys()].join('\n'),
    wordTimes: Uint16Array.from(words.values()),
    total,
  };
}

/**
 * What is gained where two English words stand side by side: of words that sound alike it picks the one that fits its neighbour («код»: “clear
 * code”, «кэш»: “clear cache”).
 */
export function createPairs(data: PairsData): (option: Option, next: Option) => number {
  const { total } = data;
  // Most messages need them never.
  let maps: { pairs: ReadonlyMap<string, number>; words: ReadonlyMap<string, number> } | undefined;
  return (option, next) => {
    if (next.mode !== 'translit') return 0;
    maps ??= { pairs: counted(data.pairs, data.pairTimes), words: counted(data.words, data.wordTimes) };
    const { pairs, words } = maps;
    const first = /[a-z]+$/.exec(option.text)?.[0];
    const second = /^[a-z]+/.exec(next.text)?.[0];
    const seen = first && second ? pairs.get(`${first} ${second}`) : undefined;
    if (first === undefined || second === undefined || seen === undefined) return 0;
    const chance = (words.get(first) ?? 1) * (words.get(second) ?? 1);
    return Math.min(MOST, Math.log(1 + (0.5 * seen * total) / chance));
  };
}

const counted = (lines: string, times: Uint16Array): Map<string, number> =>
  new Map(lines.split('\n').map((line, at) => [line, times[at] ?? 0]));
