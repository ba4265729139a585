import type { Language } from '../../language.ts';
import type { Examples } from '../article.ts';
import { type FaqFiles, fileOf } from '../files.ts';
import { spaced, tokens } from '../model/tokens.ts';
import { createReader, learnReader } from '../reading/reader.ts';
import { type Finding, finding, type Locate } from './finding.ts';

/** Of two utterances' words so many are the same that no reader could tell which intent is meant. */
const NEARLY = 0.8;
/** With fewer words one more or less is a different message. Words. */
const COMPARABLE = 4;
/** A shorter system text could stand in anybody's message by chance. Words. */
const LONG_ENOUGH = 3;

interface Said {
  text: string;
  intent: string;
  file: string;
  line: number | undefined;
  /** The words as they should have been typed, in their order, and without their endings. */
  words: string;
  stems: string[];
}

/** What stands under two intents, so that neither can be learnt. */
export function checkTwins({ examples }: Pick<FaqFiles, 'examples'>, locate: Locate): Finding[] {
  const said = read(examples, locate);
  return [...sameUtterances(said), ...pastedTexts(examples, locate)];
}

function read(examples: readonly Examples[], locate: Locate): Said[] {
  const corpus: Record<Language, string[]> = { ru: [], en: [] };
  for (const { language, utterances } of examples) corpus[language].push(...utterances);
  const reader = createReader(learnReader(corpus));
  return examples.flatMap((one) => {
    const file = fileOf(one);
    return one.utterances.map((text) => ({
      ...{ text, intent: one.intent, file, line: locate(file, text) },
      ...compared(reader.read(text)[0]?.text ?? '', text),
    }));
  });
}

/** A smile has no words: it is compared as it stands. */
function compared(meant: string, written: string): Pick<Said, 'words' | 'stems'> {
  const found = tokens(meant);
  if (found.length === 0) return { words: written, stems: [written] };
  return { words: found.map(({ word }) => word).join(' '), stems: found.map(({ stem }) => stem) };
}

function sameUtterances(said: readonly Said[]): Finding[] {
  const found: Finding[] = [];
  const where = ({ file, line }: Said): string => (line === undefined ? file : `${file}:${line}`);
  const sets = said.map(({ stems }) => new Set(stems));
  const lines = said.map(({ stems }) => stems.join(' '));
  const near = neighbours(sets);
  for (const [at, one] of said.entries()) {
    for (const before of near(at)) {
      const other = said[before];
      if (!other || before >= at) continue;
      const same = lines[at] === lines[before];
      if (one.intent === other.intent) {
        if (one.words === other.words && one.file === other.file)
          found.push(finding('warning', one.file, `“${one.text}” stands in ${where(other)} already`, one.line));
      } else if (same) {
        const message = `“${one.text}” stands under ${other.intent} too (${where(other)}): one of them is wrong`;
        found.push(finding('error', one.file, message, one.line));
      } else if (alike(sets[at], sets[before])) {
        const message = `“${one.text}” is nearly the same as “${other.text}” of ${other.intent} (${where(other)})`;
        found.push(finding('warning', one.file, message, one.line));
      }
    }
  }
  return found;
}

/** For each set those that may be alike: comparing all with all would take seconds. */
function neighbours(sets: readonly ReadonlySet<string>[]): (at: number) => number[] {
  const holders = new Map<string, number[]>();
  for (const [at, set] of sets.entries()) {
    for (const stem of set) {
      const found = holders.get(stem);
      if (found) found.push(at);
      else holders.set(stem, [at]);
    }
  }
  const held = (stem: string): number[] => holders.get(stem) ?? [];
  return (at) => {
    const rarest = [...(sets[at] ?? [])].sort((one, other) => held(one).length - held(other).length);
    // Of as many words as these at least one stands in whatever is alike.
    const telling = rarest.slice(0, rarest.length - Math.ceil(rarest.length * NEARLY) + 1);
    return [...new Set(telling.flatMap(held))].sort((one, other) => one - other);
  };
}

/** The share of words that two have in common, of all words in either. */
function alike(one: ReadonlySet<string> | undefined, other: ReadonlySet<string> | undefined): boolean {
  if (!one || !other || Math.min(one.size, other.size) < COMPARABLE) return false;
  if (Math.min(one.size, other.size) / Math.max(one.size, other.size) < NEARLY) return false;
  let common = 0;
  for (const word of one) if (other.has(word)) common += 1;
  return common / (one.size + other.size - common) >= NEARLY;
}

/** System texts decide wherever they stand in a message: none may stand in another intent's words. */
function pastedTexts(examples: readonly Examples[], locate: Locate): Finding[] {
  const all = examples.flatMap((one) =>
    [
      ...one.errors.map((text) => ({ text, error: true })),
      ...one.utterances.map((text) => ({ text, error: false })),
    ].map((line) => ({ ...line, intent: one.intent, file: fileOf(one), bare: spaced(line.text) })),
  );
  return all
    .filter(({ error }) => error)
    .flatMap((one) => {
      const line = locate(one.file, one.text);
      const claimed = all.find(
        // Of two system texts the longer one decides, so that one may hold the other.
        (other) =>
          other.intent !== one.intent && (other.error ? other.bare === one.bare : other.bare.includes(one.bare)),
      );
      return [
        ...(claimed
          ? [
              finding(
                'error',
                one.file,
                `the system text “${one.text}” stands under ${claimed.intent} too: “${claimed.text}”`,
                line,
              ),
            ]
          : []),
        ...(one.bare.trim().split(' ').length < LONG_ENOUGH
          ? [
              finding(
                'warning',
                one.file,
                `the system text “${one.text}” is so short that it may be written by chance`,
                line,
              ),
            ]
          : []),
      ];
    });
}
