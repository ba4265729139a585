import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createIntake } from '#bot/intake/intake.ts';
import type { Original, Signal } from '#bot/intake/signal.ts';
import { consentText } from '#bot/journeys/consent-text.ts';
import { commands } from '#bot/transport/introduce.ts';
import { systemClock } from '#core/clock.ts';
import { createCore } from '#core/core.ts';
import type { Db } from '#core/database.ts';
import { journeyNames } from '#core/faq/article.ts';
import type { Content } from '#core/helpdesk/content.ts';
import { defaultInstitutions } from '#core/institutions.ts';
import { sqlJobs } from '#core/jobs-sql.ts';
import { createSecrets } from '#core/secrets.ts';
import { loadTexts } from '#locales/texts.ts';
import { type TestDatabase, testDatabase } from '#tests/support/database.ts';
import { sharedFaq } from '#tests/support/faq.ts';

const chat = { botId: 7n, chatId: 1n };
const place = { botId_chatId: chat };
const texts = loadTexts();
const secrets = createSecrets(Buffer.alloc(32, 1));
const SCREEN = 5;
const faults: string[] = [];

let database: TestDatabase;
let accept: (signal: Signal, original?: Original) => Promise<unknown>;
beforeAll(async () => {
  database = await testDatabase();
  const faq = await sharedFaq();
  const line = { kind: 'static', numbers: ['+78005553535'] } as const;
  const core = (db: Db) => createCore({ db, clock: systemClock, secrets, jobs: sqlJobs(db), line });
  const intake = createIntake({
    arrived: async () => undefined,
    ...{ transaction: (work) => database.prisma.$transaction(work), core, faq: faq.current, clock: systemClock },
    ...{
      texts,
      institutions: defaultInstitutions,
      log: pino({ level: 'error' }, { write: (line: string) => void faults.push(line) }),
      onMessages: () => undefined,
    },
  });
  let updates = 0;
  accept = (signal, original) => {
    updates += 1;
    const envelope = { key: `update:${updates}`, chat, signal, from: { languageCode: 'ru' } };
    return intake.accept({ ...envelope, ...(original ? { original } : {}) });
  };
});
afterAll(async () => {
  await database.close();
  expect(faults).toEqual([]);
});

/** Whatever a person can do, by its name. */
const doings: [name: string, signal: Signal, content: Content | undefined][] = [];
const does = (name: string, signal: Signal, content?: Content) => doings.push([name, signal, content]);

for (const payload of ['', 'isu', 'eljur', 'gosuslugi', 'faq', 'faq-eljur__recover', 'inv-K5X2MNP7QRS9'])
  does(`/start ${payload}`, { kind: 'start', payload });
for (const name of [...commands, 'curator', 'confirm-email', 'human', 'continue'])
  does(`/${name}`, { kind: 'command', name });
const anywhere = [
  ...journeyNames.map((name) => `faq-to:${name}`),
  ...['eljur.recover', 'eljur.register', 'eljur.where_code', 'eljur.gosuslugi_not_found', 'isu.register'].map(
    (intent) => `faq-go:${intent}`,
  ),
  ...[
    'helpdesk:1',
    'helpdesk-back',
    'helpdesk-end:1',
    'helpdesk-rate:1-5',
    'human-of:isu',
    'human-of:eljur',
    'human-of:5~isu',
    'human-this:5',
  ],
  ...['faq-use:1', 'faq-not:1', 'faq-helped:1', 'refresh-pass', 'request-take:1'],
];
for (const data of anywhere) does(`a button ~${data}`, { kind: 'press', data: `~${data}`, messageId: 40 });
// On the screen itself whoever agrees has agreed.
const actions = ['agree', 'curator', 'send', 'back', 'continue', 'over', 'again', 'end', 'sure', 'stay'];
actions.push('authorize', 'to:isu', 'to:eljur', 'recover', 'code', 'gosuslugi', 'find', 'by-email', 'name-right');
for (const action of actions) {
  does(`an old button ${action}`, { kind: 'press', data: `${SCREEN - 1}:${action}`, messageId: 40 });
  if (action !== 'agree') does(`a button ${action}`, { kind: 'press', data: `${SCREEN}:${action}`, messageId: 40 });
}
const said = ['+7 905 123-45-67', 'anna@mail.ru', '123456', 'ABCD-EFGH-JKLM', 'Согласна', 'да', 'Продолжить', 'дальше'];
said.push(
  'пропуск',
  'забыла пароль от журнала',
  'хочу зарегистрироваться',
  'позовите куратора',
  'войти через Госуслуги',
);
said.push(
  'где взять код приглашения',
  'не приходит письмо',
  'Иванова Анна Петровна',
  'добавить ребёнка',
  'начать заново',
);
for (const text of said) {
  does(`“${text}”`, { kind: 'text', text, messageId: 50 }, { type: 'text', text });
  does(`“${text}” by an edit`, { kind: 'edited', text, messageId: 50 }, { type: 'text', text });
}
const shared: Content = { type: 'copy', what: 'contact', summary: '' };
does('a contact', { kind: 'contact', phone: '+79051234567', own: true }, shared);
does('a picture', { kind: 'picture', fileId: 'p', messageId: 52 }, { type: 'media', kind: 'photo', fileId: 'p' });
for (const what of ['voice', 'document', 'sticker', 'forwarded'] as const)
  does(`a ${what}`, { kind: 'unexpected', what, messageId: 53 }, { type: 'media', kind: 'document', fileId: 'f' });
does('a reaction', { kind: 'reaction', emoji: '👍', messageId: 40 });

/** Where nothing but what a person tells the helpdesk is done with their data. */
const isFree = (journey: string, step: string): boolean =>
  ['welcome', 'human', 'home', 'curator'].includes(journey) || (journey === 'school' && step === 'home');

/** Puts the person where they are before each of their doings. */
async function stands(at: { institutionId: string; journey: string; step: string; data: object }): Promise<void> {
  const { prisma } = database;
  await prisma.ticket.deleteMany();
  await prisma.conversation.deleteMany();
  await prisma.outbox.deleteMany();
  const createdAt = new Date();
  await prisma.conversation.create({ data: { ...chat, ...at, language: 'ru', screen: SCREEN, createdAt } });
  if (at.step !== 'talk') return;
  const ticket = {
    id: 1,
    institutionId: at.institutionId,
    openKey: 'open',
    language: 'ru',
    reason: 'asked',
    facts: {},
  };
  await prisma.ticket.create({ data: { ...chat, ...ticket, createdAt } });
}

/** Where they are after it. */
async function after(signal: Signal, content: Content | undefined) {
  const messageId = 'messageId' in signal && signal.messageId ? signal.messageId : 60;
  await accept(signal, content && { content, messageId });
  return database.prisma.conversation.findUniqueOrThrow({ where: place });
}

const behind = { journey: 'welcome', step: 'consent', data: {} };
describe.each([
  ['isu', 'at the consent', 'welcome', 'consent', {}],
  ['eljur', 'at the consent', 'welcome', 'consent', {}],
  [
    'eljur',
    'at the consent with a step behind it',
    'welcome',
    'consent',
    { wanted: { journey: 'recover', step: 'ways', data: {} } },
  ],
  ['isu', 'before the conversation', 'human', 'words', behind],
  ['eljur', 'before the conversation', 'human', 'words', behind],
  ['eljur', 'in the conversation', 'human', 'talk', { ...behind, ticket: 1 }],
  ['eljur', 'at a home that is nobody’s', 'school', 'home', {}],
])('who has agreed to nothing, of %s, %s', (institutionId, _, journey, step, data) => {
  it('gets to no step behind the consent, whatever they do', async () => {
    for (const [name, signal, content] of doings) {
      await stands({ institutionId, journey, step, data });
      const now = await after(signal, content);
      expect(isFree(now.journey, now.step), `${name} led to ${now.journey}/${now.step}`).toBe(true);
    }
    const { consent, registration, verification, enrollment, account } = database.prisma;
    const kept = [consent.count(), registration.count(), verification.count(), enrollment.count(), account.count()];
    expect(await Promise.all(kept)).toEqual([0, 0, 0, 0, 0]);
  });
});

describe.each([
  ['at home', 'home', 'home', {}],
  ['in the registration', 'register', 'phone', {}],
  ['asked whether to go on', 'welcome', 'resume', { journey: 'register', step: 'phone', data: {}, chosen: 'eljur' }],
])('who has agreed at the university, %s', (_, journey, step, data) => {
  it('gets to nothing of the journal without agreeing there, whatever they do', async () => {
    const university = defaultInstitutions.find(({ kind }) => kind === 'university');
    if (!university) throw new Error('There is none');
    const { version } = consentText(texts, 'ru', university);
    const given = { purpose: 'account', channel: 'telegram', language: 'ru', textVersion: version, textHash: '' };
    const { consent } = database.prisma;
    await consent.create({ data: { ...chat, ...given, institutionId: university.id, givenAt: new Date() } });
    let went = 0;
    for (const [name, signal, content] of doings) {
      await stands({ institutionId: university.id, journey, step, data });
      const now = await after(signal, content);
      const free = isFree(now.journey, now.step);
      expect(free || now.institutionId === university.id, `${name} led to ${now.journey}/${now.step}`).toBe(true);
      if (now.institutionId !== university.id || (now.journey === 'welcome' && journey !== 'welcome')) went += 1;
    }
    // Some of it does lead there: to the question for its consent, or whether to leave what is under way.
    expect(went).toBeGreaterThan(0);
    await consent.deleteMany();
  });
});
