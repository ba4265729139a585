import type { ChatRef } from '#core/chat.ts';
import type { Core } from '#core/core.ts';
import type { Sent } from '#core/helpdesk/content.ts';
import type { Language } from '#core/language.ts';
import type { StepContext } from './step.ts';

/** Telegram lets bots send 1,024 characters under a picture; some are ours. */
const LONGEST_CAPTION = 1000;

type From = { core: Core; chat: ChatRef; language: Language };

/** Keeps a message of the chat with a ticket, as it came. */
export async function keepSent({ core, chat, language }: From, ticket: number, sent: Sent) {
  const { content, messageId, replyToMessageId, quote, albumId } = sent;
  // Premium accounts write longer captions than a bot may send: below the picture the end would be missing.
  if (content.type === 'media' && content.caption && content.caption.length > LONGEST_CAPTION) {
    const { caption: text, entities = [] } = content;
    await core.talk.fromPerson(chat, ticket, { content: { type: 'text', text, entities }, language });
  }
  const { chatId } = chat;
  return core.talk.fromPerson(chat, ticket, {
    ...{ content, language, source: { chatId, messageId } },
    ...(albumId === undefined ? {} : { albumId }),
    ...(replyToMessageId === undefined ? {} : { replyTo: { chatId, messageId: replyToMessageId } }),
    ...(quote === undefined ? {} : { quote }),
  });
}

/** Gives a ticket what the person sent before and no step took. @param messageId of any part of it */
export async function carry(
  context: StepContext<unknown>,
  ticket: number,
  messageId: number | undefined,
): Promise<'passed' | 'reopened' | 'refused'> {
  const sent = messageId === undefined ? [] : await context.core.untaken.find(context.chat, messageId);
  const kept: Awaited<ReturnType<typeof keepSent>>[] = [];
  for (const one of sent) kept.push(await keepSent(context, ticket, one));
  if (!kept.some(({ ok }) => ok)) return 'refused';
  return kept.some((one) => one.ok && one.value.reopened) ? 'reopened' : 'passed';
}
