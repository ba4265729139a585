import type { Role } from '#prisma/generated/enums.ts';
import type { Secrets } from '../secrets.ts';

/** Which role a code's first two letters stand for: pupil, parent, teacher, other staff. */
export const PREFIXES: Readonly<Record<string, Role>> = { st: 'student', pt: 'parent', tr: 'teacher', ar: 'staff' };

/** @param code in small Latin letters and digits */
export const hasKnownPrefix = (code: string): boolean => code.slice(0, 2) in PREFIXES;

/** What a role's codes begin with. @throws for a role that no code is made for: none today */
export function prefixOf(role: Role): string {
  for (const [prefix, one] of Object.entries(PREFIXES)) if (one === role) return prefix;
  throw new Error(`No codes for the role ${role}`);
}

/** Lengths with the prefix: of the journal's own printed codes, of ours, and what may come from elsewhere. Characters. */
export const USUAL_LENGTHS: readonly number[] = [9, 12];
export const SHORTEST = 7;
export const LONGEST = 20;

/** Without what looks alike in print or in handwriting: 0 o, 1 l i j, 2 z, 5 s, 6 b, 9 g q, u v (one of each at most). The 24 that are left… */
const LETTERS = 'acdefhkmnprtvwxy';
const ALPHABET = `${LETTERS}23456789`;
/** …give 6·10¹³ codes. */
const DRAWN = 10;

/**
 * The code of an invitation: derived, so that the database never holds it and it can be printed again. Holds a letter and a digit after
 * its prefix, as people are told that codes do.
 */
export function invitationCode(secrets: Secrets, { id, prefix }: { id: string; prefix: string }): string {
  for (let round = 0; ; round += 1) {
    let rest = BigInt(`0x${secrets.hash('invitation-code', `${id}:${round}`)}`);
    let drawn = '';
    while (drawn.length < DRAWN) {
      drawn += ALPHABET[Number(rest % BigInt(ALPHABET.length))] ?? '';
      rest /= BigInt(ALPHABET.length);
    }
    if (/[a-z]/.test(drawn) && /\d/.test(drawn)) return prefix + drawn;
  }
}

/** Makes one what looks alike in print: 0 and o; 1, l and i. For codes that were printed elsewhere: ours hold none of them. */
export const fold = (code: string): string => code.replaceAll('o', '0').replace(/[li]/g, '1');

/** What the database holds of a code. @param code in small Latin letters and digits */
export const hashes = (secrets: Secrets, code: string): { codeHash: string; foldHash: string } => ({
  codeHash: secrets.hash('invitation', code),
  foldHash: secrets.hash('invitation-fold', fold(code)),
});
