import { Content, wordsOf } from '#core/helpdesk/content.ts';
import { bySource } from '#core/helpdesk/which-message.ts';
import { awaitRest, isSent, sendAlbumsBefore } from './albums.ts';
import { isNote, isNoteBySlip, readCommand } from './command-words.ts';
import { type DeskContext, phrase, type TicketContext, tellDesk } from './context.ts';
import { hintLanguage, languageOf } from './language.ts';
import { firstTime } from './once.ts';
import { readPhoneReply, rereadPhone } from './phone.ts';
import { keepAnswer, RECEIPT, reactToPerson, relayToPerson } from './relay.ts';
import type { DeskEvent } from './update.ts';

type Said = Extract<DeskEvent, { kind: 'message' }>;

/** Not for the person. */
const isAside = (words: string): boolean => isNote(words) || isNoteBySlip(words);

/** An operator wrote in a ticket's topic: a note, the answer to a question of ours, or words for the person. */
export async function said(context: TicketContext, event: Said): Promise<void> {
  const { core, db, clock, jobs, group, ticket, operator } = context;
  const { content, replyTo, quote, albumId } = event;
  const message = {
    content,
    ...languageOf(wordsOf(content)),
    source: { chatId: group.chatId, messageId: event.messageId },
    ...(albumId ? { albumId } : {}),
    ...(replyTo === null ? {} : { replyTo: { chatId: group.chatId, messageId: replyTo } }),
    ...(quote ? { quote } : {}),
  };
  const words = wordsOf(content);
  if (isAside(words)) {
    const note = await core.talk.note(ticket.id, operator, message);
    if (note !== null && !isNote(words)) await tellDesk(context, phrase('kept-note'), note);
    return;
  }
  if (await readPhoneReply(context, message, replyTo)) return;

  // Of an album that nobody gets one line is enough.
  const once = async () => albumId === null || (await firstTime(context, `desk-refused:${ticket.id}:${albumId}`));
  const answered = await keepAnswer(context, ticket.id, operator, message, once);
  if (answered.kept !== 'answer') return;
  await hint(context, words);
  await sendAlbumsBefore({ db, clock }, ticket.id, albumId);
  if (albumId && !(await isSent({ db, clock }, group.botId, ticket.id, albumId))) {
    await awaitRest({ db, clock }, jobs, group.botId, ticket.id, albumId);
  } else {
    await relayToPerson(db, clock, answered.chat, [answered.id], answered.language);
  }
  context.leftFor(answered.chat);
}

/** What an operator may not have noticed is told once in each ticket: whose it is, and what the person reads. */
async function hint(context: TicketContext, words: string): Promise<void> {
  const { ticket, operator } = context;
  const { taken } = ticket;
  if (taken && taken.by !== operator.id && (await firstTime(context, `desk-anothers:${ticket.id}:${operator.id}`)))
    await tellDesk(context, phrase('answered-anothers', { name: taken.name || '—' }));
  await hintLanguage(context, words);
}

/** An operator changed what they wrote: the person's copy changes too, and the old version is kept. */
export async function changed(context: TicketContext, messageId: number, content: Content): Promise<void> {
  const { core, db, clock, group, ticket } = context;
  const written = await bySource(db, { ...group, messageId });
  const words = wordsOf(content);
  if (written === null) {
    // Of a command nothing was kept.
    if (words && !isAside(words) && !readCommand(words)) await tellDesk(context, phrase('edit-command'));
    return;
  }
  const before = Content.parse(written.content);
  // Of a command that sent a canned answer: what was sent stays as it is.
  if (before.type === 'html') return;
  // What the person has stays as it was: nobody means them to read a note, or a command.
  if (written.audience === 'person' && (isAside(words) || readCommand(words))) {
    await tellDesk(context, phrase('edit-kept'), written.id);
    return;
  }
  const edited = await core.talk.edit({ ...group, messageId }, content);
  if (!edited?.changed || edited.ticketId !== ticket.id) return;
  if (edited.audience === 'nobody') {
    if (isAside(wordsOf(before)) && !isAside(words)) await tellDesk(context, phrase('edit-note'), edited.id);
    return rereadPhone(context, edited.id, words);
  }
  if (edited.audience !== 'person') return;
  const { albumId, copyId } = written;
  // It leaves with the rest of its album, as it is then.
  if (albumId && copyId === null && !(await isSent({ db, clock }, group.botId, ticket.id, albumId))) return;
  await relayToPerson(db, clock, edited.chat, [edited.id], ticket.language);
  context.leftFor(edited.chat);
}

/** An operator put a reaction under the copy of a person's message: the person sees it under theirs. */
export async function reacted(context: DeskContext, messageId: number, emoji: string | null): Promise<void> {
  const { core, db, clock, group, institutions } = context;
  const place = { ...group, messageId };
  const ticketId = await core.talk.ticketAt(place);
  const ticket = ticketId === null ? null : await core.tickets.find(ticketId);
  if (!institutions.some(({ id }) => id === ticket?.institutionId)) return;
  const touched = await core.talk.react(place, emoji);
  if (!touched?.changed || touched.author !== 'person' || !touched.source) return;
  // The receipt stays when a reaction is taken away.
  await reactToPerson(db, clock, touched.chat, touched.source.messageId, emoji ?? RECEIPT);
  context.leftFor(touched.chat);
}

/** Where no ticket is, nothing is relayed: the operators are told so once in each group. */
export async function saidElsewhere(context: DeskContext): Promise<void> {
  if (context.topicId !== null || !(await firstTime(context, `desk-hint:${context.group.chatId}`))) return;
  const { texts, language, group } = context;
  context.later('sendMessage', {
    chat_id: Number(group.chatId),
    text: texts.html(language, 'operators-general-hint'),
    parse_mode: 'HTML',
  });
}
