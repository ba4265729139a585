import type { Account, Prisma } from '#prisma/generated/client.ts';
import type { Role } from '#prisma/generated/enums.ts';
import { accounts } from '../accounts/accounts.ts';
import type { ChatRef } from '../chat.ts';
import { type Clock, minutes } from '../clock.ts';
import type { Db } from '../database.ts';
import type { Jobs } from '../jobs.ts';
import { tell } from '../news.ts';
import { closePages, livePage, openPage, type PageEnd, usePage } from '../pages.ts';
import { people } from '../people/people.ts';
import { fail, ok, type Result } from '../result.ts';
import type { calls } from '../verification/calls.ts';
import type { links } from '../verification/links.ts';
import { randomSubject } from './subject.ts';

/** How long a password page can be opened, in milliseconds. */
const PASSWORD_PAGE_LIFETIME = minutes(30);

const PAGE = 'set-password';

export interface RegistrationDeps {
  db: Db;
  clock: Clock;
  jobs: Jobs;
  calls: Pick<ReturnType<typeof calls>, 'proof'>;
  links: Pick<ReturnType<typeof links>, 'proof'>;
  /** Draws the number that stands in an account's passes; any 32-bit number but 0, unless told. */
  drawSubject?: () => bigint;
}

export interface KnownPerson {
  id: string;
  fullName: string;
  roles: Role[];
  /** Set when this person has registered before. */
  accountId: string | null;
}

/** What the password page shows and refuses. */
export interface PasswordPageView {
  chat: ChatRef;
  institutionId: string;
  fullName: string;
  /** What the password must not be made of: the person's name, phone and e-mail. */
  words: string[];
}

/**
 * A university registration: a record of what has been proven. Completion checks the proofs themselves, never the step of
 * the conversation, so that no step can be jumped over (abuse case 1) and no proof of another chat counts (case 2).
 */
export function registrations({ db, clock, jobs, calls, links, drawSubject = randomSubject }: RegistrationDeps) {
  const directory = people({ db });

  const find = (id: string) => db.registration.findUnique({ where: { id } });

  /** Whether another account was made with this number or address. */
  const isTaken = async (institutionId: string, phone: string, email: string): Promise<boolean> =>
    (await db.identifier.count({
      where: {
        institutionId,
        OR: [
          { kind: 'phone', value: phone },
          { kind: 'email', value: email },
        ],
      },
    })) > 0;

  /** Everything that completion needs; or that a proof is missing, or that somebody came first. */
  async function proven(registrationId: string) {
    const registration = await find(registrationId);
    if (!registration) return fail('registration.incomplete');
    const { botId, chatId, institutionId, personId, phoneVerificationId, emailVerificationId } = registration;
    if (!personId || !phoneVerificationId || !emailVerificationId) return fail('registration.incomplete');
    const phone = await calls.proof(phoneVerificationId, { botId, chatId }, institutionId);
    const email = await links.proof(emailVerificationId, { botId, chatId }, institutionId);
    if (!phone || !email) return fail('registration.incomplete');
    const person = await directory.findByPhone(institutionId, phone);
    if (!person.ok || person.value.id !== personId) return fail('registration.incomplete');
    if (person.value.accountId || (await isTaken(institutionId, phone, email))) return fail('registration.taken');
    return ok({ registration, person: person.value, phone, email });
  }

  /** Null when the person has an account. A subject that is taken says nothing about the person: another one is drawn. */
  async function makeAccount(account: Omit<Prisma.AccountCreateManyInput, 'subject'>): Promise<Account | null> {
    for (;;) {
      const [made] = await db.account.createManyAndReturn({
        data: [{ ...account, subject: drawSubject() }],
        skipDuplicates: true,
      });
      if (made) return made;
      if (await db.account.findUnique({ where: { personId: account.personId } })) return null;
    }
  }

  /** Password pages of this chat that nobody used no longer open. */
  const closeOf = (chat: ChatRef): Promise<void> => closePages({ db, clock }, PAGE, chat);

  /**
   * Looks the confirmed number up in the directory: never before, so that nobody can probe numbers. `account.trouble`: an account of
   * somebody else was made with this number, which the operator has given to a new owner since.
   */
  async function phoneProven(
    registrationId: string,
    verificationId: string,
  ): Promise<
    Result<KnownPerson, 'person.not-found' | 'person.several' | 'account.trouble' | 'registration.incomplete'>
  > {
    const registration = await find(registrationId);
    if (!registration) return fail('registration.incomplete');
    const { botId, chatId, institutionId } = registration;
    const phone = await calls.proof(verificationId, { botId, chatId }, institutionId);
    if (!phone) return fail('registration.incomplete');
    const found = await directory.findByPhone(institutionId, phone);
    const holder = await db.identifier.findUnique({
      where: { institutionId_kind_value: { institutionId, kind: 'phone', value: phone } },
    });
    const person = found.ok && holder && holder.accountId !== found.value.accountId ? fail('account.trouble') : found;
    await db.registration.update({
      where: { id: registrationId },
      data: { phoneVerificationId: verificationId, personId: person.ok ? person.value.id : null },
    });
    return person;
  }

  return {
    closePages: closeOf,

    /** Pages of a registration that the chat has given up die with it. */
    async begin(chat: ChatRef, institutionId: string): Promise<string> {
      await closeOf(chat);
      const { id } = await db.registration.create({ data: { ...chat, institutionId, createdAt: clock.now() } });
      return id;
    },

    phoneProven,

    /** Looks once more, when the directory may have been put right meanwhile. */
    async lookAgain(registrationId: string): ReturnType<typeof phoneProven> {
      const registration = await find(registrationId);
      const proof = registration?.phoneVerificationId;
      return proof ? phoneProven(registrationId, proof) : fail('registration.incomplete');
    },

    async emailProven(
      registrationId: string,
      verificationId: string,
    ): Promise<Result<string, 'registration.incomplete'>> {
      const registration = await find(registrationId);
      if (!registration) return fail('registration.incomplete');
      const { botId, chatId, institutionId } = registration;
      const email = await links.proof(verificationId, { botId, chatId }, institutionId);
      if (!email) return fail('registration.incomplete');
      await db.registration.update({ where: { id: registrationId }, data: { emailVerificationId: verificationId } });
      return ok(email);
    },

    async person(registrationId: string): Promise<KnownPerson | null> {
      const registration = await find(registrationId);
      const person = registration?.personId ? await directory.byId(registration.personId) : null;
      return person?.ok ? person.value : null;
    },

    /** Makes the one-time page for the password; the chat's earlier ones die. Null when a proof is missing or too old by now, or somebody came first. */
    async openPasswordPage(registrationId: string): Promise<string | null> {
      const proof = await proven(registrationId);
      if (!proof.ok) return null;
      const { botId, chatId } = proof.value.registration;
      const chat = { botId, chatId };
      await closeOf(chat);
      const page = { purpose: PAGE, subjectId: registrationId, chat, lifetime: PASSWORD_PAGE_LIFETIME } as const;
      return openPage({ db, clock }, page);
    },

    async look(
      pageId: string,
    ): Promise<Result<PasswordPageView, PageEnd | 'registration.incomplete' | 'registration.taken'>> {
      const page = await livePage({ db, clock }, PAGE, pageId);
      if (!page.ok) return page;
      const proof = await proven(page.value.subjectId);
      if (!proof.ok) return proof;
      const { person, phone, email, registration } = proof.value;
      return ok({
        chat: { botId: registration.botId, chatId: registration.chatId },
        institutionId: registration.institutionId,
        fullName: person.fullName,
        words: [...person.fullName.split(/[\s-]+/), phone, phone.slice(2), email, ...email.split(/[@.]/)],
      });
    },

    /**
     * Makes the account: once per page, once per person, once per address. On failure the caller must roll its transaction
     * back, so that the page stays usable.
     */
    async complete(
      pageId: string,
      passwordHash: string,
    ): Promise<Result<string, PageEnd | 'registration.incomplete' | 'registration.taken'>> {
      const page = await usePage({ db, clock }, PAGE, pageId);
      if (!page.ok) return page;
      const now = clock.now();
      const proof = await proven(page.value.subjectId);
      if (!proof.ok) return proof;
      const { registration, person, phone, email } = proof.value;
      const { institutionId } = registration;

      const account = await makeAccount({ institutionId, personId: person.id, passwordHash, createdAt: now });
      if (!account) return fail('registration.taken');
      const identifier = { institutionId, accountId: account.id, verifiedAt: now };
      const identifiers = await db.identifier.createMany({
        data: [
          { ...identifier, kind: 'phone', value: phone },
          { ...identifier, kind: 'email', value: email },
        ],
        skipDuplicates: true,
      });
      if (identifiers.count < 2) return fail('registration.taken');

      const chat = { botId: registration.botId, chatId: registration.chatId };
      await db.registration.update({
        where: { id: registration.id },
        data: { completedAt: now, accountId: account.id },
      });
      await accounts({ db, clock }).join(chat, account.id);
      await tell(jobs, chat, `registered:${account.id}`, { type: 'registered', accountId: account.id });
      return ok(account.id);
    },
  };
}
