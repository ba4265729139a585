import type { Role } from '#prisma/generated/enums.ts';
import type { ChatRef } from '../chat.ts';
import type { CheckedInvitation } from '../invitations/invitation.ts';
import type { PageEnd } from '../pages.ts';
import type { Result } from '../result.ts';

/** Why a further code cannot be added: another school's, a role that does not go with the first, or one that is there already. */
export type AddError = 'invitation.other-school' | 'invitation.other-role' | 'invitation.again';

export interface EnrollmentView {
  id: string;
  schoolId: string;
  /** The first is the person's own: a member of staff comes before the parent. Only those that are live. */
  invitations: CheckedInvitation[];
  role: Role;
}

/** What the page of an enrollment shows and refuses. */
export interface EnrollPageView {
  chat: ChatRef;
  institutionId: string;
  schoolId: string;
  schoolName: string;
  schoolSlug: string;
  /** The journal's own address, such as 1399.eljur.ru. */
  host: string;
  role: Role;
  /** Empty when the school's list does not name the person: the page asks. */
  fullName: string;
  children: string[];
  emailRequired: boolean;
  /** What the password must not be made of. */
  words: string[];
  /** The same, in digits: the person's own and the children's. */
  birthDates: Date[];
}

export interface EnrollmentForm {
  /** As `readLoginWord` returned it: without the digits that are added. */
  login: string;
  passwordHash: string;
  /** As `readEmail` returned it. */
  email: string | null;
  /** Where the school's list does not name the person. */
  fullName: string | null;
}

export interface Enrolled {
  accountId: string;
  /** With its digits. */
  login: string;
  /** Whether a letter is on its way: false without an address, and when too many were sent there. */
  emailSent: boolean;
}

/** A child of a parent, or of a teacher who is one. */
export interface ChildView {
  /** The pupil's card. */
  personId: string;
  fullName: string;
  className: string | null;
}

/**
 * The way from invitations to an account. Completion looks every invitation up again and consumes it, and belongs to the chat that showed
 * them, so that no step can be jumped over and nobody finishes what another chat began.
 */
export interface Enrollments {
  /** What the chat began earlier and did not finish dies with its pages. */
  begin(chat: ChatRef, invitation: CheckedInvitation): Promise<string>;
  /**
   * Adds another code: a parent's further children, a teacher's; or the teacher's own after a child's, which then comes first.
   * `enrollment.over`: the page has made the account meanwhile, and the code is as good as before.
   */
  add(enrollmentId: string, invitation: CheckedInvitation): Promise<Result<void, AddError | 'enrollment.over'>>;
  /** Takes a code out again: it was somebody else's. The last one stays. */
  drop(enrollmentId: string, invitationId: string): Promise<void>;
  /** Null when there is no such enrollment, it is done, or none of its invitations is live. */
  view(enrollmentId: string): Promise<EnrollmentView | null>;
  /** Makes the one-time page; the chat's earlier ones die. Null when an invitation is live no more. */
  openPage(enrollmentId: string): Promise<string | null>;
  /** Pages of this chat that nobody used no longer open. */
  closePages(chat: ChatRef): Promise<void>;
  look(pageId: string): Promise<Result<EnrollPageView, PageEnd | 'enrollment.incomplete'>>;
  /**
   * Makes the account: once per page, once per invitation. On failure the caller must roll its transaction back, so that the page and the
   * invitations stay usable.
   */
  complete(pageId: string, form: EnrollmentForm): Promise<Result<Enrolled, PageEnd | 'enrollment.incomplete'>>;
  /** Gives an account one more card: another child's parent's. On failure nothing has changed. */
  addToAccount(
    accountId: string,
    invitation: CheckedInvitation,
  ): Promise<Result<void, AddError | 'invitation.used' | 'invitation.expired' | 'invitation.withdrawn'>>;
  /** The children whose parent's card the account holds, by name. */
  children(accountId: string): Promise<ChildView[]>;
}
