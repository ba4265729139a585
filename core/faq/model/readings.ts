import type { Language } from '../../language.ts';
import { createReader, learnReader, type ReaderData } from '../reading/reader.ts';
import { createSpelling, learnSpelling, type SpellingData } from './spelling.ts';
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

export interface ReadingsData {
  reader: ReaderData;
  spelling: SpellingData;
}

/** Learns the words of examples (in their order) and concepts: that is what messages are read by. */
export function learnReadings({ examples, concepts }: TrainingInput): ReadingsData {
  const corpus: Record<Language, string[]> = { ru: [], en: [] };
  for (const { language, utterances } of examples) corpus[language].push(...utterances);
  const named = concepts.flatMap(({ words }) => words).map((word) => word.replace('*', ''));
  for (const word of named) corpus[/\p{Script=Cyrillic}/u.test(word) ? 'ru' : 'en'].push(word);
  return { reader: learnReader(corpus), spelling: learnSpelling([...corpus.ru, ...corpus.en], named) };
}

export function createReadings({ reader: read, spelling }: ReadingsData): Readings {
  const reader = createReader(read);
  const mend = createSpelling(spelling);
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
