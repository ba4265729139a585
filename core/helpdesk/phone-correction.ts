import type { Clock } from '../clock.ts';
import type { Db } from '../database.ts';
import type { Institution, University } from '../institution.ts';
import type { Jobs } from '../jobs.ts';
import { tell } from '../news.ts';
import { cleanName } from '../people/name.ts';
import { phonesIn } from '../people/phone.ts';
import { fail, ok, type Result } from '../result.ts';
import type { DeskEvents } from './desk-events.ts';
import type { Operator, TicketView } from './ticket.ts';

interface Deps {
  db: Db;
  clock: Clock;
  jobs: Jobs;
  deskEvents: DeskEvents;
  /** The account of a ticket's chat at its institution. */
  accountOf(ticket: TicketView): Promise<{ personId: string } | null>;
}

/** Somebody of the directory whose number is to be corrected. */
export interface Found {
  personId: string;
  name: string;
  /** Their key in 1C. */
  externalId: string;
  phone: string;
}

/** Puts the number right that the directory has of a person. */
export function phoneCorrection({ db, clock, jobs, deskEvents, accountOf }: Deps) {
  /** Whom the university knows behind this chat: of the account, or of the registration under way. */
  async function personOf(ticket: TicketView): Promise<string | null> {
    const account = await accountOf(ticket);
    if (account) return account.personId;
    const { chat, institutionId } = ticket;
    const begun = await db.registration.findFirst({
      where: { ...chat, institutionId },
      orderBy: { createdAt: 'desc' },
    });
    return begun?.personId ?? null;
  }

  /** Whoever has an account of the person learns of it in their own chat: it may be somebody else who writes to the helpdesk. The ticket's own chat goes on registering, if that waits for the number. */
  async function tellChats({ id, chat }: TicketView, personId: string, at: Date): Promise<void> {
    const chats = await db.conversation.findMany({
      where: { account: { personId }, NOT: chat },
      select: { botId: true, chatId: true },
    });
    for (const one of chats)
      await tell(jobs, one, `phone-corrected:${id}:${at.getTime()}`, { type: 'phone-corrected' });
    await tell(jobs, chat, `directory-corrected:${id}:${at.getTime()}`, { type: 'directory-corrected' });
  }

  return {
    /**
     * Reads whose number is to be which: `Петрова Анна Сергеевна +7 905 123-45-67`, a key of 1C in place of the name, or a number alone where
     * the university knows whose chat it is. Changes nothing.
     */
    async findForPhone(
      ticket: TicketView,
      institution: University,
      words: string,
    ): Promise<
      Result<
        Found,
        | 'operators.phone-unreadable'
        | 'operators.person-unnamed'
        | 'operators.person-unknown'
        | 'operators.person-several'
        | 'operators.phone-of-another'
      >
    > {
      const [, who = '', typed = ''] = /^(.*?)(\+?[78]?[\s(-]*\d{3}(?:[\s()-]*\d){7})\s*$/s.exec(words.trim()) ?? [];
      const [phone, another] = phonesIn(typed, institution.country);
      if (!phone || another) return fail('operators.phone-unreadable');
      const named = who.replace(/[\s,;:|—–-]+$/u, '').trim();
      const known = named === '' ? await personOf(ticket) : null;
      if (named === '' && known === null) return fail('operators.person-unnamed');
      const { institutionId } = ticket;
      const spelt = cleanName(named).toLowerCase().replaceAll('ё', 'е');
      const people = await db.$queryRaw<{ id: string; fullName: string; externalId: string }[]>`
        SELECT id, "fullName", "externalId" FROM "Person"
        WHERE "institutionId" = ${institutionId} AND active AND "schoolId" IS NULL AND (
          id = ${known}::uuid OR (${known}::uuid IS NULL AND ("externalId" = ${named} OR translate(lower("fullName"), ${CAPITALS}, ${SMALL}) = ${spelt})))
        LIMIT 2`;
      const [person, other] = people;
      if (!person) return fail('operators.person-unknown');
      if (other) return fail('operators.person-several');
      const anothers = await db.personPhone.findFirst({
        where: { institutionId, phone, personId: { not: person.id }, person: { active: true } },
      });
      if (anothers) return fail('operators.phone-of-another');
      return ok({ personId: person.id, name: person.fullName, externalId: person.externalId, phone });
    },

    /**
     * Makes this the person's one number in the directory, and asks by letter for the same in 1C. It stands against imports until 1C has it.
     * For a senior operator who has checked who asks.
     */
    async correctPhone(
      ticket: TicketView,
      institution: Institution,
      by: Operator,
      { personId, phone }: Pick<Found, 'personId' | 'phone'>,
    ): Promise<
      Result<
        void,
        'operators.no-data' | 'operators.senior-only' | 'operators.person-unknown' | 'operators.phone-of-another'
      >
    > {
      if (institution.kind !== 'university') return fail('operators.no-data');
      if (!by.senior) return fail('operators.senior-only');
      const { institutionId } = ticket;
      const rows = await db.$queryRaw<unknown[]>`
        SELECT 1 FROM "Person" WHERE id = ${personId}::uuid AND "institutionId" = ${institutionId} AND active FOR UPDATE`;
      if (rows.length === 0) return fail('operators.person-unknown');
      const anothers = await db.personPhone.findFirst({
        where: { institutionId, phone, personId: { not: personId }, person: { active: true } },
      });
      if (anothers) return fail('operators.phone-of-another');
      const correctedAt = clock.now();
      await db.personPhone.deleteMany({ where: { personId, NOT: { phone } } });
      await db.personPhone.upsert({
        where: { personId_phone: { personId, phone } },
        create: { personId, institutionId, phone, correctedAt },
        update: { correctedAt },
      });
      const detail = { person: personId };
      await deskEvents.add({ institutionId, ticketId: ticket.id, by: by.id, action: 'phone.corrected', detail });
      await tellChats(ticket, personId, correctedAt);
      await jobs.add('directory-letter', { ticketId: ticket.id, personId });
      return ok(undefined);
    },
  };
}

/** A database's own idea of capitals depends on its settings, and may leave Cyrillic out. «ё» is written as «е» by many. */
const CAPITALS = 'АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯё';
const SMALL = 'абвгдеежзийклмнопрстуфхцчшщъыьэюяе';
