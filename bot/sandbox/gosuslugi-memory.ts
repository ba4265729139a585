import type { Adapter, AdapterFactory, AdapterPayload } from 'oidc-provider';

/** More than a sandbox ever has under way; the oldest go first. */
const KEPT = 1000;

interface Kept {
  payload: AdapterPayload;
  /** Milliseconds since 1970. */
  until: number;
}

/**
 * Where the stand-in of Gosuslugi keeps who is under way: in memory, for all that it keeps is over in minutes.
 * @param client the settings of a client by its id, which live elsewhere
 */
export function shortMemory(client: (id: string) => AdapterPayload | undefined): AdapterFactory {
  const kept = new Map<string, Kept>();

  function find(key: string): AdapterPayload | undefined {
    const found = kept.get(key);
    return found && found.until > Date.now() ? found.payload : undefined;
  }

  return (model): Adapter => {
    const key = (id: string): string => `${model}:${id}`;
    return {
      async upsert(id, payload, expiresIn) {
        kept.delete(key(id));
        kept.set(key(id), { payload, until: Date.now() + expiresIn * 1000 });
        const [oldest] = kept.keys();
        if (kept.size > KEPT && oldest !== undefined) kept.delete(oldest);
      },
      find: async (id) => (model === 'Client' ? client(id) : find(key(id))),
      findByUid: async (uid) =>
        [...kept.values()].find(({ payload, until }) => payload.uid === uid && until > Date.now())?.payload,
      // Codes for typing are another way of signing in, which is off.
      findByUserCode: async () => undefined,
      async consume(id) {
        const found = kept.get(key(id));
        if (found) found.payload = { ...found.payload, consumed: Math.floor(Date.now() / 1000) };
      },
      async destroy(id) {
        kept.delete(key(id));
      },
      async revokeByGrantId(grantId) {
        for (const [name, { payload }] of kept) if (payload.grantId === grantId) kept.delete(name);
      },
    };
  };
}
