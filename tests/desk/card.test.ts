import { describe, expect, it } from 'vitest';
import { button, readPress } from '#bot/desk/buttons.ts';
import { cardOf, upToDate } from '#bot/desk/card.ts';
import { deskCommands } from '#bot/desk/command-words.ts';
import { answersMenu, keyboardUnder } from '#bot/desk/menus.ts';
import type { Line } from '#bot/desk/sync/plan.ts';
import { createShow } from '#bot/desk/sync/show.ts';
import { topicName } from '#bot/desk/topic-name.ts';
import { allSteps } from '#bot/journeys/journeys.ts';
import { TicketReason } from '#core/helpdesk/reason.ts';
import type { TicketView } from '#core/helpdesk/ticket.ts';
import type { Standing } from '#core/helpdesk/whereabouts.ts';
import { Helpdesk, type Institution } from '#core/institution.ts';
import { defaultInstitutions } from '#core/institutions.ts';
import { languages } from '#core/language.ts';
import { loadTexts } from '#locales/texts.ts';

const texts = loadTexts();
const of = (kind: Institution['kind']): Institution => {
  const found = defaultInstitutions.find((one) => one.kind === kind);
  if (!found) throw new Error(kind);
  return found;
};
const [university, journal] = [of('university'), of('school')];
const english: Institution = { ...university, helpdesk: Helpdesk.parse({ language: 'en' }) };

const ticket: TicketView = {
  ...{ id: 142, institutionId: 'isu', chat: { botId: 9n, chatId: 5n }, reason: 'person.not-found', language: 'en' },
  facts: {
    name: 'Петрова Анна Сергеевна',
    'unconfirmed-phone': '+79051234567',
    email: 'anna@example.org',
    journey: 'register',
    step: 'call',
    error: 'call-too-many',
    questions: 'Где мой QR?',
    words: '<b>Помогите</b> & скорее',
  },
  ...{ createdAt: new Date('2026-11-22T07:00:00Z'), open: true, closedAt: null, closedBy: null, reopenedAt: null },
  ...{ taken: null, firstAnswerAt: null, waitingSince: new Date('2026-11-22T07:05:00Z'), silentSince: null },
  ...{ remindedAt: null, warnedAt: null, rating: null, groupId: -1n, topicId: 7 },
};
const labels = (one: TicketView, institution: Institution, blocked: string | null = null): string[] =>
  cardOf(one, institution, texts, { blocked })
    .keyboard.flat()
    .map(({ text }) => text);
const label = (key: string): string => texts.plain('ru', `button-desk-${key}`);

describe('the card', () => {
  it('tells an operator all that is known, in their language, with nothing of it taken for HTML', () => {
    const { html } = cardOf(ticket, university, texts);
    for (const part of [
      ...['№ 142', 'номера телефона нет в 1С', 'Сеченовский университет', 'Петрова Анна Сергеевна', '+7 905 123-45-67'],
      ...['anna@example.org', 'английский', 'регистрация: звонок', 'Где мой QR?', '10:00', '10:05'],
      '&lt;b&gt;Помогите&lt;/b&gt; &amp; скорее',
    ]) {
      expect(html).toContain(part);
    }
    // The last error in words, not as a code.
    expect(html).not.toContain('call-too-many');
    expect(cardOf(ticket, english, texts).html).toMatch(/the phone number is not in 1C[\s\S]*registration: the call/);
  });

  it('follows the person: what is proven, who it is, where they are, what can be done; the beginning is told as that', () => {
    const standing: Standing = {
      ...{ journey: 'human', step: 'talk', data: { journey: 'register', step: 'email', data: {} } },
      call: 'confirmed',
      letter: 'none',
      ...{ registered: false, undelivered: 0 },
    };
    const facts = { name: 'Сидорова Ольга Юрьевна', phone: '+79051234567' };
    const sharers = [{ name: 'Сидоров Олег', roles: ['student'] }];
    const { html, keyboard } = cardOf(ticket, university, texts, { now: { facts, standing, sharers } });
    expect(html).toContain('Телефон (подтверждён): +7 905 123-45-67');
    expect(html).not.toContain('не подтверждён');
    expect(html).toContain('• Сидоров Олег (студент)');
    expect(html).toMatch(/Сейчас: регистрация: адрес почты[\s\S]*На момент обращения:[\s\S]*регистрация: звонок/);
    const offered = keyboard.flat().map(({ text }) => text);
    for (const key of ['letter', 'call', 'revoke']) expect(offered).not.toContain(label(key));
    expect(keyboard.at(-1)?.map(({ text }) => text)).toEqual([label('close')]);
    expect(topicName(upToDate(ticket, university, facts), university, texts)).toContain('Сидорова О.');
    // Of a journal's people nothing of the kind.
    const school = cardOf({ ...ticket, facts: {} }, journal, texts, { now: { facts, standing, sharers } }).html;
    expect(school).not.toMatch(/Сидоров|905/);
    const unknown = { ...ticket, facts: { 'unconfirmed-phone': '+79051234567' } };
    expect(topicName(unknown, university, texts)).toContain('…45-67');
  });

  it('says errors, attempts and roles in the operators’ words, whether as facts or as one more trouble', () => {
    const facts = { error: 'call.not-confirmed', attempts: '3', role: 'staff' };
    const html = cardOf({ ...ticket, facts }, english, texts).html;
    expect(html).toContain(
      'What did not work, as the bot told them: “Time is up, and we saw no call from your number.”\nAttempts: 3',
    );
    expect(html).toContain('Role: staff member');
    const content = { type: 'trouble' as const, reason: 'call.not-confirmed', facts: { ...ticket.facts, ...facts } };
    const line: Line = {
      ...{
        id: 1n,
        author: 'house',
        content,
        before: null,
        language: 'ru',
        albumId: null,
        unsure: null,
        createdAt: new Date(),
      },
      ...{ source: null, reply: null, deleted: false, shown: false, copy: null, reaction: null, reactionShown: null },
    };
    const place = { ticketId: 142, groupId: -1n, topicId: 7, chat: ticket.chat, institution: english };
    const { params } = createShow(texts).send({ do: 'send', how: 'html', lines: [line], hash: '' }, place);
    // Words that the person has only passed on are not shown as their own.
    const other: Line = {
      ...line,
      author: 'person',
      language: null,
      content: { type: 'text', text: 'чужое', forwarded: 'Боб\n№ 7' },
    };
    const shown = createShow(texts).send({ do: 'send', how: 'text', lines: [other], hash: '' }, place).params;
    expect(shown.text).toBe('↪️ Forwarded from Боб № 7:\nчужое');
    for (const part of ['Time is up', 'Attempts: 3', 'registration: the call', 'staff member']) {
      expect(params.text).toContain(part);
    }
    // Of what the text was told with nothing is kept.
    const domain = cardOf({ ...ticket, facts: { error: 'email.wrong-domain' } }, university, texts).html;
    expect(domain).toContain('Что не получилось, словами бота: «Нужен адрес, который заканчивается на …');
    expect(cardOf({ ...ticket, facts: { error: 'is.unknown' } }, university, texts).html).toContain('is.unknown');
  });

  it('lists several questions, and tells why the person is blocked', () => {
    const facts = { questions: 'Где мой QR?\nКак войти?', unanswered: 'Один вопрос' };
    const { html } = cardOf({ ...ticket, facts }, university, texts, { blocked: 'Пишет <всем>' });
    expect(html).toContain('ответ не помог:\n• Где мой QR?\n• Как войти?\n');
    expect(html).toContain('ответа не нашлось: Один вопрос');
    expect(html).toContain('🚫 Человек заблокирован (Пишет &lt;всем&gt;)');
    expect(cardOf(ticket, english, texts, { blocked: 'abuse' }).html).toContain('🚫 The person is blocked (abuse)');
  });

  it('changes with the ticket', () => {
    const taken = { ...ticket, taken: { by: '501', name: 'Ольга', at: new Date() } };
    expect(cardOf(taken, university, texts).html).toContain('Отвечает: Ольга');
    const closed = { ...ticket, open: false, closedAt: new Date(), closedBy: 'silence' as const, rating: 4 };
    const { html } = cardOf(closed, university, texts, { blocked: 'spam' });
    expect(html).toMatch(/Закрыто[\s\S]*давно молчит[\s\S]*★★★★☆[\s\S]*заблокирован/);
    expect(html).not.toContain('Ждёт ответа');
    expect(labels(ticket, university)).toEqual(expect.arrayContaining([label('take'), label('close'), label('block')]));
    expect(labels(taken, university)).toContain(label('release'));
    expect(labels(closed, university, 'spam')).toEqual(expect.arrayContaining([label('reopen'), label('unblock')]));
    // A closed one is taken by opening it again: nothing waits in the queue.
    for (const one of [closed, { ...taken, open: false }])
      for (const act of ['take', 'release', 'close']) expect(labels(one, university)).not.toContain(label(act));
  });

  it('offers what concerns people’s data where the institution’s helpdesk may see them, and nowhere else', () => {
    const acts = ['letter', 'call', 'phone', 'revoke'].map(label);
    expect(labels(ticket, university)).toEqual(expect.arrayContaining(acts));
    const school = { ...ticket, institutionId: 'eljur', facts: { school: '1399', region: 'Москва' } };
    expect(labels(school, journal).filter((one) => acts.includes(one))).toEqual([]);
    expect(cardOf(school, journal, texts).html).toContain('Школа: 1399');
  });

  it('fits into a message, whatever was told', () => {
    const long = 'очень длинно '.repeat(1000);
    const facts = Object.fromEntries(
      ['name', 'words', 'questions', 'unanswered', 'error', 'other'].map((key) => [key, long]),
    );
    const recent = Array.from({ length: 30 }, () => ({ author: 'person' as const, words: long }));
    const { html } = cardOf({ ...ticket, facts }, university, texts, { recent });
    expect(html.length).toBeLessThanOrEqual(4096);
    expect(html).toContain('№ 142');
  });

  it('names the topic so that it is found', () => {
    expect(topicName(ticket, university, texts)).toBe('#142 · Петрова А. · ISU · телефон');
    expect(topicName({ ...ticket, facts: {} }, english, texts)).toBe('#142 · ISU · phone');
    const endless = { ...ticket, facts: { name: 'Я'.repeat(300) } };
    expect([...topicName(endless, university, texts)].length).toBeLessThanOrEqual(128);
  });

  it('abuse 31: has no marks that turn or break its lines, wherever a name comes from', () => {
    const odd = { ...ticket, facts: { name: 'Пет\u202eрова\u0007 Анна\u2028', school: '<b>1</b>\u202e2' } };
    expect(topicName(odd, university, texts)).toBe('#142 · Петрова А. · ISU · телефон');
    const { html } = cardOf(odd, university, texts);
    expect(html).toContain('&lt;b&gt;1&lt;/b&gt;2');
    expect(html).not.toMatch(/[^\P{C}\n]/u);
  });
});

describe('buttons', () => {
  it('say what to do in which ticket, within Telegram’s 64 bytes', () => {
    expect(readPress(button('x', 'answer', 142, 'phone_1c').callback_data)).toEqual({
      action: 'answer',
      ticketId: 142,
      argument: 'phone_1c',
    });
    expect(readPress('desk:close:7')).toEqual({ action: 'close', ticketId: 7, argument: '' });
    for (const data of ['desk:explode:7', 'desk:close:', 'desk:close:7x', '~home', 'desk:close:12345678901'])
      expect(readPress(data)).toBeNull();
    expect(() => button('x', 'article', 1, 'a'.repeat(60))).toThrow(/64 bytes/);
  });

  it('list answers part by part', () => {
    const answers = Array.from({ length: 20 }, (_, at) => ({
      ...{ name: `a${at}`, title: `Ответ ${at}`, fields: at === 0 ? ['срок'] : [] },
      ...{ folder: 'isu', language: 'ru' as const, body: 'x' },
    }));
    const place = { ticketId: 1, texts, language: 'ru' as const };
    const seen = [0, 1, 2].flatMap((part) => answersMenu(place, answers, part).slice(0, -1));
    expect(seen.map(([one]) => one?.callback_data)).toEqual(answers.map(({ name }) => `desk:answer:1:${name}`));
    expect(seen[0]?.[0]?.text).toBe('Ответ 0 …');
    expect(answersMenu(place, answers, 99)).toEqual(answersMenu(place, answers, 2));
    expect(answersMenu(place, [], 0)).toHaveLength(1);
  });

  it('stand under lines that ask something, and under no others', () => {
    const under = (key: string, args: Record<string, string> = {}) =>
      keyboardUnder({ id: 33n, ticketId: 1, content: { type: 'phrase', key, args } }, texts, 'ru');
    expect(
      under('operators-phone-confirm')
        ?.flat()
        .map(({ callback_data }) => callback_data),
    ).toEqual(['desk:phone-set:1:33', 'desk:phone-leave:1:33']);
    expect(under('operators-faq-found', { intent0: 'isu.call', title0: 'Звонок' })).toEqual([
      [{ text: 'Звонок', callback_data: 'desk:article:1:isu.call' }],
    ]);
    expect(under('operators-deleted')).toBeNull();
  });
});

describe('the operators’ texts', () => {
  it('name every step, every reason and every command', () => {
    const missing = allSteps().filter(([journey, step]) => !texts.has(`operators-step-${journey}-${step}`));
    expect(missing).toEqual([]);
    for (const language of languages) {
      for (const reason of TicketReason.options) {
        const { html } = cardOf({ ...ticket, reason }, language === 'ru' ? university : english, texts);
        expect(html).not.toContain(reason.replaceAll('.', '_'));
      }
      for (const command of deskCommands)
        expect(texts.plain(language, `command-desk-${command}`).length).toBeLessThan(256);
    }
  });
});
