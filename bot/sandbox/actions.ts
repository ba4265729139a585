import { z } from 'zod';
import type { Action } from './page/protocol.ts';
import type { SandboxPerson } from './telegram/world.ts';

const Line = z.string().trim().min(1).max(4096);
export const Phone = z
  .string()
  .trim()
  .regex(/^\+?[\d\s()-]{5,24}$/);
/** What Telegram lets a deep link hand over. */
const Payload = z.string().regex(/^[\w-]{1,64}$/);
const MessageId = z.number().int();
/** What the page may ask a person to do. */
export const ActionBody: z.ZodType<Action> = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('start'), payload: Payload.exactOptional() }),
  z.strictObject({ do: z.literal('send'), text: Line }),
  z.strictObject({ do: z.literal('press'), messageId: MessageId, row: z.number().int(), column: z.number().int() }),
  z.strictObject({ do: z.literal('pick'), queryId: z.string(), resultId: z.string() }),
  z.strictObject({ do: z.literal('share-contact') }),
  z.strictObject({ do: z.literal('share-location') }),
  z.strictObject({ do: z.literal('send-contact'), phone: Phone, firstName: Line }),
  z.strictObject({ do: z.literal('send-photo'), base64: z.base64() }),
  z.strictObject({ do: z.literal('send-sticker') }),
  z.strictObject({ do: z.literal('send-voice') }),
  z.strictObject({ do: z.literal('forward'), text: Line, from: Line }),
  z.strictObject({ do: z.literal('edit'), messageId: MessageId, text: Line }),
  z.strictObject({ do: z.literal('delete'), messageId: MessageId }),
  z.strictObject({ do: z.literal('block') }),
  z.strictObject({ do: z.literal('unblock') }),
  z.strictObject({ do: z.literal('language'), language: z.string().regex(/^[a-z]{2}(-[A-Za-z]+)?$/) }),
]);

/** Does in the chat what the person did on the page. Throws when their phone would not let them. */
export function act(person: SandboxPerson, action: Action): void {
  switch (action.do) {
    case 'start':
      person.start(action.payload);
      return;
    case 'send':
      person.send(action.text);
      return;
    case 'press': {
      const message = person.chat.find((one) => one.messageId === action.messageId && !one.deleted);
      const button = message?.buttons?.[action.row]?.[action.column];
      if (!button) throw new Error('This button is gone');
      person.press(button.callback_data ? { callbackData: button.callback_data } : button.text, action.messageId);
      return;
    }
    case 'pick':
      person.inline.picks(action.queryId, action.resultId);
      return;
    case 'share-contact':
      person.shareContact();
      return;
    case 'share-location':
      person.sendLocation();
      return;
    case 'send-contact':
      person.sendContact({ phone: action.phone, firstName: action.firstName });
      return;
    case 'send-photo':
      person.sendPhoto(Buffer.from(action.base64, 'base64'));
      return;
    case 'send-sticker':
      person.sendSticker();
      return;
    case 'send-voice':
      person.sendVoice();
      return;
    case 'forward':
      person.forward(action.text, action.from);
      return;
    case 'edit':
      person.edit(action.messageId, action.text);
      return;
    case 'delete':
      person.deleteMessage(action.messageId);
      return;
    case 'block':
      person.block();
      return;
    case 'unblock':
      person.unblock();
      return;
    case 'language':
      person.language = action.language;
  }
}
