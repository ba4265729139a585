import { Hono } from 'hono';
import { DeskBody, type SandboxDesk } from './desk.ts';
import { impossible, json, refused } from './http-tools.ts';
import { TroubleBody, type Troubles } from './troubles.ts';

interface Parts {
  desk: SandboxDesk | null;
  faults: Troubles;
  /** Whether somebody in the sandbox has this id. */
  exists: (personId: number) => boolean;
}

/** The operators' group and the fault switch, for the page. */
export function deskRoutes({ desk, faults, exists }: Parts): Hono {
  const app = new Hono();

  app.get('/desk', (c) => (desk ? c.json(desk.view()) : c.notFound()));
  app.get('/desk/topics/:thread{\\d+}', (c) =>
    desk ? c.json(desk.messages(Number(c.req.param('thread')))) : c.notFound(),
  );
  app.post('/desk/act', async (c) => {
    if (!desk) return c.notFound();
    const body = DeskBody.safeParse(await json(c));
    if (!body.success) return refused(c, body.error);
    try {
      await desk.act(body.data);
    } catch (error) {
      return impossible(c, error);
    }
    return c.json(desk.view());
  });

  app.get('/troubles', (c) => c.json(faults.list()));
  app.post('/troubles', async (c) => {
    const body = TroubleBody.safeParse(await json(c));
    if (!body.success) return refused(c, body.error);
    const { target, personId } = body.data;
    if (target === 'person' && !exists(personId)) return c.notFound();
    if (target === 'desk' && !desk) return c.notFound();
    faults.arm(body.data);
    return c.json(faults.list());
  });
  app.post('/troubles/clear', async (c) => {
    if ((await json(c)) === null) return c.text('Only the sandbox’s own page repairs', 400);
    faults.clear();
    return c.json(faults.list());
  });
  return app;
}
