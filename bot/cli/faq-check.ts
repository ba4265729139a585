import { relative } from 'node:path';
import type { Command } from 'commander';
import { checkAnswers } from '#bot/journeys/article-check.ts';
import { type CrossValidation, crossValidate, type HeldBack } from '#core/faq/check/confusions.ts';
import { type Finding, finding, type Locate, locator } from '#core/faq/check/finding.ts';
import { checkHeaders } from '#core/faq/check/headers.ts';
import { checkTwins } from '#core/faq/check/twins.ts';
import { fileOf, readFiles } from '#core/faq/files.ts';
import { textsFolder } from '#locales/articles.ts';

export interface FaqReport {
  articles: number;
  utterances: number;
  findings: Finding[];
  /** Null when it was not wanted, or when there is nothing to learn from. */
  understanding: CrossValidation | null;
}

/** `faq check`: what an editor has to mend. The exit code is 1 when there is an error; warnings are for judgement. */
export function checkCommand(faq: Command): void {
  faq
    .command('check')
    .description('tell what is wrong or missing in the articles, and which of them are taken for one another')
    .option('--quick', 'do not try how well held-out utterances are understood (half a minute)')
    .option('--json', 'the report as JSON')
    .option('--folder <path>', 'the folder of the texts', textsFolder)
    .action(async ({ quick, json, folder }: { quick?: true; json?: true; folder: string }) => {
      const report = await checkFaq(folder, quick ? 0 : PARTS);
      const lines = json ? [JSON.stringify(report)] : reportLines(report, folder, locator(folder));
      for (const line of lines) process.stdout.write(`${line}\n`);
      if (report.findings.some(({ level }) => level === 'error')) process.exitCode = 1;
    });
}

/** With more the trial lasts longer; with fewer the bot learns from too little of what it has. */
const PARTS = 5;

/**
 * Looks at everything under a folder of texts.
 * @param parts in which utterances are held back to see how they are understood; 0 leaves that trial out
 */
export async function checkFaq(folder: string, parts: number): Promise<FaqReport> {
  const files = readFiles(folder);
  const locate = locator(folder);
  const findings = [
    ...files.problems.map(({ file, line, message }) => finding('error', file, message, line)),
    ...checkHeaders(files, locate),
    ...checkAnswers(files.articles, locate),
    ...checkTwins(files, locate),
  ];
  return {
    articles: files.articles.length,
    utterances: files.examples.reduce((sum, { utterances }) => sum + utterances.length, 0),
    findings: findings.sort(inOrder),
    understanding: parts > 0 && files.examples.length > 0 ? await crossValidate(files, parts) : null,
  };
}

const inOrder = (one: Finding, other: Finding): number =>
  one.level.localeCompare(other.level) || one.file.localeCompare(other.file) || (one.line ?? 0) - (other.line ?? 0);

/** What is shown of each list: an editor mends the worst and looks again. */
const SHOWN = 12;
/** As many examples of one confusion. */
const EXAMPLES = 4;

/** The report for people, a line each. */
export function reportLines(
  { articles, utterances, findings, understanding }: FaqReport,
  folder: string,
  locate: Locate,
) {
  const root = relative('', folder);
  const path = (file: string, line?: number): string => `${root}/${file}${line === undefined ? '' : `:${line}`}`;
  const place = (one: HeldBack): string => path(fileOf(one), locate(fileOf(one), one.utterance));
  const errors = findings.filter(({ level }) => level === 'error').length;
  return [
    ...findings.map(({ level, file, line, message }) => `${path(file, line)}  ${level}: ${message}`),
    ...(findings.length > 0 ? [''] : []),
    `${articles} articles, ${utterances} utterances: ${count(errors, 'error')}, ${count(findings.length - errors, 'warning')}.`,
    ...(understanding ? understandingLines(understanding, place) : []),
  ];
}

function understandingLines(found: CrossValidation, place: (one: HeldBack) => string): string[] {
  const { parts, top1, top3, confusions, unreached, weak } = found;
  return [
    '',
    `Of utterances that it had not seen (${parts} parts, each read by what learnt from the others) the bot put ${percent(top1)} first and ${percent(top3)} among the first three.`,
    ...section(
      'Articles that are hard to reach: add utterances, or tell them apart from their neighbours.',
      weak,
      (one) => [`  ${one.intent} in ${one.language}: ${percent(one.recall)} of ${one.utterances}`],
    ),
    ...section(
      'Taken for one another, worst first: does the utterance stand in the right article?',
      confusions,
      (one) => [
        `  ${one.intent} → ${one.takenFor}  ${one.utterances.length}`,
        ...one.utterances.slice(0, EXAMPLES).map((held) => `      ${place(held)}  ${short(held.utterance)}`),
      ],
    ),
    ...section('Not among the first three: nothing else in its article is like it.', unreached, (held) => [
      `  ${place(held)}  ${short(held.utterance)}  (${held.found.join(', ') || 'nothing'})`,
    ]),
  ];
}

function section<Item>(title: string, items: readonly Item[], lines: (item: Item) => string[]): string[] {
  if (items.length === 0) return [];
  const left = items.length - SHOWN;
  return [
    '',
    title,
    ...items.slice(0, SHOWN).flatMap(lines),
    ...(left > 0 ? [`  … and ${left} more (--json shows all)`] : []),
  ];
}

const count = (number: number, what: string): string => `${number} ${what}${number === 1 ? '' : 's'}`;
const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
const short = (text: string): string => (text.length > 90 ? `${text.slice(0, 89)}…` : text);
