import { join } from 'node:path';
import { AnswerHeader, type CannedAnswer } from '#core/helpdesk/answer.ts';
import { type Language, languages } from '#core/language.ts';
import { readHeader } from './article-header.ts';
import { isFolder, list, type Problem, readText, split, textsFolder } from './articles.ts';

export interface AnswerFiles {
  answers: CannedAnswer[];
  problems: Problem[];
}

/** Of answers for every institution. */
export const COMMON_ANSWERS = 'common';
/** The names stand in buttons, of which Telegram takes 64 bytes. */
const LONGEST_NAME = 32;

/** Reads `<folder>/<language>/answers/<institution or common>/<name>.md`. A file with a mistake is left out and told; all others are read. Never throws. */
export function readAnswers(folder: string = textsFolder): AnswerFiles {
  const found: AnswerFiles = { answers: [], problems: [] };
  for (const language of languages) {
    const root = `${language}/answers`;
    for (const owner of list(folder, root, found.problems)) {
      const path = `${root}/${owner}`;
      if (!isFolder(join(folder, path))) {
        found.problems.push({ file: path, message: `must lie in a folder such as ${root}/${COMMON_ANSWERS}` });
        continue;
      }
      for (const file of list(folder, path, found.problems)) {
        const read = readAnswer(folder, `${path}/${file}`, { language, folder: owner });
        if ('answer' in read) found.answers.push(read.answer);
        else found.problems.push(...read.problems);
      }
    }
  }
  return found;
}

function readAnswer(
  root: string,
  file: string,
  place: { language: Language; folder: string },
): { answer: CannedAnswer } | { problems: Problem[] } {
  const refused = (message: string, line?: number) => ({
    problems: [line === undefined ? { file, message } : { file, line, message }],
  });
  const name = /([^/]+)$/.exec(file)?.[1] ?? '';
  const base = /^([a-z][a-z0-9_]*)\.md$/.exec(name)?.[1];
  if (base === undefined)
    return refused('name it with small Latin letters, digits and _, and .md at the end: phone_1c.md');
  if (base.length > LONGEST_NAME) return refused(`the name has at most ${LONGEST_NAME} characters before .md`);
  const text = readText(join(root, file));
  if (typeof text !== 'string') return refused(text.message);
  const parts = split(text);
  if (!parts) return refused('begin with a line ---, then the settings, then another line ---', 1);
  const header = readHeader(parts.header, AnswerHeader);
  if (!header.ok) return { problems: header.troubles.map((trouble) => ({ file, ...trouble })) };
  const body = parts.body.trim();
  if (body === '') return refused('write the answer below the second line ---', parts.bodyLine);
  const used = new Set([...body.matchAll(/\{\s*\$(\d+)\s*\}/g)].map(([, number]) => Number(number)));
  const { fields } = header.value;
  const lost = fields.findIndex((_, at) => !used.has(at + 1));
  if (lost >= 0) return refused(`the text has no { $${lost + 1} } for the field “${fields[lost]}”`, parts.bodyLine);
  const extra = [...used].find((number) => number < 1 || number > fields.length);
  if (extra !== undefined)
    return refused(`there is no field for { $${extra} }: add it below “fields:”`, parts.bodyLine);
  return { answer: { ...header.value, ...place, name: base, body } };
}
