import type { IdentifierKind, Role } from '#prisma/generated/enums.ts';

/** The roles that a person proves by a corporate e-mail, in the order in which they are shown. */
const proven = ['student', 'staff'] as const;
export type ProvenRole = (typeof proven)[number];

/** What authorization needs of a stored identifier; only verified ones are stored. */
export interface RoleProof {
  kind: IdentifierKind;
  value: string;
  role: Role | null;
}

/** One role of a person, and the corporate e-mail that confirms it, or null while it is owed. */
export interface OwedConfirmation {
  role: ProvenRole;
  confirmed: string | null;
}

/** What a person has confirmed and what is still owed. Someone who is both student and staff owes both. */
export function authorization(roles: readonly Role[], identifiers: readonly RoleProof[]): OwedConfirmation[] {
  return proven
    .filter((role) => roles.includes(role))
    .map((role) => ({
      role,
      confirmed: identifiers.find((one) => one.kind === 'corporate_email' && one.role === role)?.value ?? null,
    }));
}

/** Whether every role is confirmed. Nobody is authorized by having no role that could be. */
export function isAuthorized(roles: readonly Role[], identifiers: readonly RoleProof[]): boolean {
  const status = authorization(roles, identifiers);
  return status.length > 0 && status.every(({ confirmed }) => confirmed !== null);
}
