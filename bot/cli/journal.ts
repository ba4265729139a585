import type { Institution } from '#core/institution.ts';
import { DirectoryUnreadable } from '#core/people/row.ts';
import type { Secrets } from '#core/secrets.ts';
import type { CliContext } from './context.ts';

export type StaffContext = CliContext & {
  secrets: Secrets;
  /** Asks Telegram for the bot's user name; null in the sandbox. */
  botName: (() => Promise<string>) | null;
};

/** A mistake of the operator's, told as it stands. */
export class Refused extends Error {}

/** Opens, works, closes; says in one line what the operator can mend. */
export async function using(
  open: () => Promise<StaffContext>,
  work: (context: StaffContext) => Promise<void>,
): Promise<void> {
  const context = await open();
  try {
    await work(context);
  } catch (error) {
    const reason = explained(error);
    if (reason === undefined) throw error;
    context.out(`FAILED, nothing was changed: ${reason}`);
    process.exitCode = 1;
  } finally {
    await context.close();
  }
}

/** The journal that is meant: the only one, or the one that was named. */
export function journalOf({ institutions }: Pick<StaffContext, 'institutions'>, id: string | undefined): Institution {
  const journals = institutions.filter((one) => one.kind === 'school');
  const [journal, another] = id === undefined ? journals : journals.filter((one) => one.id === id);
  if (journal && !another) return journal;
  const ids = journals.map((one) => one.id).join(', ');
  throw new Refused(ids === '' ? 'There is no journal.' : `Say which journal: --institution with one of ${ids}.`);
}

function explained(error: unknown): string | undefined {
  if (error instanceof DirectoryUnreadable || error instanceof Refused) return error.message;
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT') return 'There is no such file.';
  if (code === 'EACCES') return 'The file may not be read by this user.';
  if (code === 'EISDIR') return 'This is a folder, not a file.';
  return undefined;
}
