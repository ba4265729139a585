import type { ImportReport } from '#core/people/import.ts';
import type { Trouble } from '#core/people/row.ts';

/** Lines shown in full; the rest is counted, and `--json` has them all. */
const SHOWN = 200;

const REASONS: Record<(ImportReport['refused'] | ImportReport['warnings'])[number]['reason'], string> = {
  columns: 'has more cells than there are columns: a cell with a delimiter must be quoted',
  'id-missing': 'has no key',
  'id-too-long': 'has a key longer than 100 characters',
  'name-missing': 'has no name',
  'name-too-long': 'has a name longer than 200 characters',
  'name-unreadable': 'has a name with broken characters: is the file in one encoding?',
  'role-missing': 'has no role',
  'role-unknown': 'has a role that is neither a student’s nor a staff member’s',
  duplicate: 'repeats a key that stands above',
  'no-mobile': 'has phones, but no mobile one: imported without phones',
};

const OUTCOMES: Record<ImportReport['outcome'], string> = {
  applied: 'The directory is imported.',
  'dry-run': 'Dry run: nothing was changed.',
  'would-shrink':
    'REFUSED, nothing was changed: more than 20 % of the directory would become inactive. ' +
    'Is the file complete? If it is, repeat with --allow-shrink.',
};

/** The report for an operator, line by line. */
export function reportLines(report: ImportReport): string[] {
  const { rows, added, changed, unchanged, deactivated, refused, warnings, sharedPhones, withoutPhone, corrected } =
    report;
  return [
    OUTCOMES[report.outcome],
    `  records read   ${rows}`,
    `  added          ${added}`,
    `  changed        ${changed}`,
    `  unchanged      ${unchanged}`,
    `  deactivated    ${deactivated}`,
    `  refused        ${refused.length}`,
    `  without mobile ${withoutPhone}`,
    `  shared phones  ${sharedPhones}`,
    ...(corrected > 0
      ? [`  corrected      ${corrected} keep the number that the helpdesk checked: 1C still has another`]
      : []),
    ...troubleLines('Refused:', refused),
    ...troubleLines('To look at:', warnings),
  ];
}

function troubleLines(title: string, troubles: Trouble<keyof typeof REASONS>[]): string[] {
  if (troubles.length === 0) return [];
  const lines = troubles.slice(0, SHOWN).map(({ line, reason, id }) => {
    const key = id === undefined ? '' : ` (key ${harmless(id)})`;
    return `  line ${line}${key} ${REASONS[reason]}`;
  });
  const rest = troubles.length - lines.length;
  return [title, ...lines, ...(rest > 0 ? [`  and ${rest} more; --json lists them all`] : [])];
}

/** Text of a file for a terminal and for a spreadsheet: no control characters, and nothing that starts a formula. */
export function harmless(text: string): string {
  const plain = text.replace(/\p{C}+/gu, ' ').trim();
  return /^[=+\-@]/.test(plain) ? `'${plain}` : plain;
}
