import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import { z } from 'zod';
import { cause } from '#bot/cause.ts';
import type { EsiaSettings } from '#bot/config.ts';
import { same } from '#bot/same.ts';
import type { Clock } from '#core/clock.ts';
import type { Claims } from '#core/gosuslugi/claims.ts';
import { fail, ok, type Result } from '#core/result.ts';
import type { IdentityError, IdentityProvider } from './identity.ts';

const SCOPE = 'openid fullname snils email mobile';
/** For the signer, and for each request, in milliseconds. */
const TIMEOUT = 10_000;
/** Signers that run at once, and errands that wait for one: whoever presses the button a thousand times starts no thousand programs. */
const SIGNERS = 4;
const WAITING = 40;

const Token = z.object({ access_token: z.string().min(1).max(20_000) });
const TokenClaims = z.object({ 'urn:esia:sbj_id': z.union([z.number().int(), z.string().regex(/^\d{1,20}$/)]) });
const Person = z.object({
  lastName: z.string().max(200).default(''),
  firstName: z.string().max(200).default(''),
  middleName: z.string().max(200).optional(),
  snils: z.string().max(50).optional(),
  trusted: z.boolean().default(false),
});
const Contacts = z.object({
  elements: z
    .array(z.object({ type: z.string(), value: z.string().max(300).default(''), vrfStu: z.string().default('') }))
    .default([]),
});

/** What refuses an errand, as against a provider that is out of reach. */
class Refused extends Error {
  readonly code: IdentityError;

  constructor(code: IdentityError, message: string) {
    super(message);
    this.code = code;
  }
}

/**
 * ESIA's own variant of OAuth 2 (its “Methodical recommendations”): instead of a client's secret, a detached CMS signature over scope,
 * time, client id and state, which a program of the operator's makes with certified cryptography. Never run against ESIA itself: only
 * against a stand-in written from the same description.
 */
export function esia({ issuer, clientId, signer }: EsiaSettings, clock: Clock, log: Logger): IdentityProvider {
  const inTurn = turns(SIGNERS, WAITING);

  /** The parameters that ESIA wants signed. */
  async function signed(state: string) {
    const timestamp = esiaTime(clock.now());
    const signature = await inTurn(() => sign(signer, SCOPE + timestamp + clientId + state));
    return { client_id: clientId, client_secret: signature.toString('base64url'), scope: SCOPE, timestamp, state };
  }

  async function get(path: string, accessToken: string): Promise<unknown> {
    return answer(await fetch(issuer + path, request({ headers: { Authorization: `Bearer ${accessToken}` } })));
  }

  /** The token comes straight from ESIA over TLS, and is used only to ask ESIA again: its own signature adds nothing. */
  async function tokenFor(code: string, redirectUri: string): Promise<string> {
    const body = new URLSearchParams({
      ...(await signed(randomUUID())),
      code,
      grant_type: 'authorization_code',
      redirect_uri: redirectUri,
      token_type: 'Bearer',
    });
    return Token.parse(await answer(await fetch(`${issuer}/aas/oauth2/te`, request({ method: 'POST', body }))))
      .access_token;
  }

  async function attempt<T>(work: () => Promise<T>): Promise<Result<T, IdentityError>> {
    try {
      return ok(await work());
    } catch (error) {
      const code = error instanceof Refused ? error.code : 'gosuslugi.down';
      log.warn({ error: code, cause: cause(error) }, 'signing in by Gosuslugi failed');
      return fail(code);
    }
  }

  return {
    begin: (redirectUri) =>
      attempt(async () => {
        // ESIA wants a UUID. It knows neither PKCE nor, in this variant, a nonce.
        const errand = { state: randomUUID(), nonce: '', verifier: '' };
        const address = new URL(`${issuer}/aas/oauth2/ac`);
        address.search = new URLSearchParams({
          ...(await signed(errand.state)),
          redirect_uri: redirectUri,
          response_type: 'code',
          access_type: 'online',
        }).toString();
        return { address, errand };
      }),

    finish: (callback, { state }) =>
      attempt(async () => {
        const given = callback.searchParams;
        if (given.getAll('state').length !== 1 || !same(given.get('state') ?? '', state)) {
          throw new Refused('gosuslugi.refused', 'another state');
        }
        const error = given.get('error');
        if (error)
          throw new Refused(error === 'access_denied' ? 'gosuslugi.cancelled' : 'gosuslugi.refused', 'an error');
        const code = given.get('code');
        if (!code) throw new Refused('gosuslugi.refused', 'no code');

        const token = await tokenFor(code, callback.origin + callback.pathname);
        const person = `/rs/prns/${subjectOf(token)}`;
        const { elements } = Contacts.parse(await get(`${person}/ctts?embed=(elements)`, token));
        return claimsOf(Person.parse(await get(person, token)), elements);
      }),
  };
}

/** `2026.11.22 12:00:00 +0000`. */
const esiaTime = (date: Date): string =>
  `${date.toISOString().slice(0, 19).replaceAll('-', '.').replace('T', ' ')} +0000`;

const request = (init: RequestInit): RequestInit => ({
  ...init,
  redirect: 'error',
  signal: AbortSignal.timeout(TIMEOUT),
});

async function answer(response: Response): Promise<unknown> {
  // A code that is used or made up; everything else is a matter between us and ESIA.
  if (response.status === 400) throw new Refused('gosuslugi.refused', 'HTTP 400');
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  return response.json();
}

function subjectOf(token: string): string {
  const payload: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
  return String(TokenClaims.parse(payload)['urn:esia:sbj_id']);
}

function claimsOf(person: z.infer<typeof Person>, contacts: z.infer<typeof Contacts>['elements']): Claims {
  const contact = (type: string) => {
    const found = contacts.find((one) => one.type === type);
    return found ? { value: found.value, verified: found.vrfStu === 'VERIFIED' } : null;
  };
  const { lastName, firstName, middleName, snils, trusted } = person;
  return {
    trusted,
    fullName: [lastName, firstName, middleName].filter(Boolean).join(' '),
    snils: snils ?? null,
    email: contact('EML'),
    phone: contact('MBT'),
  };
}

/** Lets so many at once do their work, and so many wait for their turn; refuses the others. */
function turns(atOnce: number, mostWaiting: number) {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (running >= atOnce && waiting.length >= mostWaiting) throw new Refused('gosuslugi.down', 'too many errands');
    if (running >= atOnce) await new Promise<void>((resolve) => waiting.push(resolve));
    else running += 1;
    try {
      return await work();
    } finally {
      // The place goes to whoever waits longest.
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
}

/** Has the operator's program sign what it reads from its standard input; it writes the CMS signature (DER) to its standard output. */
function sign(program: string, text: string): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const child = execFile(
      program,
      [],
      { encoding: 'buffer', timeout: TIMEOUT, maxBuffer: 1024 * 1024 },
      (error, signature) => {
        if (error) reject(new Error(`GOSUSLUGI_SIGNER failed: ${error.code ?? error.signal ?? ''}`));
        else if (signature.length === 0) reject(new Error('GOSUSLUGI_SIGNER wrote nothing'));
        else resolve(signature);
      },
    );
    // A program that ends without reading fails by its own exit code.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(text, 'utf8');
  });
}
