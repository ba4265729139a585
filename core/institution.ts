import { isSupportedCountry } from 'libphonenumber-js/max';
import { z } from 'zod';
import { Language } from './language.ts';

const Bilingual = z.object({ ru: z.string().min(1), en: z.string().min(1) });
const Domain = z
  .string()
  .toLowerCase()
  .regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/, 'a mail domain such as student.example.ru');

const Address = z.url({ protocol: /^https?$/, error: 'must be an http or https address' });

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

const Time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time such as 09:00');
/** From when to when, on one day. */
const Hours = z
  .tuple([Time, Time])
  .refine(([from, until]) => from < until, 'must begin before it ends')
  .nullable();
const weekday: z.infer<typeof Hours> = ['09:00', '18:00'];

/** How the institution's helpdesk works. */
export const Helpdesk = z.object({
  /** The operators' forum groups, as Telegram numbers them; HELPDESK_CHAT_ID where none is named. */
  groups: z.array(z.string().regex(/^-\d+$/, 'must be the number of a group, such as -1001234567890')).default([]),
  /** What the operators read. */
  language: Language.default('ru'),
  /** Letters to the helpdesk's address: only while there is no group to write to, or always as a copy. */
  letters: z.enum(['without-group', 'always']).default('without-group'),
  /** Who answers by letter besides the institution's address and its domain: addresses, or domains such as `@partner.example.ru`. */
  senders: z
    .array(
      z
        .string()
        .trim()
        .toLowerCase()
        .regex(/^[^\s@<>]*@[a-z0-9-]+(\.[a-z0-9-]+)+$/, 'must be an address, or a domain such as @partner.example.ru'),
    )
    .default([]),
  /** When somebody answers, in the institution's time zone; null where nobody does that day. */
  schedule: z
    .object({ mon: Hours, tue: Hours, wed: Hours, thu: Hours, fri: Hours, sat: Hours, sun: Hours })
    .partial()
    .transform((days) => ({
      ...{ mon: weekday, tue: weekday, wed: weekday, thu: weekday, fri: weekday, sat: null, sun: null },
      ...days,
    }))
    .prefault({}),
  /** Days on which nobody answers: 2027-01-01. */
  holidays: z.array(z.iso.date()).default([]),
  /** Minutes of working time after which the operators are reminded of somebody who waits. */
  answerWithin: z.int().min(1).default(30),
  /** Hours of the person's silence after which a ticket closes by itself; they are warned when two thirds of them are over. */
  closeAfter: z.int().min(3).default(72),
});
export type Helpdesk = z.infer<typeof Helpdesk>;

const App = z.object({ name: z.string(), appStore: Address, googlePlay: Address });

const Common = z.object({
  /** Also the payload of the deep link `t.me/<bot>?start=<id>`. */
  id: z.string().regex(/^[a-z0-9-]{1,32}$/, 'small letters, digits and hyphens, at most 32'),
  name: Bilingual,
  /** The institution's own site, where people register and sign in. */
  url: Address,
  contacts: z.object({ email: z.email(), phone: z.string().min(5) }),
  timeZone: z.string().refine(isTimeZone, 'must be a time zone such as Europe/Moscow').default('Europe/Moscow'),
  /** When the helpdesk answers; shown to people as it stands. */
  workingHours: Bilingual.default({ ru: 'будни, 9:00–18:00 по Москве', en: 'weekdays, 9:00–18:00 Moscow time' }),
  helpdesk: Helpdesk.prefault({}),
});

const University = Common.extend({
  kind: z.literal('university'),
  /** ISO 3166 code of the country whose mobile numbers are accepted. */
  country: z
    .string()
    .toUpperCase()
    .refine(isSupportedCountry, 'must be the ISO 3166 code of a country, such as RU')
    .default('RU'),
  /** Mail domains that prove a role, matched whole. */
  corporateDomains: z
    .object({ student: Domain, staff: Domain })
    .refine(({ student, staff }) => student !== staff, 'one domain cannot prove two roles'),
  /** How to find one's corporate e-mail. */
  corporateEmailHelp: Address,
  apps: App,
  /** Whether a contact shared through Telegram saves the call. */
  contactSkipsCall: z.boolean().default(false),
});

const School = Common.extend({
  kind: z.literal('school'),
  /** For pupils and parents, and for teachers. */
  apps: App,
  teacherApps: App,
  /** How to get an account on Gosuslugi, and where one's data stand there. */
  gosuslugiHelp: Address.default('https://www.gosuslugi.ru/help/faq/login/1'),
  gosuslugiData: Address.default('https://lk.gosuslugi.ru/settings/account'),
});

export const Institution = z.discriminatedUnion('kind', [University, School]);
export const Institutions = z
  .array(Institution)
  .min(1)
  .refine((all) => new Set(all.map((one) => one.id)).size === all.length, 'two institutions have one id');

export type Institution = z.infer<typeof Institution>;
export type University = z.infer<typeof University>;
/** The school journal as a whole; its schools are kept in the database. */
export type Journal = z.infer<typeof School>;
