import { Hono } from 'hono';
import type { Child } from 'hono/jsx';
import QRCode from 'qrcode';
import { hashPassword } from '#core/accounts/password.ts';
import type { CardDetails, CardView } from '#core/curators/card.ts';
import { drawOneTimePassword } from '#core/recovery/one-time-password.ts';
import {
  classPath,
  type DeskContext,
  type DeskDeps,
  type DeskEnv,
  DeskForm,
  type DeskPart,
  dayOf,
  deskPage,
  deskSayer,
  isOurForm,
  personPath,
  zoneOf,
} from './desk-frame.tsx';
import { PrintForm } from './desk-print.tsx';

/** What came of a press, shown once: a login, a link, a password. It stands on this answer only, and is kept nowhere. */
interface Outcome {
  note?: string;
  trouble?: string;
  shown?: Child;
}

/** `/desk/person/:id`: what the school holds of somebody, their code, and the ways back into their account. */
export function deskPerson({ texts, house, secrets, publicUrl, institutions }: DeskDeps): DeskPart {
  type Say = ReturnType<typeof deskSayer>;

  const nameOf = (say: Say, { fullName, childName }: CardView): string =>
    fullName === '' ? say('parent-of', { child: childName ?? '' }) : fullName;

  const day = (c: DeskContext, date: Date): string => dayOf(c.var.language, date, zoneOf(institutions, c.var.school));

  async function show(c: DeskContext, { note, trouble, shown }: Outcome = {}) {
    const say = deskSayer(c, texts);
    const id = c.req.param('id') ?? '';
    const found = await house(({ core }) => core.cards.look(c.var.curator.id, id));
    if (!found.ok)
      return deskPage(
        c,
        texts,
        { title: say('person'), trouble: found.error, status: 404, path: '/desk/find' },
        <p>
          <a class="button" href="/desk/find">
            {say('find')}
          </a>
        </p>,
      );
    const card = found.value;
    return deskPage(
      c,
      texts,
      {
        title: nameOf(say, card),
        path: personPath(id),
        trouble: trouble ?? null,
        note: note ?? null,
      },
      <>
        {shown ?? null}
        <Facts c={c} say={say} card={card} />
        {card.state === 'registered' ? (
          <Restoring c={c} say={say} card={card} />
        ) : (
          <Inviting c={c} say={say} card={card} />
        )}
        {card.role === 'student' ? <Parents c={c} say={say} card={card} /> : null}
      </>,
    );
  }

  function Facts({ c, say, card }: { c: DeskContext; say: Say; card: CardDetails }) {
    const rows: [string, Child][] = [
      ['role-head', say('role', { role: card.role })],
      ['state-head', say('state', { state: card.state })],
      ...(card.role === 'teacher' || card.role === 'staff'
        ? []
        : ([['class', <a href={classPath(card.className)}>{card.className || say('staff')}</a>]] satisfies [
            string,
            Child,
          ][])),
      ...(card.childId && card.childName
        ? ([['child', <a href={personPath(card.childId)}>{card.childName}</a>]] satisfies [string, Child][])
        : []),
      ['birth', card.birthDate ? dayOf(c.var.language, card.birthDate, 'UTC') : say('not-known')],
      ['snils', card.hasSnils ? say('known') : say('not-known')],
      ['email', card.email ?? say('not-known')],
      ['phones', card.phones.join(', ') || say('not-known')],
      ...(card.addressState
        ? ([['address', say('address-state', { state: card.addressState })]] satisfies [string, Child][])
        : []),
    ];
    return (
      <section>
        <h2>{say('facts')}</h2>
        <dl>
          {rows.map(([key, value]) => (
            <>
              <dt>{say(key)}</dt>
              <dd>{value}</dd>
            </>
          ))}
        </dl>
        <p class="soft">{say('facts-note')}</p>
      </section>
    );
  }

  function Inviting({ c, say, card }: { c: DeskContext; say: Say; card: CardDetails }) {
    const path = personPath(card.id);
    const { invitation } = card;
    const state = invitation ? invitation.state : 'none';
    return (
      <section>
        <h2>{say('code')}</h2>
        <p>{say('code-state', { state, date: invitation ? day(c, invitation.expiresAt) : '' })}</p>
        {state === 'live' && invitation?.code === null ? <p class="soft">{say('code-foreign')}</p> : null}
        {state === 'live' && invitation?.code ? (
          <PrintForm c={c} texts={texts} selection={{ what: 'person', person: card.id }} />
        ) : null}
        <DeskForm
          c={c}
          action={`${path}/invite`}
          label={say(state === 'live' ? 'reinvite' : 'invite')}
          quiet={state === 'live'}
        />
        {state === 'live' ? <DeskForm c={c} action={`${path}/withdraw`} label={say('withdraw')} quiet /> : null}
      </section>
    );
  }

  function Restoring({ c, say, card }: { c: DeskContext; say: Say; card: CardDetails }) {
    const path = personPath(card.id);
    return (
      <section>
        <h2>{say('restore')}</h2>
        <p>{say('restore-text')}</p>
        <DeskForm c={c} action={`${path}/login`} label={say('see-login')} quiet />
        {card.hasChat ? (
          <DeskForm c={c} action={`${path}/send`} label={say('send-link')} />
        ) : (
          <p class="soft">{say('no-chat')}</p>
        )}
        <DeskForm c={c} action={`${path}/show`} label={say('show-link')} quiet={card.hasChat} />
        <DeskForm c={c} action={`${path}/password`} label={say('set-password')} quiet />
        <details>
          <summary>{say('stolen')}</summary>
          <p>{say('stolen-text')}</p>
          <DeskForm c={c} action={`${path}/take-back`} label={say('take-back')} quiet />
        </details>
      </section>
    );
  }

  function Parents({ c, say, card }: { c: DeskContext; say: Say; card: CardDetails }) {
    return (
      <section>
        <h2>{say('parents')}</h2>
        {card.parents.length === 0 ? <p>{say('no-parents')}</p> : null}
        <ul class="links">
          {card.parents.map((parent) => (
            <li>
              <a href={personPath(parent.id)}>{nameOf(say, parent)}</a> — {say('state', { state: parent.state })}
            </li>
          ))}
        </ul>
        <DeskForm c={c} action={`${personPath(card.id)}/add-parent`} label={say('add-parent')} quiet />
      </section>
    );
  }

  /** Something that is shown once, with what to do with it. */
  const Once = ({ title, children }: { title: string; children: Child }) => (
    <section class="once" role="status">
      <h2>{title}</h2>
      {children}
    </section>
  );

  async function accountOf(c: DeskContext): Promise<string | null> {
    const card = await house(({ core }) => core.cards.look(c.var.curator.id, c.req.param('id') ?? ''));
    return card.ok ? card.value.accountId : null;
  }

  const acts: Record<string, (c: DeskContext, say: Say) => Promise<Outcome | Response>> = {
    async invite(c, say) {
      const invited = await house(({ core }) => core.cards.invite(c.var.curator.id, c.req.param('id') ?? ''));
      if (!invited.ok) return { trouble: invited.error };
      const { code } = invited.value;
      return {
        shown: (
          <Once title={say('code-ready')}>
            <p class="login">{code}</p>
            <p>{say('code-ready-text')}</p>
          </Once>
        ),
      };
    },

    async withdraw(c, say) {
      const withdrawn = await house(({ core }) => core.cards.withdraw(c.var.curator.id, c.req.param('id') ?? ''));
      return withdrawn.ok ? { note: say('withdrawn') } : { trouble: withdrawn.error };
    },

    async login(c, say) {
      const account = await accountOf(c);
      if (!account) return { trouble: 'curator.no-account' };
      const seen = await house(({ core }) => core.restore.login(c.var.curator.id, account));
      if (!seen.ok) return { trouble: seen.error };
      return {
        shown: (
          <Once title={say('login-is')}>
            <p class="login">{seen.value.login}</p>
            <p>{say('told')}</p>
          </Once>
        ),
      };
    },

    async send(c, say) {
      const account = await accountOf(c);
      if (!account) return { trouble: 'curator.no-account' };
      const sent = await house(({ core }) => core.restore.sendLink(c.var.curator.id, account));
      return sent.ok ? { note: say('link-sent') } : { trouble: sent.error };
    },

    async show(c, say) {
      const account = await accountOf(c);
      if (!account) return { trouble: 'curator.no-account' };
      const made = await house(({ core }) => core.restore.showLink(c.var.curator.id, account));
      if (!made.ok) return { trouble: made.error };
      const url = `${publicUrl}/reset/${secrets.token('page', made.value.pageId)}`;
      const qr = await QRCode.toDataURL(url, { errorCorrectionLevel: 'M', margin: 4, scale: 6 });
      return {
        shown: (
          <Once title={say('link-is')}>
            <p>{say('link-text')}</p>
            <p>
              <img src={qr} alt={say('link-qr')} width={240} height={240} />
            </p>
            <p class="address">{url}</p>
          </Once>
        ),
      };
    },

    async password(c, say) {
      const account = await accountOf(c);
      if (!account) return { trouble: 'curator.no-account' };
      const password = drawOneTimePassword();
      const hash = await hashPassword(password);
      const set = await house(({ core }) => core.restore.password(c.var.curator.id, account, hash));
      if (!set.ok) return { trouble: set.error };
      const { login, expiresAt } = set.value;
      return {
        shown: (
          <Once title={say('password-is')}>
            <dl>
              <dt>{say('login')}</dt>
              <dd class="login">{login}</dd>
              <dt>{say('password')}</dt>
              <dd class="login">{password}</dd>
            </dl>
            <p>{say('password-text', { date: day(c, expiresAt) })}</p>
          </Once>
        ),
      };
    },

    async 'take-back'(c, say) {
      const account = await accountOf(c);
      if (!account) return { trouble: 'curator.no-account' };
      const taken = await house(({ core }) => core.restore.takeBack(c.var.curator.id, account));
      return taken.ok ? { note: say('taken-back') } : { trouble: taken.error };
    },

    async 'add-parent'(c) {
      const added = await house(({ core }) => core.cards.addParent(c.var.curator.id, c.req.param('id') ?? ''));
      return added.ok ? c.redirect(personPath(added.value.personId), 303) : { trouble: added.error };
    },
  };

  const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';

  return new Hono<DeskEnv>()
    .get(`/person/:id{${UUID}}`, (c) => show(c))
    .post(`/person/:id{${UUID}}/:act{[a-z-]+}`, async (c) => {
      const act = Object.hasOwn(acts, c.req.param('act')) ? acts[c.req.param('act')] : undefined;
      if (!act) return c.notFound();
      if (!isOurForm(c, await c.req.parseBody())) return show(c, { trouble: 'again' });
      const outcome = await act(c, deskSayer(c, texts));
      return outcome instanceof Response ? outcome : show(c, outcome);
    });
}
