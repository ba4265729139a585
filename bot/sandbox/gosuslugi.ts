import { generateKeyPairSync, randomBytes } from 'node:crypto';
import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import Provider, { interactionPolicy, type JWK } from 'oidc-provider';
import { alreadySent } from './already-sent.ts';
import type { Citizen } from './citizens.ts';
import { shortMemory } from './gosuslugi-memory.ts';
import { choicePage, errorPage } from './gosuslugi-page.tsx';

export interface GosuslugiOptions {
  /** Where it is mounted, without a slash at the end; also what it calls itself. */
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** The only address that it sends people back to. */
  redirectUri: () => string;
  citizens: readonly Citizen[];
}

const scopes = ['openid', 'profile', 'email', 'phone', 'snils'];
/** Seconds that a person may look at the page, and that a code or a token is good for. */
const LIFETIME = 600;

/**
 * The sandbox's Gosuslugi: a real OpenID provider (`oidc-provider`) whose people are made up. Whoever opens it chooses whom to be. It says
 * `trusted` and `snils` beside the standard claims, and takes nobody without PKCE. To be mounted at the issuer's path.
 */
export function sandboxGosuslugi({ issuer, clientId, clientSecret, redirectUri, citizens }: GosuslugiOptions): Hono {
  const mount = new URL(issuer).pathname;
  const memory = shortMemory((id) =>
    id === clientId
      ? {
          client_id: clientId,
          client_secret: clientSecret,
          redirect_uris: [redirectUri()],
          grant_types: ['authorization_code'],
          response_types: ['code'],
          id_token_signed_response_alg: 'ES256',
        }
      : undefined,
  );

  const provider = new Provider(issuer, {
    adapter: memory,
    scopes,
    jwks: { keys: [signingKey()] },
    cookies: {
      keys: [randomBytes(32).toString('base64url')],
      // The default, None, is for https only.
      long: { signed: true, sameSite: 'lax' },
      short: { signed: true, sameSite: 'lax' },
    },
    claims: {
      openid: ['sub'],
      profile: ['family_name', 'given_name', 'middle_name', 'trusted'],
      email: ['email', 'email_verified'],
      phone: ['phone_number', 'phone_number_verified'],
      snils: ['snils'],
    },
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: { enabled: false },
    },
    pkce: { required: () => true, methods: ['S256'] },
    responseTypes: ['code'],
    clientBasedCORS: () => false,
    interactions: {
      policy: whoEachTime(),
      url: (_, { uid }) => `${mount}/choose/${uid}`,
    },
    // Everybody agrees to everything: the choice of whom to be is enough of a page.
    async loadExistingGrant(ctx) {
      const grant = new ctx.oidc.provider.Grant({
        clientId: ctx.oidc.client?.clientId ?? '',
        accountId: ctx.oidc.session?.accountId ?? '',
      });
      grant.addOIDCScope(scopes.join(' '));
      await grant.save();
      return grant;
    },
    findAccount: (_, id) => {
      const citizen = citizens.find((one) => one.id === id);
      return citizen ? { accountId: id, claims: () => claimsOf(citizen) } : undefined;
    },
    renderError(ctx, { error }) {
      ctx.type = 'html';
      ctx.body = errorPage(error);
    },
    ttl: {
      AccessToken: LIFETIME,
      AuthorizationCode: 60,
      IdToken: LIFETIME,
      Interaction: LIFETIME,
      Session: LIFETIME,
      Grant: LIFETIME,
    },
  });

  provider.use(async (ctx, next) => {
    const [, uid, who] = /^\/choose\/([\w-]+)(?:\/([\w-]+))?$/.exec(ctx.path) ?? [];
    if (uid === undefined) return next();
    ctx.set('Cache-Control', 'no-store');
    ctx.set('Content-Security-Policy', "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'");
    if (ctx.method !== 'POST') {
      ctx.type = 'html';
      ctx.body = choicePage(citizens, `${mount}/choose/${uid}`);
      return;
    }
    const known = citizens.find(({ id }) => id === who);
    const result = known ? { login: { accountId: known.id, remember: false } } : { error: 'access_denied' };
    try {
      // Only the browser whose errand this is has the cookie that it needs.
      ctx.redirect(await provider.interactionResult(ctx.req, ctx.res, result));
    } catch {
      ctx.status = 400;
      ctx.type = 'html';
      ctx.body = errorPage('session_not_found');
    }
  });

  const answer = provider.callback();
  return new Hono<{ Bindings: HttpBindings }>().all('/*', (c) => {
    const { incoming, outgoing } = c.env;
    // As Express mounts an application: the provider finds out by itself what stands before its own paths.
    const path = incoming.url ?? '/';
    Object.assign(incoming, { originalUrl: path, url: path.slice(mount.length) || '/' });
    void answer(incoming, outgoing);
    return alreadySent();
  }) as unknown as Hono;
}

/** Made anew with each start: whoever is under way then begins again. */
function signingKey() {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return { ...(privateKey.export({ format: 'jwk' }) as JWK), alg: 'ES256', use: 'sig', kid: 'sandbox' };
}

/** Asks who it is whenever somebody comes, so that a browser can be one citizen after the other. */
function whoEachTime() {
  const policy = interactionPolicy.base();
  policy.remove('consent');
  policy
    .get('login')
    ?.checks.add(new interactionPolicy.Check('anybody', 'whoever opens it chooses', (ctx) => !ctx.oidc.result?.login));
  return policy;
}

function claimsOf({ id, familyName, givenName, middleName, snils, trusted, email, phone }: Citizen) {
  return {
    sub: id,
    family_name: familyName,
    given_name: givenName,
    ...(middleName ? { middle_name: middleName } : {}),
    trusted,
    ...(snils ? { snils } : {}),
    ...(email ? { email: email.value, email_verified: email.verified } : {}),
    ...(phone ? { phone_number: phone.value, phone_number_verified: phone.verified } : {}),
  };
}
