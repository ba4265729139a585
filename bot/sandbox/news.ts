import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { SandboxDesk } from './desk.ts';
import type { Exchange } from './exchange.ts';
import type { Mailbox } from './mailbox.ts';
import type { News } from './page/protocol.ts';
import type { TelegramWorld, WorldEvent } from './telegram/world.ts';
import type { Troubles } from './troubles.ts';

interface Sources {
  telegram: TelegramWorld;
  mailbox: Pick<Mailbox, 'subscribe'>;
  exchange: Exchange;
  desk: SandboxDesk | null;
  faults: Troubles;
}

/** The event stream: what changed, never the content itself. A page that missed some reads everything again. */
export function news(c: Context, { telegram, mailbox, exchange, desk, faults }: Sources) {
  return streamSSE(c, async (stream) => {
    const tell = (event: News): void => {
      stream.writeSSE({ data: JSON.stringify(event) }).catch(() => undefined);
    };
    const stops = [
      telegram.events.subscribe((event) => {
        for (const one of told(event, telegram, desk)) tell(one);
      }),
      mailbox.subscribe(() => tell({ what: 'letters' })),
      exchange.subscribe(() => tell({ what: 'calls' })),
      faults.subscribe(() => tell({ what: 'troubles' })),
    ];
    stream.onAbort(() => {
      for (const stop of stops) stop();
    });
    await stream.writeSSE({ event: 'ready', data: '' });
    while (!stream.aborted) {
      await stream.sleep(15_000);
      if (!stream.aborted) await stream.write(': still here\n\n');
    }
  });
}

/** What the page hears of an event. */
function told(event: WorldEvent, telegram: TelegramWorld, desk: SandboxDesk | null): News[] {
  // Only whoever asked waits for it, and gets it with the request.
  if (event.type === 'inline-answer') return [];
  if ('groupId' in event) return desk?.is(event.groupId) ? toldOfGroup(event) : [];
  if (event.type === 'action') return [{ what: 'typing', id: event.personId }];
  const concerned = 'personId' in event ? [event.personId] : telegram.people().map(({ id }) => id);
  return concerned.map((id) => (desk?.isOperator(id) ? { what: 'desk' } : { what: 'person', id }));
}

function toldOfGroup(event: Extract<WorldEvent, { groupId: number }>): News[] {
  switch (event.type) {
    case 'group':
      return [{ what: 'desk' }];
    case 'group-action':
      return [];
    case 'group-delete':
      return [{ what: 'topic', thread: null }, { what: 'desk' }];
    case 'topic':
      return [{ what: 'topic', thread: event.threadId }, { what: 'desk' }];
    default:
      return [{ what: 'topic', thread: event.message.threadId ?? 0 }, { what: 'desk' }];
  }
}
