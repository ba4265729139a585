import type {
  Action,
  ArmedTrouble,
  Call,
  Desk,
  DeskRequest,
  GateAnswer,
  InlineList,
  LetterSummary,
  LetterText,
  Message,
  NewPerson,
  News,
  NewTrouble,
  Person,
  SheetPile,
  Snapshot,
} from './protocol.ts';

/** The sandbox said no; the message is for a developer, the page shows its own. */
export class ApiError extends Error {}

async function ask<Answer>(path: string, body?: unknown): Promise<Answer> {
  const response = await fetch(
    `api/${path}`,
    body === undefined
      ? {}
      : { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) },
  );
  if (!response.ok) throw new ApiError(`${response.status} ${await response.text()}`);
  return (await response.json()) as Answer;
}

export const api = {
  state: () => ask<Snapshot>('state'),
  person: (id: number) => ask<Person>(`people/${id}`),
  addPerson: (person: NewPerson) => ask<Person>('people', person),
  act: (id: number, action: Action) => ask<Person>(`people/${id}/act`, action),
  inline: (id: number, text: string, offset: string) => ask<InlineList>(`people/${id}/inline`, { text, offset }),
  letters: () => ask<LetterSummary[]>('letters'),
  letter: (id: string) => ask<LetterText>(`letters/${encodeURIComponent(id)}`),
  answerLetter: (id: string, text: string) => ask<object>(`letters/${encodeURIComponent(id)}/reply`, { text }),
  letterFile: (id: string, at: number) => `api/letters/${encodeURIComponent(id)}/files/${at}`,
  letterPage: (id: string) => `api/letters/${encodeURIComponent(id)}/html`,
  calls: () => ask<Call[]>('calls'),
  ring: (from: string, to: string) => ask<Call>('calls', { from, to }),
  gate: (text: string, gate: 'first' | 'second') => ask<GateAnswer>('gate', { text, gate }),
  sheets: () => ask<SheetPile[]>('sheets'),
  /** The pile as it comes out of the printer. */
  sheetsPdf: (pile: string, perPage: number, language: string) =>
    `api/sheets/${encodeURIComponent(pile)}.pdf?${new URLSearchParams({ perPage: String(perPage), language })}`,
  desk: () => ask<Desk>('desk'),
  topic: (thread: number) => ask<Message[]>(`desk/topics/${thread}`),
  actAtDesk: (request: DeskRequest) => ask<Desk>('desk/act', request),
  troubles: () => ask<ArmedTrouble[]>('troubles'),
  arm: (trouble: NewTrouble) => ask<ArmedTrouble[]>('troubles', trouble),
  repair: () => ask<ArmedTrouble[]>('troubles/clear', {}),
  file: (fileId: string) => `api/file/${encodeURIComponent(fileId)}`,
  photo: (fileId: string) => `api/photo/${encodeURIComponent(fileId)}`,
};

/**
 * Follows the event stream; it reconnects by itself. `ready` is called after every (re)connection. A sandbox that is just starting
 * answers 503, and for a browser that is the end of a stream: then another one is opened.
 */
export function follow(on: { ready: () => void; news: (news: News) => void; lost: () => void }): () => void {
  let source: EventSource;
  let later = 0;
  const open = (): void => {
    source = new EventSource('api/events');
    source.addEventListener('ready', on.ready);
    source.addEventListener('message', (event) => on.news(JSON.parse(event.data) as News));
    source.addEventListener('error', () => {
      on.lost();
      if (source.readyState === EventSource.CLOSED) later = window.setTimeout(open, 1000);
    });
  };
  open();
  return () => {
    window.clearTimeout(later);
    source.close();
  };
}
