import { type DeskContext, phrase, type TicketContext, tellDesk } from './context.ts';

/** Whether this is done for the first time, whoever does it: of two at the same time one does it. */
export async function firstTime(
  { db, clock, group }: Pick<DeskContext, 'db' | 'clock' | 'group'>,
  key: string,
): Promise<boolean> {
  const { count } = await db.processed.createMany({
    data: [{ botId: group.botId, key, at: clock.now() }],
    skipDuplicates: true,
  });
  return count > 0;
}

/** Russian words go to somebody who uses the bot in English: the operators are told so once in a ticket. */
export async function hintLanguage(context: TicketContext, words: string): Promise<void> {
  if (context.ticket.language !== 'en' || !/\p{Script=Cyrillic}/u.test(words)) return;
  if (await firstTime(context, `desk-language:${context.ticket.id}`)) await tellDesk(context, phrase('language-hint'));
}
