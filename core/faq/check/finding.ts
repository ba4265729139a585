import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What an editor is told. */
export interface Finding {
  level: 'error' | 'warning';
  /** From the folder of the texts on, with slashes. */
  file: string;
  /** From 1. */
  line?: number;
  message: string;
}

/** Says where in a file something stands. */
export type Locate = (file: string, piece: string) => number | undefined;

/** Finds the first line that holds a text, however it is quoted; each file is read once. */
export function locator(folder: string): Locate {
  const files = new Map<string, string[]>();
  const bare = (text: string): string => text.replaceAll(/[\s"'\\]+/g, ' ').trim();

  function lines(file: string): string[] {
    let found = files.get(file);
    if (!found) {
      try {
        found = readFileSync(join(folder, file), 'utf8').split(/\r?\n/).map(bare);
      } catch {
        found = [];
      }
      files.set(file, found);
    }
    return found;
  }

  return (file, piece) => {
    const wanted = bare(piece);
    const all = lines(file);
    const whole = all.findIndex((line) => line === wanted || line === `- ${wanted}`);
    const at = whole >= 0 ? whole : all.findIndex((line) => line.includes(wanted));
    return at < 0 ? undefined : at + 1;
  };
}

/** A finding with its line, where there is one. */
export function finding(level: Finding['level'], file: string, message: string, line?: number): Finding {
  return { level, file, message, ...(line === undefined ? {} : { line }) };
}
