import { z } from 'zod';
import type { Language } from '../language.ts';

/** The front matter of `locales/<language>/answers/<institution or common>/<name>.md`. */
export const AnswerHeader = z.strictObject({
  title: z.string().trim().min(1).max(64),
  /** What the operator fills in, in their order: `{ $1 }`, `{ $2 }` in the text. */
  fields: z.array(z.string().trim().min(1)).max(5).default([]),
});

/** A canned answer of the helpdesk. */
export interface CannedAnswer extends z.infer<typeof AnswerHeader> {
  /** As in `/a phone_1c`. */
  name: string;
  /** `common`, or a folder of articles. */
  folder: string;
  language: Language;
  /** Markdown; `{ $name }` and the like are filled in when it is sent. */
  body: string;
}
