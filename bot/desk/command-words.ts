import type { DeskCommand } from './update.ts';

/** Operators' commands, as Telegram lists them in their groups. */
export const deskCommands = [
  ...['a', 'faq', 'del', 'take', 'close', 'block', 'unblock', 'lang', 'journey', 'stats', 'help'],
] as const;

/** The same in Russian, as people name them by themselves. */
const ALIASES: Partial<Record<string, string>> = {
  ...{ ответ: 'a', ответы: 'a', статья: 'faq', статьи: 'faq', удалить: 'del', взять: 'take', беру: 'take' },
  ...{ закрыть: 'close', блок: 'block', заблокировать: 'block', разблок: 'unblock', разблокировать: 'unblock' },
  ...{ язык: 'lang', где: 'journey', путь: 'journey', показатели: 'stats', статистика: 'stats' },
  ...{ помощь: 'help', справка: 'help' },
};

/** Cyrillic letters that look like Latin ones, and those on the same keys. */
const ALIKE = pairs('асеорхукмтнвгі', 'aceopxykmthbri');
const SAME_KEY = pairs('йцукенгшщзфывапролдячсмить', 'qwertyuiopasdfghjklzxcvbnm');

function pairs(from: string, to: string): Map<string, string> {
  return new Map([...from].map((letter, at) => [letter, to[at] ?? letter]));
}

const spelt = (name: string, letters: Map<string, string>): string =>
  [...name].map((letter) => letters.get(letter) ?? letter).join('');

const isKnown = (name: string): boolean => deskCommands.some((command) => command === name);

/** The Latin names that may have been meant: as it is written, with look-alike letters, and typed on the other layout. */
export const readings = (name: string): string[] => [name, spelt(name, ALIKE), spelt(name, SAME_KEY)];

/** The command that was meant, also in Russian; the name itself where none was. */
function meant(name: string): string {
  return [ALIASES[name] ?? name, ...readings(name)].find(isKnown) ?? name;
}

/** What operators write to each other begins with `//`. */
export const isNote = (words: string): boolean => words.trimStart().startsWith('//');

/** The same on another layout or with a slip: `..` (those keys on the Russian one), `\\`, `/ /`. Three points are an ellipsis. */
export const isNoteBySlip = (words: string): boolean => /^\s*(?:\/\s+\/|\.\.(?!\.)|\\\s*\\)/.test(words);

/**
 * Null for words that are no command. Whatever begins with a slash, either one, or with three points is stopped as one, known or not: nobody gets
 * by a slip what was no answer. A point (the slash's key on the Russian layout) makes a command only of a known one.
 */
export function readCommand(text: string): DeskCommand | null {
  const said = text.trim();
  if (isNote(said) || isNoteBySlip(said)) return null;
  const [, mark, name = '', bot, words] = /^([/\\.])([^\s@]*)(?:@(\w+))?(?:\s+([\s\S]*))?$/.exec(said) ?? [];
  if (mark === undefined) return /^[/\\]|^\.\./.test(said) ? stopped(said) : null;
  const read = meant(name.toLowerCase().replace(/[?!.,;:…]+$/u, ''));
  if (mark === '.' && !isKnown(read)) return said.startsWith('..') ? stopped(said) : null;
  return { name: shortly(read), words: words?.trim() ?? '', bot: bot?.toLowerCase() ?? null };
}

/** No sign is cut in half: no database keeps that. */
const shortly = (name: string): string => [...name].slice(0, 32).join('');

/** What is no command's form at all. */
const stopped = (said: string): DeskCommand => ({
  name: shortly(said.replace(/^[/\\]/, '')),
  words: '',
  bot: null,
});
