import type { Store } from './store.ts';

/** What a deep link to this sandbox's bot starts it with; '' without a payload, null for a link to somewhere else. */
export function startOf(link: string, botLinks: readonly string[]): string | null {
  if (!URL.canParse(link)) return null;
  const url = new URL(link);
  const address = url.origin + url.pathname.replace(/\/+$/, '');
  return botLinks.some((one) => one === address) ? (url.searchParams.get('start') ?? '') : null;
}

/** Opens the bot as a phone does that follows a link: the person presses Start, and the bot gets the payload. */
export async function openBot(store: Store, payload: string): Promise<void> {
  store.show('chat');
  if (store.person?.blocked) await store.act({ do: 'unblock' });
  await store.act(payload ? { do: 'start', payload } : { do: 'start' });
}
