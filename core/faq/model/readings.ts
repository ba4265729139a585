import type { Language } from '../../language.ts';
import { createReader } from '../reading/reader.ts';
import { createSpelling } from './spelling.ts';
import { plain } from './tokens.ts';
import type { TrainingInput } from './types.ts';

export interface WeighedText {
  text: string;
  weight: number;
}

/** How much likelier a reading in the chat's own language is. */
const OWN_LANGUAGE = 1.5;

export interface Readings {
  /** The ways to read a message, weighted (sum 1), misspelt words put right. */
  of(text: string, language?: Language): WeighedText[];
  /** An example as a message would be read: its slips put right, too. */
  example(text: string): string;
}

/** Learns the words of examples and concepts: that is what messages are read by. */
export function createReadings({ examples, concepts }: TrainingInput): Readings {
  const corpus: Record<Language, string[]> = { ru: [], en: [] };
  for (const { language, utterances } of [...examples].sort(byName)) corpus[language].push(...utterances);
  for (const word of concepts.flatMap(({ words }) => words))
    corpus[/\p{Script=Cyrillic}/u.test(word) ? 'ru' : 'en'].push(word.replace('*', ''));
  const reader = createReader(corpus);
  const mend = createSpelling([...corpus.ru, ...corpus.en]);

  return {
    of(text, language) {
      const found = reader.read(text).map((one) => ({
        text: mend(one.text),
        weight: one.weight * (one.language === language ? OWN_LANGUAGE : 1),
      }));
      const sum = found.reduce((total, { weight }) => total + weight, 0) || 1;
      return found.map(({ text, weight }) => ({ text, weight: weight / sum }));
    },
    example: (text) => mend(plain(text)),
  };
}

function byName(one: { intent: string; language: string }, other: { intent: string; language: string }): number {
  return `${one.intent} ${one.language}` < `${other.intent} ${other.language}` ? -1 : 1;
}
