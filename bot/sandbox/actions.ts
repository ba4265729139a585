import { z } from 'zod';
import { DeedBodies, isDeed, Line, perform } from './deeds.ts';
import { privateHand } from './hands.ts';
import type { Action } from './page/protocol.ts';
import type { SandboxPerson } from './telegram/world.ts';

export const Phone = z
  .string()
  .trim()
  .regex(/^\+?[\d\s()-]{5,24}$/);
/** What Telegram lets a deep link hand over. */
const Payload = z.string().regex(/^[\w-]{1,64}$/);
/** What the page may ask a person to do. */
export const ActionBody: z.ZodType<Action> = z.discriminatedUnion('do', [
  ...DeedBodies,
  z.strictObject({ do: z.literal('start'), payload: Payload.exactOptional() }),
  z.strictObject({ do: z.literal('pick'), queryId: z.string(), resultId: z.string() }),
  z.strictObject({ do: z.literal('share-contact') }),
  z.strictObject({ do: z.literal('share-location') }),
  z.strictObject({ do: z.literal('send-contact'), phone: Phone, firstName: Line }),
  z.strictObject({ do: z.literal('forward'), text: Line, from: Line }),
  z.strictObject({ do: z.literal('block') }),
  z.strictObject({ do: z.literal('unblock') }),
  z.strictObject({ do: z.literal('language'), language: z.string().regex(/^[a-z]{2}(-[A-Za-z]+)?$/) }),
]);

/** Does in the chat what the person did on the page. Throws when their phone would not let them. */
export async function act(person: SandboxPerson, action: Action): Promise<void> {
  if (isDeed(action)) return perform(privateHand(person), action);
  switch (action.do) {
    case 'start':
      person.start(action.payload);
      return;
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
    case 'forward':
      person.forward(action.text, action.from);
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
