import { testDatabase } from '#tests/support/database.ts';
import { type JournalWorld, journalOn } from './journal.ts';

export { good, type JournalWorld, NEW_PASSWORD, PASSWORD } from './journal.ts';

/** A journal with two schools over a real database, and a clock that the test moves. */
export const journalWorld = async (): Promise<JournalWorld> => journalOn(await testDatabase());

export type { AccountOfTest } from './journal.ts';
