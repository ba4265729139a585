import { Language } from '#core/language.ts';
import { storable } from '#core/mail/printable.ts';
import { errorKey } from '#locales/texts.ts';
import { articleNamed, listAnswers, offerArticles, sendAnswer, sendArticle } from './answering.ts';
import { block, unblock } from './blocking.ts';
import { deskCommands } from './command-words.ts';
import { type DeskContext, phrase, type TicketContext, tellDesk } from './context.ts';
import { setLanguage } from './language.ts';
import { unrelay } from './relay.ts';
import { askStats } from './stats/job.ts';
import { isWish } from './stats/time.ts';
import { closeTicket, isUnanswered } from './told.ts';
import type { DeskCommand } from './update.ts';
import { tellJourney } from './whereabouts.ts';

/** Where a command stands, and what it replies to. */
export interface Commanded {
  messageId: number;
  replyTo: number | null;
}

/** A command in a ticket's topic. All that is to be said stands there, or in the button's place. */
export async function commanded(context: TicketContext, command: DeskCommand, where: Commanded): Promise<void> {
  const { core, ticket, operator, texts, language } = context;
  const { name, words } = command;
  const refuse = (code: string) => tellDesk(context, { type: 'phrase', key: errorKey(code), args: {} });
  switch (name) {
    case 'a': {
      const [, answer, rest = ''] = /^(\S+)(?:\s+([\s\S]*))?$/.exec(words) ?? [];
      const fields = rest
        .split('|')
        .map((field) => field.trim())
        .filter(Boolean);
      await (answer ? sendAnswer(context, answer, fields, where.messageId) : listAnswers(context));
      return;
    }
    case 'faq':
      // What a list of articles offers can be written as well, by its intent.
      await (articleNamed(context, words)
        ? sendArticle(context, words, where.messageId)
        : offerArticles(context, words));
      return;
    case 'del':
      return takeBack(context, where);
    case 'take': {
      const taken = await core.tickets.take(ticket.id, operator);
      if (!taken.ok) await refuse(`operators.${taken.error}`);
      return;
    }
    case 'close':
      if (isUnanswered(ticket)) await tellDesk(context, phrase('close-unanswered'));
      else if (!(await closeTicket(context))) await tellDesk(context, phrase('closed-already'));
      return;
    case 'block':
      if (words === '') await tellDesk(context, phrase('block-why'));
      else await block(context, storable(words.slice(0, 200)));
      return;
    case 'unblock':
      await unblock(context);
      return;
    case 'lang': {
      const named = Language.safeParse(words.toLowerCase());
      if (words !== '' && !named.success) {
        await tellDesk(context, phrase('language-which'));
        return;
      }
      const to = named.success ? named.data : ticket.language === 'ru' ? 'en' : 'ru';
      await setLanguage(context, to);
      await tellDesk(context, phrase('language-set', { language: to }));
      return;
    }
    case 'journey':
      return tellJourney(context);
    case 'stats':
      if (isWish(words)) return askStats(context, words);
      await tellDesk(context, phrase('stats-which'));
      return;
    case 'help':
      await tellDesk(context, { type: 'html', html: texts.html(language, 'operators-help') });
      return;
    default:
      await tellDesk(context, phrase('command-unknown', { command: `/${name}` }));
  }
}

/** A command in General, or in a topic that is no ticket's. */
export async function commandedElsewhere(context: DeskContext, { name, words }: DeskCommand): Promise<void> {
  if (name === 'stats') return isWish(words) ? askStats(context, words) : say(context, 'operators-stats-which');
  if (name === 'help') return say(context, 'operators-help');
  const known = deskCommands.some((command) => command === name);
  say(context, known ? 'operators-command-elsewhere' : 'operators-command-unknown', { command: `/${name}` });
}

function say(context: DeskContext, key: string, args: Record<string, string> = {}): void {
  send(context, 'sendMessage', { text: context.texts.html(context.language, key, args), parse_mode: 'HTML' });
}

/** Where no ticket keeps it: worth a try only, for whoever asks again gets it. */
function send({ later, group, topicId }: DeskContext, method: string, params: Record<string, unknown>): void {
  const thread = topicId === null ? {} : { message_thread_id: topicId };
  later(method, { chat_id: Number(group.chatId), ...thread, ...params });
}

/** `/del` in reply to an operator's message: it vanishes on the person's side, and the command with it. */
async function takeBack(context: TicketContext, { messageId, replyTo }: Commanded): Promise<void> {
  const { core, db, clock, group, ticket, operator } = context;
  const found = replyTo === null ? [] : await shownAt(context, replyTo);
  // The line that shows a canned answer stands for it; lines of ours come as one at times.
  const id = found.find(({ replyToId }) => replyToId !== null)?.replyToId ?? found[0]?.id;
  const message = id === undefined ? null : await core.talk.find(id);
  if (!message || message.ticketId !== ticket.id || message.author !== 'operator' || message.audience !== 'person') {
    await tellDesk(context, phrase('del-what'));
    return;
  }
  const removed = await core.talk.remove(message.id, operator.id);
  if (removed?.changed) {
    await unrelay(db, clock, removed.chat, message.id);
    await tellDesk(context, phrase('deleted'), message.id);
    context.leftFor(removed.chat);
  }
  context.later('deleteMessage', { chat_id: Number(group.chatId), message_id: messageId });
}

/** What its author wrote there; or what of ours is shown there. */
async function shownAt({ db, group }: TicketContext, messageId: number) {
  const select = { id: true, replyToId: true, author: true } as const;
  const [sourceChatId, sourceMessageId] = [group.chatId, messageId];
  const written = await db.ticketMessage.findMany({
    where: { botId: group.botId, sourceChatId, sourceMessageId },
    select,
  });
  if (written.length > 0) return written.map(({ id }) => ({ id, replyToId: null }));
  return db.ticketMessage.findMany({
    where: { author: 'house', replyToId: { not: null }, copy: { ...group, messageId } },
    orderBy: { id: 'desc' },
    select,
  });
}
