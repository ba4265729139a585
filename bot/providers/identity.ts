import type { Logger } from 'pino';
import type { GosuslugiSettings } from '#bot/config.ts';
import type { Clock } from '#core/clock.ts';
import type { Claims } from '#core/gosuslugi/claims.ts';
import type { Result } from '#core/result.ts';
import { esia } from './esia.ts';
import { oidc } from './oidc.ts';

/** What the browser that goes to the provider must bring back; ours alone to read. */
export interface Errand {
  state: string;
  nonce: string;
  /** PKCE's secret half. */
  verifier: string;
}

export type IdentityError =
  /** Out of reach, too slow, or out of order. Nobody passes meanwhile (abuse case 33). */
  | 'gosuslugi.down'
  /** The answer is forged, old, used, or not for this errand. */
  | 'gosuslugi.refused'
  /** The person changed their mind there. */
  | 'gosuslugi.cancelled';

/** Who somebody is, as another site has found out. */
export interface IdentityProvider {
  /** Where to send the browser. */
  begin(redirectUri: string): Promise<Result<{ address: URL; errand: Errand }, IdentityError>>;
  /** @param callback the redirect URI as we gave it, with what came back in its query */
  finish(callback: URL, errand: Errand): Promise<Result<Claims, IdentityError>>;
}

/** The provider of the settings, or null when signing in by Gosuslugi is off. */
export function identityProvider(settings: GosuslugiSettings, clock: Clock, log: Logger): IdentityProvider | null {
  switch (settings.kind) {
    case 'off':
      return null;
    case 'oidc':
      return oidc(settings, clock, log);
    case 'esia':
      return esia(settings, clock, log);
  }
}
