import { z } from 'zod';

/** What a button under the operators’ messages does. Some open a list in place of the card’s buttons; some take an argument. */
const Action = z.enum([
  'take',
  'release',
  'close',
  'reopen',
  'journey',
  'unblock',
  'answers',
  'block',
  'card',
  'answer',
  'article',
  'block-for',
  'language',
  'letter',
  'call',
  'phone',
  'phone-set',
  'phone-leave',
  'held-send',
  'held-leave',
  'close-now',
  'resend',
  'revoke',
  'revoke-now',
]);
export type DeskAction = z.infer<typeof Action>;

/** What a press says: what to do, in which ticket. */
export interface DeskPress {
  action: DeskAction;
  ticketId: number;
  argument: string;
}

/** A button as Telegram takes it. */
export interface InlineButton {
  text: string;
  callback_data: string;
}

/** Telegram takes 64 bytes. */
const LONGEST = 64;

export function button(text: string, action: DeskAction, ticketId: number, argument = ''): InlineButton {
  const data = `desk:${action}:${ticketId}${argument && `:${argument}`}`;
  if (Buffer.byteLength(data) > LONGEST) throw new Error(`A button's data is longer than ${LONGEST} bytes: ${action}`);
  return { text, callback_data: data };
}

/** Null for what is none of the helpdesk's buttons. */
export function readPress(data: string): DeskPress | null {
  const [, name, id, argument = ''] = /^desk:([a-z-]+):(\d{1,9})(?::(.*))?$/s.exec(data) ?? [];
  const action = Action.safeParse(name);
  return action.success && id ? { action: action.data, ticketId: Number(id), argument } : null;
}
