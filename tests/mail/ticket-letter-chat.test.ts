import { describe, expect, it } from 'vitest';
import { ticketLetters } from '#core/helpdesk/mail/letters.ts';
import { defaultInstitutions } from '#core/institutions.ts';
import { loadTexts } from '#locales/texts.ts';

const texts = loadTexts();
const ticket = {
  ...{ id: 142, reason: 'asked', botId: 9n, chatId: 567_890_123n, language: 'ru' as const },
  ...{ createdAt: new Date('2026-11-20T09:00:00Z'), facts: {} },
};

function opening(kind: 'university' | 'school', replyTo: string | null) {
  const institution = defaultInstitutions.find((one) => one.kind === kind);
  if (!institution) throw new Error(`No ${kind}`);
  return ticketLetters({ texts, baseUrl: 'https://pass.example.ru', institution, replyTo }).opening(ticket);
}

describe('the person’s number in Telegram', () => {
  it.each(['university', 'school'] as const)(
    'stands in no letter whose answer finds its way by the ticket: %s',
    (kind) => {
      const letter = opening(kind, 'helpdesk+t142.abc@bot.example.ru');
      expect(JSON.stringify(letter)).not.toContain('567890123');
      expect(letter.text).toContain('142');
    },
  );

  it('stands where a university’s helpdesk has no other way to the chat, and never of a school’s people', () => {
    expect(opening('university', null).text).toContain('tg://user?id=567890123');
    expect(JSON.stringify(opening('school', null))).not.toContain('567890123');
  });
});
