import type { Role } from '#prisma/generated/enums.ts';
import type { InvitationView } from '../invitations/invitation.ts';

/** How far somebody is: `registered` has an account, `invited` has a live code, `waiting` has neither. */
export type CardState = 'registered' | 'invited' | 'waiting';

/** A card, as lists show it. */
export interface CardView {
  id: string;
  /** Empty for a parent whom the list does not name, until they register. */
  fullName: string;
  role: Role;
  /** The pupil's class, or the child's; empty for staff. */
  className: string;
  childId: string | null;
  /** For a parent's card. */
  childName: string | null;
  state: CardState;
  /** Who has left the school: the card's own person, or the child that a parent's card is for. */
  left: 'own' | 'child' | null;
  /** The account that holds the card, as its main card or as a further one. */
  accountId: string | null;
}

/** All that a curator sees of a person. Neither SNILS nor the account's own address: these are nobody else's business. */
export interface CardDetails extends CardView {
  /** Of the card as it stands now: whoever corrects it names this. */
  version: string;
  birthDate: Date | null;
  hasSnils: boolean;
  /** What the journal holds. */
  email: string | null;
  phones: string[];
  /** The latest code. */
  invitation: InvitationView | null;
  /** Cards of the pupil's parents. */
  parents: CardView[];
  /** Whether the bot can reach the person: a chat speaks for the account. */
  hasChat: boolean;
  /** Whether the account's address is confirmed: without that nobody restores access alone. */
  addressState: 'confirmed' | 'unconfirmed' | 'none' | null;
}

/** How far a class is, or the staff (`className` is empty). */
export interface ClassProgress {
  className: string;
  /** Pupils; or members of staff. */
  people: Record<CardState, number>;
  parents: Record<CardState, number>;
}
