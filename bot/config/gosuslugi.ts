import { existsSync } from 'node:fs';
import { Environment } from './environment.ts';

export interface OidcSettings {
  kind: 'oidc';
  /** As the provider names itself: what its `/.well-known/openid-configuration` stands under. */
  issuer: string;
  clientId: string;
  clientSecret: string;
}

export interface EsiaSettings {
  kind: 'esia';
  /** Without a slash at the end. */
  issuer: string;
  clientId: string;
  /** Path of the program that signs. */
  signer: string;
}

/** How people sign in by Gosuslugi. */
export type GosuslugiSettings = { kind: 'off' } | OidcSettings | EsiaSettings;

/** The state's own address of ESIA. */
const ESIA = 'https://esia.gosuslugi.ru';

/** Off when nothing of it is given; else everything of its kind must be. */
export function gosuslugiSettings(
  env: Environment,
  given: Record<string, string | undefined>,
  mistakes: string[],
): GosuslugiSettings {
  if (!Object.keys(given).some((name) => name.startsWith('GOSUSLUGI_'))) return { kind: 'off' };
  // What else is needed depends on the kind, and a wrong one is told already.
  if (!Environment.shape.GOSUSLUGI_KIND.safeParse(given.GOSUSLUGI_KIND).success) return { kind: 'off' };
  const kind = env.GOSUSLUGI_KIND;
  const needed = (
    name: 'GOSUSLUGI_ISSUER' | 'GOSUSLUGI_CLIENT_ID' | 'GOSUSLUGI_CLIENT_SECRET' | 'GOSUSLUGI_SIGNER',
  ) => {
    if (!given[name]) mistakes.push(`${name}: is needed to sign in by Gosuslugi (GOSUSLUGI_KIND=${kind})`);
    return env[name] ?? '';
  };
  const clientId = needed('GOSUSLUGI_CLIENT_ID');
  if (kind === 'oidc') {
    return { kind, issuer: needed('GOSUSLUGI_ISSUER'), clientId, clientSecret: needed('GOSUSLUGI_CLIENT_SECRET') };
  }
  const issuer = (env.GOSUSLUGI_ISSUER ?? ESIA).replace(/\/+$/, '');
  const signer = needed('GOSUSLUGI_SIGNER');
  if (signer && !existsSync(signer))
    mistakes.push(`GOSUSLUGI_SIGNER: ${signer} does not exist (the path of a program)`);
  return { kind, issuer, clientId, signer };
}
