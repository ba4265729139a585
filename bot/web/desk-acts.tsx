import type { Child } from 'hono/jsx';
import QRCode from 'qrcode';
import { hashPassword } from '#core/accounts/password.ts';
import { drawOneTimePassword } from '#core/recovery/one-time-password.ts';
import { cardActs, type RefusedCorrection } from './desk-card.tsx';
import { type DeskContext, type DeskDeps, type DeskSay, dayOf, personPath, zoneOf } from './desk-frame.tsx';

/** What came of a press, shown once: a login, a link, a password. It stands on this answer only, and is kept nowhere. */
export interface Outcome {
  note?: string;
  trouble?: string;
  shown?: Child;
  correction?: RefusedCorrection;
}

/** Something that is shown once, with what to do with it. */
const Once = ({ title, children }: { title: string; children: Child }) => (
  <section class="once" role="status">
    <h2>{title}</h2>
    {children}
  </section>
);

type Act = (c: DeskContext, say: DeskSay) => Promise<Outcome | Response>;

/** What the buttons of a person's page do, by the last part of their address. */
export function personActs(deps: DeskDeps): Record<string, Act> {
  const { house, secrets, publicUrl, institutions } = deps;

  /** What is done to the account that holds the person's card. */
  const onAccount =
    (act: (c: DeskContext, say: DeskSay, accountId: string) => Promise<Outcome>): Act =>
    async (c, say) => {
      const card = await house(({ core }) => core.cards.look(c.var.curator.id, c.req.param('id') ?? ''));
      if (!card.ok) return { trouble: card.error };
      const { accountId } = card.value;
      return accountId ? act(c, say, accountId) : { trouble: 'curator.no-account' };
    };

  return {
    ...cardActs(deps),

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

    login: onAccount(async (c, say, accountId) => {
      const seen = await house(({ core }) => core.restore.login(c.var.curator.id, accountId));
      if (!seen.ok) return { trouble: seen.error };
      return {
        shown: (
          <Once title={say('login-is')}>
            <p class="login">{seen.value.login}</p>
            <p>{say('told')}</p>
          </Once>
        ),
      };
    }),

    send: onAccount(async (c, say, accountId) => {
      const sent = await house(({ core }) => core.restore.sendLink(c.var.curator.id, accountId));
      return sent.ok ? { note: say('link-sent') } : { trouble: sent.error };
    }),

    show: onAccount(async (c, say, accountId) => {
      const made = await house(({ core }) => core.restore.showLink(c.var.curator.id, accountId));
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
    }),

    password: onAccount(async (c, say, accountId) => {
      const password = drawOneTimePassword();
      const hash = await hashPassword(password);
      const set = await house(({ core }) => core.restore.password(c.var.curator.id, accountId, hash));
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
            <p>
              {say('password-text', { date: dayOf(c.var.language, expiresAt, zoneOf(institutions, c.var.school)) })}
            </p>
          </Once>
        ),
      };
    }),

    'take-back': onAccount(async (c, say, accountId) => {
      const taken = await house(({ core }) => core.restore.takeBack(c.var.curator.id, accountId));
      return taken.ok ? { note: say('taken-back') } : { trouble: taken.error };
    }),

    async 'add-parent'(c) {
      const added = await house(({ core }) => core.cards.addParent(c.var.curator.id, c.req.param('id') ?? ''));
      return added.ok ? c.redirect(personPath(added.value.personId), 303) : { trouble: added.error };
    },
  };
}
