import type { InlineList } from './page/protocol.ts';
import type { SandboxPerson, TelegramWorld } from './telegram/world.ts';

/** Phones stop waiting for the bot after so long, in milliseconds. */
const PATIENCE = 10_000;

/** Types after the bot's name as this person, and waits for its list; an empty one when the bot does not answer. */
export async function listInline(
  telegram: TelegramWorld,
  person: SandboxPerson,
  { text, offset }: { text: string; offset: string },
): Promise<InlineList> {
  const queryId = person.inline.asks(text, offset);
  await new Promise<void>((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      stop();
      resolve();
    };
    const stop = telegram.events.subscribe((event) => {
      if (event.type === 'inline-answer' && event.queryId === queryId) end();
    });
    const timer = setTimeout(end, PATIENCE).unref();
    if (person.inline.answer(queryId)) end();
  });
  const { results = [], nextOffset = '', button } = person.inline.answer(queryId) ?? {};
  return {
    queryId,
    results: results.map(({ id, title, description }) => ({ id, title, description })),
    nextOffset,
    ...(button && 'startParameter' in button ? { button } : {}),
  };
}
