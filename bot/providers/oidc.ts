import * as client from 'openid-client';
import type { Logger } from 'pino';
import { z } from 'zod';
import { cause } from '#bot/cause.ts';
import type { OidcSettings } from '#bot/config.ts';
import { type Clock, hours } from '#core/clock.ts';
import type { Claims } from '#core/gosuslugi/claims.ts';
import { fail, ok, type Result } from '#core/result.ts';
import type { IdentityError, IdentityProvider } from './identity.ts';

/** The standard scopes, and one for what only the state knows. */
const SCOPE = 'openid profile email phone snils';
/** For each request to the provider, in seconds. */
const TIMEOUT = 10;
/** How long the provider's description of itself is believed, in milliseconds. */
const DESCRIPTION_KEPT = hours(1);

const text = z.string().min(1).max(200).optional().catch(undefined);
const flag = z.literal(true).optional().catch(undefined);

/** Whatever is not exactly as it should be counts as absent: a `"true"` in quotes confirms nothing. */
const UserInfo = z.object({
  name: text,
  family_name: text,
  given_name: text,
  middle_name: text,
  snils: text,
  trusted: flag,
  email: text,
  email_verified: flag,
  phone_number: text,
  phone_number_verified: flag,
});

/** Signs in by OpenID Connect: authorization code with PKCE (S256), state and nonce; the ID token's signature is checked as well. */
export function oidc({ issuer, clientId, clientSecret }: OidcSettings, clock: Clock, log: Logger): IdentityProvider {
  let described: { at: number; by: client.Configuration } | null = null;

  /** The provider as it describes itself. A failure is not remembered. */
  async function provider(): Promise<client.Configuration> {
    const now = clock.now().getTime();
    if (described && now - described.at < DESCRIPTION_KEPT) return described.by;
    const by = await client.discovery(new URL(issuer), clientId, undefined, client.ClientSecretBasic(clientSecret), {
      timeout: TIMEOUT,
      // The settings allow plain http on this machine only.
      execute: [
        client.enableNonRepudiationChecks,
        ...(issuer.startsWith('http:') ? [client.allowInsecureRequests] : []),
      ],
    });
    described = { at: now, by };
    return by;
  }

  async function attempt<T>(work: () => Promise<T>): Promise<Result<T, IdentityError>> {
    try {
      return ok(await work());
    } catch (error) {
      const code = errorOf(error);
      // Of the error only its kind: what the provider quotes may name a person.
      const kind = error instanceof client.ResponseBodyError ? error.error : cause(error);
      log.warn({ error: code, cause: kind }, 'signing in by Gosuslugi failed');
      return fail(code);
    }
  }

  return {
    begin: (redirectUri) =>
      attempt(async () => {
        const errand = {
          state: client.randomState(),
          nonce: client.randomNonce(),
          verifier: client.randomPKCECodeVerifier(),
        };
        const address = client.buildAuthorizationUrl(await provider(), {
          redirect_uri: redirectUri,
          scope: SCOPE,
          state: errand.state,
          nonce: errand.nonce,
          code_challenge: await client.calculatePKCECodeChallenge(errand.verifier),
          code_challenge_method: 'S256',
        });
        return { address, errand };
      }),

    finish: (callback, { state, nonce, verifier }) =>
      attempt(async () => {
        const by = await provider();
        const tokens = await client.authorizationCodeGrant(by, callback, {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: verifier,
          idTokenExpected: true,
        });
        const subject = tokens.claims()?.sub ?? '';
        return claimsOf(await client.fetchUserInfo(by, tokens.access_token, subject));
      }),
  };
}

/** @param userInfo the provider's answer, as it came */
function claimsOf(userInfo: unknown): Claims {
  const said = UserInfo.parse(userInfo);
  const parts = [said.family_name, said.given_name, said.middle_name].filter((part) => part !== undefined);
  return {
    trusted: said.trusted === true,
    fullName: said.family_name ? parts.join(' ') : (said.name ?? ''),
    snils: said.snils ?? null,
    email: said.email ? { value: said.email, verified: said.email_verified === true } : null,
    phone: said.phone_number ? { value: said.phone_number, verified: said.phone_number_verified === true } : null,
  };
}

/** What says that the answer is not for us, as against one that never came. */
const FORGED = new Set([
  'OAUTH_INVALID_RESPONSE',
  'OAUTH_JWT_CLAIM_COMPARISON_FAILED',
  'OAUTH_JWT_TIMESTAMP_CHECK_FAILED',
  'OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED',
]);
const PROVIDERS_FAULT = new Set(['server_error', 'temporarily_unavailable']);

function errorOf(error: unknown): IdentityError {
  if (error instanceof client.AuthorizationResponseError) {
    if (error.error === 'access_denied') return 'gosuslugi.cancelled';
    return PROVIDERS_FAULT.has(error.error) ? 'gosuslugi.down' : 'gosuslugi.refused';
  }
  // Any other refusal of the provider's is a matter of our settings there: nothing that the person could do about.
  if (error instanceof client.ResponseBodyError) {
    return error.error === 'invalid_grant' ? 'gosuslugi.refused' : 'gosuslugi.down';
  }
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' && FORGED.has(code) ? 'gosuslugi.refused' : 'gosuslugi.down';
}
