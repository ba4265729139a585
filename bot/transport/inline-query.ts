import { z } from 'zod';

const InlineUpdate = z.object({
  inline_query: z.object({
    id: z.string().min(1),
    from: z.object({ id: z.int(), language_code: z.string().optional() }),
    query: z.string(),
    offset: z.string(),
  }),
});

/** What somebody types after the bot's name, in any chat. It belongs to no conversation. */
export interface InlineQuery {
  /** Good for one answer, and for some seconds only. */
  id: string;
  userId: bigint;
  languageCode: string | undefined;
  text: string;
  /** Where the list goes on: what the answer before this one gave; empty at its beginning. */
  offset: string;
}

/** The inline query in a raw update; null when it is of another kind. Throws (zod) for one of an unknown shape. */
export function readInlineQuery(raw: unknown): InlineQuery | null {
  if (typeof raw !== 'object' || raw === null || !('inline_query' in raw)) return null;
  const { id, from, query, offset } = InlineUpdate.parse(raw).inline_query;
  return { id, userId: BigInt(from.id), languageCode: from.language_code, text: query, offset };
}
