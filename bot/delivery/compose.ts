import { Upload } from '#bot/transport/transport.ts';
import { expiredPicture } from '#core/access/picture.ts';
import type { ChatRef } from '#core/chat.ts';
import type { Core } from '#core/core.ts';
import type { Db } from '#core/database.ts';
import type { Institution } from '#core/institution.ts';
import type { Language } from '#core/language.ts';
import type { Secrets } from '#core/secrets.ts';
import type { Texts } from '#locales/texts.ts';
import type { OutboxButton, OutboxKeyboard, OutboxMessage } from './message.ts';
import { createRelay } from './relay.ts';

/** A Bot API call, ready to be made. */
export interface Call {
  method: string;
  params: Record<string, unknown>;
  /** Made before it. */
  first?: Call;
  /** Made once it is remembered, for tidiness only: whatever comes of that is fine. */
  after?: Call;
  /** What to do instead when Telegram says that this cannot be done. */
  otherwise?: Call;
  /** What is to be remembered when Telegram has it. */
  sent?: Sent;
  /** There is more of it: it is composed once more when this is remembered. */
  more?: boolean;
}

export type Sent =
  /** A pass was shown: when it runs out its picture is replaced. */
  | { kind: 'pass'; expiresAt: Date; language: Language }
  /** Messages of a ticket, as many copies as messages were sent; changed ones name theirs. */
  | { kind: 'copies'; copies: { ids: bigint[]; hash: string; messageId?: number }[] }
  /** The heading of this message, which left no room for it. */
  | { kind: 'heading'; of: bigint; ticketId: number }
  | { kind: 'removed'; copyId: bigint };

export interface ComposeDeps {
  /** One short transaction with the use cases. */
  withCore<T>(work: (core: Core) => Promise<T>): Promise<T>;
  transaction<T>(work: (db: Db) => Promise<T>): Promise<T>;
  texts: Texts;
  secrets: Secrets;
  institutions: readonly Institution[];
  /** Without a slash at the end. */
  publicUrl: string;
}

/** Turns a decided message into a Bot API call: what must be fresh or secret (a pass, a page's address) is made only here. */
export function createComposer({ withCore, transaction, texts, secrets, institutions, publicUrl }: ComposeDeps) {
  const relay = createRelay(texts);
  const miniApps = publicUrl.startsWith('https:');

  function inlineButton(button: OutboxButton): Record<string, unknown> {
    if ('data' in button) return { text: button.text, callback_data: button.data };
    if ('url' in button) return { text: button.text, url: button.url };
    if ('path' in button) return { text: button.text, url: publicUrl + button.path };
    const url = `${publicUrl}/${button.at}/${secrets.token('page', button.page)}`;
    // The curator's desk is no Mini App: it gives out files to print.
    return miniApps && button.at !== 'desk' ? { text: button.text, web_app: { url } } : { text: button.text, url };
  }

  function markup(keyboard: OutboxKeyboard | undefined): Record<string, unknown> {
    if (!keyboard) return {};
    if ('remove' in keyboard) return { reply_markup: { remove_keyboard: true } };
    if ('inline' in keyboard) {
      return { reply_markup: { inline_keyboard: keyboard.inline.map((row) => row.map(inlineButton)) } };
    }
    const rows = keyboard.reply.map((row) =>
      row.map(({ text, contact }) => (contact ? { text, request_contact: true } : { text })),
    );
    return { reply_markup: { keyboard: rows, resize_keyboard: true, is_persistent: true } };
  }

  const text = (html: string, keyboard: OutboxKeyboard | undefined): Record<string, unknown> => ({
    text: html,
    parse_mode: 'HTML',
    link_preview_options: { is_disabled: true },
    ...markup(keyboard),
  });

  const goOn = (language: Language): OutboxKeyboard => ({
    inline: [[{ text: texts.plain(language, 'button-continue'), data: '~continue' }]],
  });

  async function pass(chat: ChatRef, message: Extract<OutboxMessage, { op: 'pass' }>): Promise<Call> {
    const { language, accountId, messageId } = message;
    const chatId = Number(chat.chatId);
    const made = await withCore(async ({ accounts, passes }) => {
      // The account may have gone to another chat while the message was waiting.
      if (!(await accounts.isHeldBy(chat, accountId))) return null;
      return [await passes.issue(accountId), await accounts.view(accountId)] as const;
    });
    if (!made) {
      const html = texts.html(language, 'pass-not-registered');
      return { method: 'sendMessage', params: { chat_id: chatId, ...text(html, goOn(language)) } };
    }
    const [issued, account] = made;
    const institution = institutions.find(({ id }) => id === account?.institutionId);
    if (!issued.ok) {
      const html = texts.html(language, `errors-${issued.error.replaceAll('.', '-')}`);
      return { method: 'sendMessage', params: { chat_id: chatId, ...text(html, undefined) } };
    }
    const { fullName, validUntil, png } = issued.value;
    const caption = texts.html(language, 'pass-caption', {
      name: fullName,
      until: clockTime(validUntil, language, institution?.timeZone),
      institution: institution?.name[language] ?? '',
    });
    const refresh = { inline: [[{ text: texts.plain(language, 'button-refresh-pass'), data: '~refresh-pass' }]] };
    const photo = new Upload(png, 'pass.png');
    const shown = { caption, parse_mode: 'HTML' };
    const send: Call = {
      method: 'sendPhoto',
      params: { chat_id: chatId, photo, ...shown, protect_content: true, ...markup(refresh) },
      sent: { kind: 'pass', expiresAt: validUntil, language },
    };
    if (messageId === undefined) return send;
    return {
      method: 'editMessageMedia',
      params: {
        chat_id: chatId,
        message_id: messageId,
        media: { type: 'photo', media: photo, ...shown },
        ...markup(refresh),
      },
      otherwise: send,
      sent: { kind: 'pass', expiresAt: validUntil, language },
    };
  }

  /** Null where nothing is left to be done. */
  return async function compose(chat: ChatRef, message: OutboxMessage): Promise<Call | null> {
    const chat_id = Number(chat.chatId);
    switch (message.op) {
      case 'send':
        return { method: 'sendMessage', params: { chat_id, ...text(message.html, message.keyboard) } };
      case 'edit': {
        const params = { chat_id, ...text(message.html, message.keyboard) };
        return {
          method: 'editMessageText',
          params: { ...params, message_id: message.messageId },
          otherwise: { method: 'sendMessage', params },
        };
      }
      case 'delete':
        return { method: 'deleteMessage', params: { chat_id, message_id: message.messageId } };
      case 'pass':
        return pass(chat, message);
      case 'sorry': {
        const html = texts.html(message.language, 'errors-internal');
        return { method: 'sendMessage', params: { chat_id, ...text(html, goOn(message.language)) } };
      }
      case 'pass-expired': {
        const media = {
          type: 'photo',
          media: new Upload(expiredPicture(), 'expired.png'),
          caption: texts.html(message.language, 'pass-expired-caption'),
          parse_mode: 'HTML',
        };
        const again = { inline: [[{ text: texts.plain(message.language, 'button-new-pass'), data: '~refresh-pass' }]] };
        return {
          method: 'editMessageMedia',
          params: { chat_id, message_id: message.messageId, media, ...markup(again) },
        };
      }
      case 'relay':
        return transaction((db) => relay.relay(db, chat, message));
      case 'relay-delete':
        return transaction((db) => relay.unrelay(db, chat, message));
      case 'react': {
        const reaction = message.emoji === null ? [] : [{ type: 'emoji', emoji: message.emoji }];
        return { method: 'setMessageReaction', params: { chat_id, message_id: message.messageId, reaction } };
      }
    }
  };
}

/** `12:34:56` in the institution's time zone. */
function clockTime(date: Date, language: Language, timeZone = 'Europe/Moscow'): string {
  return new Intl.DateTimeFormat(language === 'ru' ? 'ru-RU' : 'en-GB', { timeZone, timeStyle: 'medium' }).format(date);
}
