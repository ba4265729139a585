import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { Exchange } from './exchange.ts';
import type { Mailbox } from './mailbox.ts';
import type { News } from './page/protocol.ts';
import type { TelegramWorld } from './telegram/world.ts';

interface Sources {
  telegram: TelegramWorld;
  mailbox: Pick<Mailbox, 'subscribe'>;
  exchange: Exchange;
}

/** The event stream: what changed, never the content itself. A page that missed some reads everything again. */
export function news(c: Context, { telegram, mailbox, exchange }: Sources) {
  return streamSSE(c, async (stream) => {
    const tell = (event: News): void => {
      stream.writeSSE({ data: JSON.stringify(event) }).catch(() => undefined);
    };
    const stops = [
      telegram.events.subscribe((event) => {
        // Only whoever asked waits for it, and gets it with the request.
        if (event.type === 'inline-answer') return;
        if ('groupId' in event) return;
        if (event.type === 'action') tell({ what: 'typing', id: event.personId });
        else if ('personId' in event) tell({ what: 'person', id: event.personId });
        else for (const person of telegram.people()) tell({ what: 'person', id: person.id });
      }),
      mailbox.subscribe(() => tell({ what: 'letters' })),
      exchange.subscribe(() => tell({ what: 'calls' })),
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
