import type { Context, MiddlewareHandler } from 'hono';
import { createMiddleware } from 'hono/factory';
import type { AccountView } from '#core/accounts/accounts.ts';
import type { House } from './house.ts';
import { type SchoolEnv, schoolPath } from './school-pages.ts';
import type { SessionCookie } from './session.ts';

export interface SignedInAccount extends AccountView {
  login: string;
  /** A curator set the password: whoever signs in with it chooses their own first. */
  mustChange: boolean;
}

/** What the pages of somebody who is signed in find in their context. */
export interface SignedInEnv {
  Variables: SchoolEnv['Variables'] & { account: SignedInAccount };
}

/**
 * Lets through who is signed in to an account of this school; everybody else is led to its login page. Whose password a curator set
 * chooses their own first, wherever they go.
 */
export function signedIn(house: House, cookie: SessionCookie): MiddlewareHandler<SignedInEnv> {
  return createMiddleware<SignedInEnv>(async (c, next) => {
    const { school } = c.var;
    const account = await accountOf(c, house, cookie);
    if (account?.schoolId !== school.id) {
      // Signed in at another school, or nowhere.
      if (account || !cookie.read(c)) return c.redirect(schoolPath(school, 'login'), 303);
      return signedOut(c, cookie);
    }
    const forced = schoolPath(school, 'new-password');
    if (account.mustChange && c.req.path !== forced && !c.req.path.includes('/sign-out')) {
      return c.redirect(forced, 303);
    }
    c.set('account', account);
    return next();
  });
}

/** Leads whose session has ended to the login page. */
export function signedOut(c: Context<SignedInEnv>, cookie: SessionCookie): Response {
  cookie.drop(c);
  return c.redirect(`${schoolPath(c.var.school, 'login')}?note=ended`, 303);
}

async function accountOf(c: Context, house: House, cookie: SessionCookie): Promise<SignedInAccount | null> {
  const token = cookie.read(c);
  if (!token) return null;
  return house(async ({ core }) => {
    const session = await core.sessions.find(token);
    const account = session?.accountId ? await core.accounts.view(session.accountId) : null;
    return session && account?.login ? { ...account, login: account.login, mustChange: session.mustChange } : null;
  });
}
