import { Hono } from 'hono';
import { z } from 'zod';
import { ActionBody, act, Phone } from './actions.ts';
import { impossible, json, refused } from './http-tools.ts';
import { listInline } from './inline.ts';
import type { Person } from './page/protocol.ts';
import type { SandboxPerson, TelegramWorld } from './telegram/world.ts';

const PersonBody = z.strictObject({
  firstName: z.string().trim().min(1).max(64),
  lastName: z.string().trim().max(64).optional(),
  phone: Phone,
  language: z.string().regex(/^[a-z]{2}$/),
});
const InlineBody = z.strictObject({ text: z.string().max(4096), offset: z.string().max(64) });

interface Parts {
  telegram: TelegramWorld;
  find: (id: string) => SandboxPerson | undefined;
  view: (person: SandboxPerson) => Person;
}

/** People, their chats with the bot, and what they do there, for the page. */
export function peopleRoutes({ telegram, find, view }: Parts): Hono {
  const app = new Hono();

  app.get('/:id', (c) => {
    const person = find(c.req.param('id'));
    return person ? c.json(view(person)) : c.notFound();
  });
  app.post('/', async (c) => {
    const body = PersonBody.safeParse(await json(c));
    if (!body.success) return refused(c, body.error);
    const { firstName, lastName, phone, language } = body.data;
    const profile = { firstName, ...(lastName ? { lastName } : {}), phone, languageCode: language };
    return c.json(view(telegram.person(profile)));
  });
  app.post('/:id/act', async (c) => {
    const person = find(c.req.param('id'));
    if (!person) return c.notFound();
    const action = ActionBody.safeParse(await json(c));
    if (!action.success) return refused(c, action.error);
    try {
      await act(person, action.data);
    } catch (error) {
      return impossible(c, error);
    }
    return c.json(view(person));
  });
  app.post('/:id/inline', async (c) => {
    const person = find(c.req.param('id'));
    if (!person) return c.notFound();
    const body = InlineBody.safeParse(await json(c));
    if (!body.success) return refused(c, body.error);
    return c.json(await listInline(telegram, person, body.data));
  });
  return app;
}
