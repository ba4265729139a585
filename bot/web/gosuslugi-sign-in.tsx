import { type Context, Hono } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { IdentityError, IdentityProvider } from '#bot/providers/identity.ts';
import { same } from '#bot/same.ts';
import { after } from '#core/clock.ts';
import { ERRAND_LIFETIME } from '#core/gosuslugi/errands.ts';
import type { MatchError } from '#core/gosuslugi/match.ts';
import type { SchoolView } from '#core/schools/school.ts';
import type { Secrets } from '#core/secrets.ts';
import { errorKey } from '#locales/texts.ts';
import { type SchoolEnv, type SchoolPagesDeps, schoolPath } from './school-pages.ts';
import { fromAnotherSite } from './security.ts';
import { SIGNED_IN } from './session.ts';
import { showPage, type VisitorContext, type VisitorEnv } from './visitor.tsx';

export interface GosuslugiSignInDeps extends Pick<SchoolPagesDeps, 'texts' | 'house' | 'clock' | 'cookie' | 'chatUrl'> {
  provider: IdentityProvider;
  secrets: Secrets;
  log: Logger;
  /** Base of every address, and so of the one that Gosuslugi sends people back to. */
  publicUrl: string;
}

/** Where Gosuslugi sends people back to; its operator must know the whole address. */
export const CALLBACK_PATH = '/gosuslugi/callback';

/** What the browser carries to Gosuslugi and back: sealed, so that it can neither read nor change it. */
const Errand = z.object({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  schoolId: z.string(),
  /** Milliseconds since 1970. */
  until: z.number(),
});
type Errand = z.infer<typeof Errand>;

const PURPOSE = 'gosuslugi-errand';

/** The cookie of somebody who is at Gosuslugi. Lax: it must come along when they are sent back. */
function errandCookie({ publicUrl, secrets, clock }: Pick<GosuslugiSignInDeps, 'publicUrl' | 'secrets' | 'clock'>) {
  const secure = publicUrl.startsWith('https:');
  const name = secure ? '__Host-propusk_gosuslugi' : 'propusk_gosuslugi';
  const attributes = { path: '/', httpOnly: true, secure, sameSite: 'Lax' } as const;

  function open(sealed: string): Errand | null {
    try {
      const plain = secrets.unwrap(PURPOSE, Buffer.from(sealed, 'base64url'));
      const errand = Errand.parse(JSON.parse(plain.toString('utf8')));
      return errand.until > clock.now().getTime() ? errand : null;
    } catch {
      return null;
    }
  }

  return {
    read: (c: Context): Errand | null => open(getCookie(c, name) ?? ''),
    keep(c: Context, errand: Errand): void {
      const sealed = secrets.wrap(PURPOSE, Buffer.from(JSON.stringify(errand))).toString('base64url');
      setCookie(c, name, sealed, { ...attributes, maxAge: ERRAND_LIFETIME / 1000 });
    },
    drop(c: Context): void {
      deleteCookie(c, name, attributes);
    },
  };
}

type SignInError = IdentityError | MatchError;

const statuses: Record<SignInError, ContentfulStatusCode> = {
  'gosuslugi.down': 503,
  'gosuslugi.refused': 400,
  'gosuslugi.cancelled': 400,
  'gosuslugi.untrusted': 403,
  'gosuslugi.not-found': 403,
  'gosuslugi.several': 403,
  'gosuslugi.contradiction': 403,
  'gosuslugi.no-account': 403,
  'gosuslugi.blocked': 403,
};

/** Where the chat can help: what is missing, what to correct, the code, the curator. */
const HELPED_IN_CHAT = new Set<SignInError>([
  'gosuslugi.untrusted',
  'gosuslugi.not-found',
  'gosuslugi.several',
  'gosuslugi.contradiction',
  'gosuslugi.no-account',
  'gosuslugi.blocked',
]);

/**
 * Signing in by Gosuslugi. `begin` is a part of a school's pages: its POST seals the errand into a cookie and shows where to go on.
 * `callback` is where people come back. It is a GET that signs in, as the protocol has it; but only the browser that holds the errand
 * can use it, once, so that a link opened by a scanner or by somebody else does nothing.
 */
export function gosuslugiSignIn(deps: GosuslugiSignInDeps) {
  const { texts, house, clock, cookie, chatUrl, provider, publicUrl, log } = deps;
  const errands = errandCookie(deps);
  // Of PUBLIC_URL alone, whatever Host the request names (abuse case 3).
  const redirectUri = publicUrl + CALLBACK_PATH;

  function failed(c: VisitorContext, error: SignInError, school: SchoolView | null) {
    log.info({ error }, 'nobody was signed in by Gosuslugi');
    const { language } = c.var;
    const say = (key: string): string => texts.plain(language, `web-gosuslugi-${key}`);
    const login = school ? schoolPath(school, 'login') : '/hello';
    return showPage(
      c,
      texts,
      { title: say('failed-title'), path: login },
      statuses[error],
      <>
        <h1>{say('failed-title')}</h1>
        <p role="alert">{texts.plain(language, errorKey(error))}</p>
        {HELPED_IN_CHAT.has(error) ? (
          <a class="button" href={`${chatUrl()}?start=gosuslugi`}>
            {say('why')}
          </a>
        ) : null}
        <a class={HELPED_IN_CHAT.has(error) ? 'button quiet' : 'button'} href={login}>
          {say('back-to-login')}
        </a>
      </>,
    );
  }

  const begin = new Hono<SchoolEnv>().post('/gosuslugi', async (c) => {
    const { school, language } = c.var;
    if (fromAnotherSite(c)) return c.redirect(schoolPath(school, 'login'), 303);
    const begun = await provider.begin(redirectUri);
    if (!begun.ok) return failed(c, begun.error, school);

    const { address, errand } = begun.value;
    const until = after(clock.now(), ERRAND_LIFETIME).getTime();
    errands.keep(c, { ...errand, schoolId: school.id, until });
    const say = (key: string): string => texts.plain(language, `web-gosuslugi-${key}`);
    // No redirect: browsers hold the redirects of a form to `form-action`, which names our own pages only.
    c.header('Refresh', `0; url=${address}`);
    return showPage(
      c,
      texts,
      { title: say('going-title'), path: schoolPath(school, 'login') },
      200,
      <>
        <h1>{say('going-title')}</h1>
        <p>{say('going-text')}</p>
        <a class="button" href={address.href}>
          {say('going-button')}
        </a>
      </>,
    );
  });

  const callback = new Hono<VisitorEnv>().get('/', async (c) => {
    const errand = errands.read(c);
    if (!errand) return failed(c, 'gosuslugi.refused', null);
    const school = await house(({ core }) => core.schools.byId(errand.schoolId));
    if (!school) return failed(c, 'gosuslugi.refused', null);
    // Somebody else's answer: this browser's own errand stays.
    if (!same(c.req.query('state') ?? '', errand.state)) return failed(c, 'gosuslugi.refused', school);
    errands.drop(c);
    if (!(await house(({ core }) => core.gosuslugi.spendErrand(errand.state)))) {
      return failed(c, 'gosuslugi.refused', school);
    }

    const returned = new URL(redirectUri);
    returned.search = new URL(c.req.url).search;
    const identified = await provider.finish(returned, errand);
    if (!identified.ok) return failed(c, identified.error, school);

    const earlier = cookie.read(c);
    const signed = await house(async ({ core }) => {
      const { institutionId, id: schoolId } = school;
      const match = await core.gosuslugi.match({ institutionId, schoolId, claims: identified.value });
      if (!match.ok) return match;
      if (earlier) await core.sessions.end(earlier);
      await core.audit.note({ schoolId, curatorId: null, action: 'signed-in-by-gosuslugi', ...match.value });
      return { ok: true, value: await core.sessions.open(match.value, SIGNED_IN) } as const;
    });
    if (!signed.ok) return failed(c, signed.error, school);
    cookie.keep(c, signed.value);
    log.info('somebody was signed in by Gosuslugi');
    return c.redirect(schoolPath(school, 'account'), 303);
  });

  return { begin, callback };
}
