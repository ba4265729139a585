import { z } from 'zod';
import type { Deed } from './page/protocol.ts';
import { type SampleDoer, sendSample } from './samples.ts';
import type { ChatMessage, Pressed } from './telegram/world.ts';

export const Line = z.string().trim().min(1).max(4096);
export const MessageId = z.number().int();
const Caption = z.string().trim().max(1024).exactOptional();
const replyTo = MessageId.exactOptional();

/** What the page may ask to be done with messages. */
export const DeedBodies = [
  z.strictObject({ do: z.literal('send'), text: Line, replyTo }),
  z.strictObject({ do: z.literal('send-photo'), base64: z.base64(), caption: Caption, replyTo }),
  z.strictObject({
    do: z.literal('send-document'),
    base64: z.base64(),
    name: z.string().trim().min(1).max(200),
    caption: Caption,
    replyTo,
  }),
  z.strictObject({
    do: z.literal('send-sample'),
    sample: z.enum(['photo', 'album', 'document', 'voice', 'video', 'video-note', 'sticker', 'location']),
    caption: Caption,
    replyTo,
  }),
  z.strictObject({ do: z.literal('press'), messageId: MessageId, row: z.number().int(), column: z.number().int() }),
  z.strictObject({ do: z.literal('react'), messageId: MessageId, emoji: z.string().max(16).nullable() }),
  z.strictObject({ do: z.literal('edit'), messageId: MessageId, text: Line }),
  z.strictObject({ do: z.literal('delete'), messageId: MessageId }),
] as const;

/** A phone in somebody's hand, opened at one chat or topic. */
export interface Hand extends SampleDoer {
  messages(): readonly ChatMessage[];
  send(text: string, replyTo?: number): unknown;
  press(button: string | { callbackData: string }, messageId: number): Pressed;
  react(messageId: number, emoji: string | null): void;
  edit(messageId: number, text: string): void;
  delete(messageId: number): void;
}

const NAMES = DeedBodies.map((body): string => body.shape.do.value);

/** Tells what is done with messages from what else can be done. */
export const isDeed = (action: { do: string }): action is Deed => NAMES.includes(action.do);

/** Does it. Throws when a phone would not let them. */
export async function perform(hand: Hand, deed: Deed): Promise<void> {
  switch (deed.do) {
    case 'send':
      hand.send(deed.text, deed.replyTo);
      return;
    case 'send-photo':
      hand.sendPhoto(Buffer.from(deed.base64, 'base64'), deed.caption, deed.replyTo);
      return;
    case 'send-document':
      hand.sendDocument(Buffer.from(deed.base64, 'base64'), deed.name, deed.caption, deed.replyTo);
      return;
    case 'send-sample':
      await sendSample(hand, deed);
      return;
    case 'press': {
      const message = hand.messages().find((one) => one.messageId === deed.messageId && !one.deleted);
      const button = message?.buttons?.[deed.row]?.[deed.column];
      if (!button) throw new Error('This button is gone');
      hand.press(button.callback_data ? { callbackData: button.callback_data } : button.text, deed.messageId);
      return;
    }
    case 'react':
      hand.react(deed.messageId, deed.emoji);
      return;
    case 'edit':
      hand.edit(deed.messageId, deed.text);
      return;
    case 'delete':
      hand.delete(deed.messageId);
  }
}
