import type { Role } from '#prisma/generated/enums.ts';
import type { ChatRef } from '../chat.ts';
import type { Sent } from '../helpdesk/content.ts';
import type { Result } from '../result.ts';

/** What the shape of a typed code tells: it depends on what was typed only, so anybody may hear it. */
export type ShapeError =
  | 'invitation.unreadable'
  | 'invitation.capitals'
  | 'invitation.foreign-letter'
  | 'invitation.length'
  | 'invitation.prefix';

export type InvitationError =
  | ShapeError
  | 'invitation.unknown'
  | 'invitation.used'
  | 'invitation.expired'
  | 'invitation.withdrawn'
  | 'invitation.other-school'
  | 'invitation.other-role'
  | 'invitation.too-many';

/** A live invitation, and for whom it is. Has a code that somebody showed behind it, or a curator who looks. */
export interface CheckedInvitation {
  id: string;
  schoolId: string;
  schoolName: string;
  role: Role;
  /** The card. */
  personId: string;
  /** As the school's list names the person; empty for a parent whom it does not name. */
  fullName: string;
  /** For a parent's card: the child. */
  childName: string | null;
  /** The pupil's class, or the child's. */
  className: string | null;
}

/** A card that shall get a code. */
export interface Issue {
  schoolId: string;
  personId: string;
  role: Role;
  /** Who issues it; null for the house itself. */
  curatorId: string | null;
}

export interface IssuedInvitation {
  id: string;
  personId: string;
  code: string;
}

/** `invitation.no-card`: that school has no such card, or the card has not that role. */
export type IssueError = 'invitation.no-card' | 'invitation.registered';

/** How a card's latest invitation stands. */
export interface InvitationView {
  id: string;
  personId: string;
  role: Role;
  state: 'live' | 'used' | 'expired' | 'withdrawn';
  issuedAt: Date;
  expiresAt: Date;
  usedAt: Date | null;
  /** The code for printing; null when the school printed it elsewhere, or it is live no more. */
  code: string | null;
}

/** A school's codes: each for one card, each for one use. */
export interface Invitations {
  /**
   * Reads a typed, pasted or scanned code, counts the try and says what is wrong with it.
   *
   * What a guesser learns: of the shape, nothing that was not typed. That a code exists but is used, expired, withdrawn or another
   * school's is told only while the chat has failed fewer than three times within 24 hours: three guesses of some 10¹³ codes; from then on, and
   * while a school is being searched by many, the answer to all of these is `invitation.unknown`. A code of one's own that fits no
   * role here (`invitation.other-role`) is no guess and is always told.
   *
   * @param context.schoolId only this school's codes are welcome
   * @param context.accountId whose card it shall become: that account's school, and a role that it may add
   */
  check(
    chat: ChatRef,
    institutionId: string,
    text: string,
    context?: { schoolId?: string; accountId?: string },
  ): Promise<Result<CheckedInvitation, InvitationError>>;

  /** A live invitation; null when it is used, expired or withdrawn by now. */
  live(id: string): Promise<CheckedInvitation | null>;

  /** A fresh code for a card; the card's earlier ones die. */
  issue(wanted: Issue): Promise<Result<IssuedInvitation, IssueError>>;
  /** The same for many cards of a school; those that are held by an account already, or are not the school's, are left out. */
  issueMany(wanted: {
    schoolId: string;
    cards: readonly { personId: string; role: Role }[];
    curatorId: string | null;
  }): Promise<IssuedInvitation[]>;
  /** The code is good no more. `invitation.unknown`: not of the curator's school. Withdrawing twice is fine. */
  withdraw(id: string, curatorId: string): Promise<Result<void, 'invitation.unknown' | 'invitation.used'>>;
  /**
   * Takes over a code that the school has printed elsewhere. `invitation.taken`: it stands for another card already, or did. Taking over the
   * same once more changes nothing.
   * @param printed.code as printed: 7 to 20 small Latin letters and digits, with a prefix that we know
   */
  importPrinted(
    printed: Issue & { code: string; expiresAt?: Date },
  ): Promise<Result<IssuedInvitation, ShapeError | IssueError | 'invitation.taken'>>;

  /** The code to print, or null for one that the school printed elsewhere. */
  codeOf(invitation: { id: string; prefix: string; foreign: boolean }): string | null;
  /** The card's live invitation. */
  liveOf(personId: string): Promise<InvitationView | null>;
  /** The latest invitation of each card that ever had one. */
  latestOf(personIds: readonly string[]): Promise<Map<string, InvitationView>>;

  /** Has a photo read for a QR code; what it says comes back as the news `picture-read`. @param sent the message, for a helpdesk, should no code be in it */
  readPicture(chat: ChatRef, fileId: string, sent?: Sent): Promise<void>;
}
