import type { Secrets } from '#core/secrets.ts';

/**
 * The six digits that a letter carries for typing into the chat: derived from the verification, so that a letter sent twice
 * says the same and the database holds no code. 52 bits of the keyed hash make the remainder's bias one in 4·10⁹.
 */
export function mailCode(secrets: Secrets, verificationId: string): string {
  const slice = Number.parseInt(secrets.hash('mail-code', verificationId).slice(0, 13), 16);
  return String(slice % 1_000_000).padStart(6, '0');
}
