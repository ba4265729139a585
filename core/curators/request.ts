import type { ChatRef } from '../chat.ts';
import type { Language } from '../language.ts';
import type { Result } from '../result.ts';

/** Somebody asks for a curator. */
export interface NewRequest {
  chat: ChatRef;
  institutionId: string;
  schoolId: string;
  language: Language;
  /** An error code such as `recover.no-email`. Its text for the curator is `curator-reason-…`, with hyphens for dots, where there is one. */
  reason: string;
  /** The account that the chat speaks for, or the one it is about; null when that is not known. */
  accountId: string | null;
  /** What the person said of themselves: `name`, `class`, `words`. Never a password, a code or SNILS. */
  facts: Record<string, string>;
}

/** With the number to tell the person. A school without an active curator: a ticket of the helpdesk, without the person's data. */
export type OpenedRequest = { requestId: number } | { ticketId: number };

/** A request as its school's curators see it. */
export interface RequestView {
  id: number;
  state: 'waiting' | 'taken' | 'closed';
  /** Whether the curator who looks has taken it. */
  mine: boolean;
  /** Who has taken it. */
  curator: string | null;
  reason: string;
  /** Empty where the person did not say. */
  name: string;
  className: string;
  words: string;
  accountId: string | null;
  /** The main card of that account: where its page and its login are found. */
  personId: string | null;
  createdAt: Date;
}

/** `request.taken`: by another curator, who is still one. */
export type RequestError = 'curator.gone' | 'request.unknown' | 'request.taken' | 'request.closed';

/** People who wait for a curator of their school. */
export interface Requests {
  /** The same trouble told again is the request that waits already; whoever has opened too many today gets their latest. */
  open(wanted: NewRequest): Promise<OpenedRequest>;
  /** Takes it: of two curators at the same time one. The others and the person are told. Taking one's own again is fine. */
  take(id: number, curatorId: string): Promise<Result<RequestView, RequestError>>;
  /** Sends the person a curator's words; whoever answers has taken it. @param text 1 to 2000 characters */
  answer(id: number, curatorId: string, text: string): Promise<Result<RequestView, RequestError | 'request.no-words'>>;
  /** It is done. Closing twice is fine. */
  close(id: number, curatorId: string): Promise<Result<void, RequestError>>;
  /** A request of the curator's school. */
  view(id: number, curatorId: string): Promise<Result<RequestView, 'curator.gone' | 'request.unknown'>>;
  /** Those that nobody has taken, and the curator's own, oldest first, at most 50. */
  waiting(curatorId: string): Promise<RequestView[]>;
}
