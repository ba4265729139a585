import { randomBytes, randomUUID } from 'node:crypto';
import { type Core, createCore } from '#core/core.ts';
import type { Db } from '#core/database.ts';
import { hashes } from '#core/invitations/code.ts';
import { sqlJobs } from '#core/jobs-sql.ts';
import type { Language } from '#core/language.ts';
import { createSecrets } from '#core/secrets.ts';
import type { Role } from '#prisma/generated/enums.ts';
import { transactions } from '#prisma/transactions.ts';
import { type Actor, textOf } from './actor.ts';
import { fills } from './forms.ts';
import { conversationOf, type Words, words } from './stories.ts';
import type { World } from './world.ts';

/** A school's row, as far as stories need it. */
export interface SchoolOfTest {
  id: string;
  slug: string;
  name: string;
  host: string;
}

/** What somebody types on the page of an enrollment. */
export interface EnrollForm {
  login?: string;
  password?: string;
  email?: string;
  name?: string;
}

export interface CardOptions {
  /** `st`, `pt`, `tr` or `ar` by the role. */
  role: Role;
  name?: string;
  className?: string;
  /** A parent's card belongs to a pupil's. */
  childId?: string;
  birthDate?: Date;
  email?: string;
  snilsHash?: string;
}

/** A password that the journal takes: letters and digits only. */
export const JOURNAL_PASSWORD = 'tyulen4gromkopoet';

export const journal = (language: Language): string => (language === 'ru' ? 'Школа (ЭлЖур)' : 'School (ElJur journal)');

let schools = 0;

/** The house's own use cases over this world's database, in one transaction; once more where the house at work got in its way. */
export function inCore<T>(world: World, work: (core: Core, db: Db) => Promise<T>): Promise<T> {
  const secrets = secretsOf(world);
  return transactions(world.database.prisma)((db) =>
    work(createCore({ db, clock: world.clock, secrets, jobs: sqlJobs(db), line: null }), db),
  );
}

export const secretsOf = (world: World) => createSecrets(Buffer.from(world.settings.SECRET_KEY ?? '', 'base64'));

/** A school of the journal. */
export async function school(
  world: World,
  options: Partial<{ number: string; name: string; region: string; slug: string; host: string }> = {},
): Promise<SchoolOfTest> {
  schools += 1;
  const number = options.number ?? String(3000 + schools);
  const name = options.name ?? `Школа № ${number}`;
  return world.database.prisma.school.create({
    data: {
      institutionId: 'eljur',
      slug: options.slug ?? `s${number}-${schools}`,
      number,
      name,
      region: options.region ?? 'Москва',
      host: options.host ?? `${number}-${schools}.eljur.ru`,
    },
    select: { id: true, slug: true, name: true, host: true },
  });
}

/** A record that the school keeps of a pupil, a parent or a member of staff. */
export async function card(world: World, { id: schoolId }: SchoolOfTest, options: CardOptions): Promise<string> {
  const { id } = await world.database.prisma.person.create({
    data: {
      institutionId: 'eljur',
      externalId: `test-${randomUUID()}`,
      schoolId,
      fullName: options.name ?? '',
      roles: [options.role],
      className: options.className ?? null,
      childId: options.childId ?? null,
      birthDate: options.birthDate ?? null,
      email: options.email ?? null,
      snilsHash: options.snilsHash ?? null,
    },
  });
  return id;
}

export interface Family {
  className: string;
  pupil: { id: string; name: string };
  /** The parent's card, without a name. */
  parentId: string;
}

/** A class of pupils, each with a parent whom the list does not name. */
export async function classOf(
  world: World,
  school: SchoolOfTest,
  { className = '6А', pupils = ['Николаева Варвара'] }: { className?: string; pupils?: string[] } = {},
): Promise<Family[]> {
  const families: Family[] = [];
  for (const name of pupils) {
    const id = await card(world, school, { role: 'student', name, className });
    const parentId = await card(world, school, { role: 'parent', childId: id });
    families.push({ className, pupil: { id, name }, parentId });
  }
  return families;
}

export interface InvitationOptions {
  personId: string;
  role: Role;
  /** As the school printed it elsewhere; ours unless given. */
  code?: string;
}

/** A live code for a card. */
export async function invitation(
  world: World,
  { id: schoolId }: SchoolOfTest,
  { personId, role, code }: InvitationOptions,
): Promise<string> {
  return inCore(world, async ({ invitations }) => {
    const wanted = { schoolId, personId, role, curatorId: null };
    const made = code ? await invitations.importPrinted({ ...wanted, code }) : await invitations.issue(wanted);
    if (!made.ok) throw new Error(made.error);
    return made.value.code;
  });
}

/** The row of a code. */
export const invitationOf = (world: World, code: string) =>
  world.database.prisma.invitation.findFirstOrThrow({ where: { codeHash: hashes(secretsOf(world), code).codeHash } });

/** Somebody in the chat who has agreed and stands where the journal begins. */
export async function visitor(world: World, language: Language): Promise<{ anna: Actor; say: Words }> {
  const say = words(language);
  const anna = await world.person({ languageCode: language, known: false });
  await anna.opens('/start eljur').expects(say.text('welcome-consent-school'));
  await anna.presses(say.button('agree')).expects(say.text('school-entry'));
  return { anna, say };
}

/** Where a button of this label leads. */
export async function addressOf(anna: Actor, label: string): Promise<string> {
  const { button } = await anna.button(label);
  return button.url ?? button.web_app?.url ?? '';
}

export interface Registered {
  anna: Actor;
  say: Words;
  login: string;
  password: string;
  email: string;
  accountId: string;
}

/** From the code to the account, through the chat and the page, without further codes. */
export async function enrolls(
  world: World,
  { anna, say }: { anna: Actor; say: Words },
  code: string,
  form: EnrollForm = {},
): Promise<Registered> {
  await anna.types(code).expects(say.text('invite-confirm'));
  await anna.presses(say.button('invitation-mine'));
  if (!code.startsWith('st')) {
    await anna.expects(say.text('invite-so-far'));
    await anna.presses(say.button('no-more-codes'));
  }
  await anna.expects(say.text('invite-page'));
  return finishes(world, { anna, say }, form);
}

/** Fills the page of an enrollment in and waits until the chat knows. */
export async function finishes(
  world: World,
  { anna, say }: { anna: Actor; say: Words },
  form: EnrollForm = {},
): Promise<Registered> {
  const login = form.login ?? `anna${randomBytes(3).toString('hex')}`;
  const password = form.password ?? JOURNAL_PASSWORD;
  const email = form.email ?? `${login}@example.org`;
  const typed = { login, password, email, ...(form.name === undefined ? {} : { fullName: form.name }) };
  const answer = await fills(await addressOf(anna, say.button('enroll')), typed);
  if (answer.status !== 200) throw new Error(`The page answered ${answer.status}: ${answer.text}`);
  await anna.expects(say.text('school-done'));
  // And where they are then.
  await world.delivered(anna.person.id);
  const made = await world.database.prisma.account.findFirstOrThrow({
    where: { loginKey: { startsWith: login.toLowerCase() } },
    orderBy: { createdAt: 'desc' },
  });
  return { anna, say, login: made.login ?? '', password, email, accountId: made.id };
}

/** A parent of one child, registered; the school and the class are made for them unless given. */
export async function parent(
  world: World,
  language: Language,
  form: EnrollForm = {},
  at?: SchoolOfTest,
): Promise<Registered & { school: SchoolOfTest; family: Family }> {
  const where = at ?? (await school(world));
  const [family] = await classOf(world, where);
  if (!family) throw new Error('A class of nobody');
  const code = await invitation(world, where, { personId: family.parentId, role: 'parent' });
  const name = { name: 'Николаева Ольга', ...form };
  return { ...(await enrolls(world, await visitor(world, language), code, name)), school: where, family };
}

/** Signs in on the school's page; the account's page as the person sees it then, or what the login page says instead. */
export async function signsIn(
  world: World,
  { slug }: SchoolOfTest,
  { login, password }: { login: string; password: string },
): Promise<{ ok: boolean; text: string; cookie: string; page: string }> {
  const answer = await fetch(`${world.url}/s/${slug}/login`, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({ login, password }),
  });
  const page = answer.headers.get('location');
  if (answer.status !== 303 || !page) return { ok: false, text: await answer.text(), cookie: '', page: '' };
  const cookie = answer.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
  const account = await fetch(new URL(page, world.url), { headers: { cookie } });
  return { ok: account.ok, text: await account.text(), cookie, page };
}

/** A curator of the school, with a chat of their own. */
export async function curatorOf(
  world: World,
  { id: schoolId }: SchoolOfTest,
  language: Language,
  name = 'Климова Ирина',
): Promise<{ id: string; name: string; chat: Actor }> {
  const chat = await world.person({ languageCode: language, known: false });
  await chat.opens('/start').expects(words(language).text('welcome-institution'));
  const { botId, chatId } = await conversationOf(world, chat);
  return inCore(world, async ({ curators }) => {
    const { id, link } = await curators.add(schoolId, name);
    const accepted = await curators.accept({ botId, chatId }, link.replace(/^cur-/, ''));
    if (!accepted.ok) throw new Error(accepted.error);
    return { id, name, chat };
  });
}

/** What stands in the chat since the last action, for tests that look for what must not be said. */
export const saidOf = (anna: Actor): string => anna.said().map(textOf).join('\n');
