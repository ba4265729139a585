import { Hono } from 'hono';
import { z } from 'zod';
import { impossible, json, refused } from './http-tools.ts';
import type { Mailbox, MailboxLetter } from './mailbox.ts';
import type { LetterSummary, LetterText } from './page/protocol.ts';

/** A letter runs no script, loads nothing, and its links open outside. */
const LETTER_POLICY =
  "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:";

const LETTER_STYLE = '<style>:where(body) { margin: 16px; font: 15px/1.45 system-ui, sans-serif; }</style>';

type Letters = Pick<Mailbox, 'letters' | 'attachment' | 'reply'>;

const AnswerBody = z.strictObject({ text: z.string().trim().min(1).max(4096) });

/** Everybody's letters, for the page. */
export function lettersRoutes(mailbox: Letters): Hono {
  const app = new Hono();
  const find = (id: string): MailboxLetter | undefined => mailbox.letters().find((one) => String(one.id) === id);

  app.get('/', (c) => c.json(newestFirst(mailbox)));
  app.get('/:id', (c) => {
    const letter = find(c.req.param('id'));
    if (!letter) return c.notFound();
    const { from, text, html, headers } = letter;
    const answerable = Boolean(headers['reply-to']);
    const files = letter.attachments.map(({ name, size }) => ({ name, size }));
    return c.json({ ...summary(letter), from, text, html: html !== '', answerable, files } satisfies LetterText);
  });
  app.get('/:id/files/:at{\\d+}', (c) => {
    const bytes = mailbox.attachment(Number(c.req.param('id')), Number(c.req.param('at')));
    if (!bytes) return c.notFound();
    c.header('Content-Type', 'application/octet-stream');
    c.header('Content-Disposition', 'attachment');
    return c.body(new Uint8Array(bytes));
  });
  app.post('/:id/reply', async (c) => {
    const letter = find(c.req.param('id'));
    if (!letter) return c.notFound();
    const body = AnswerBody.safeParse(await json(c));
    if (!body.success) return refused(c, body.error);
    try {
      await mailbox.reply(letter.id, body.data.text);
    } catch (error) {
      return impossible(c, error);
    }
    return c.json({});
  });
  app.get('/:id/html', (c) => {
    const letter = find(c.req.param('id'));
    if (!letter) return c.notFound();
    c.header('Content-Security-Policy', LETTER_POLICY);
    return c.html(`<!doctype html><base target="_blank">${LETTER_STYLE}${letter.html}`);
  });
  return app;
}

export const newestFirst = (mailbox: Pick<Mailbox, 'letters'>): LetterSummary[] =>
  mailbox.letters().map(summary).reverse();

const summary = ({ id, to, subject, at }: MailboxLetter): LetterSummary => ({
  id: String(id),
  to,
  subject,
  date: Date.parse(at),
});
