import type { Context } from 'hono';
import { z } from 'zod';

/** The body, or null when it is no JSON. Another type than JSON counts as none: forms of other sites cannot send it. */
export async function json(c: Context): Promise<unknown> {
  if (!c.req.header('Content-Type')?.startsWith('application/json')) return null;
  return c.req.json().catch(() => null);
}

/** The page asked for something that nobody knows. */
export const refused = (c: Context, error: z.ZodError) => c.json({ error: z.prettifyError(error) }, 400);

/** The page asked for something that a phone would not let one do. */
export const impossible = (c: Context, error: unknown) =>
  c.json({ error: error instanceof Error ? error.message : String(error) }, 409);
