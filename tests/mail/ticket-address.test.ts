import { describe, expect, it } from 'vitest';
import { replyAddresses } from '#core/helpdesk/mail/address.ts';
import { createSecrets } from '#core/secrets.ts';

const addresses = replyAddresses(createSecrets(Buffer.alloc(32, 7)), 'helpdesk@bot.example.ru');
const own = addresses.of(142);
const token = /\.([a-z2-7]{16})@/.exec(own)?.[1] ?? '';

/** The same token with another letter at this place. */
const forged = (at: number): string =>
  `helpdesk+t142.${token.slice(0, at)}${token[at] === 'a' ? 'b' : 'a'}${token.slice(at + 1)}@bot.example.ru`;

describe('the address of a ticket', () => {
  it('is that ticket’s, however a mail server writes it', () => {
    for (const address of [own, own.toUpperCase(), ` ${own} `]) expect(addresses.ticketOf(address)).toBe(142);
    expect(addresses.ticketIn(`To: "Helpdesk" <${own}>\r\nCc: x@y.ru`)).toBe(142);
  });

  it('is nobody’s when any letter of its token is another one', () => {
    expect(token).toHaveLength(16);
    for (let at = 0; at < token.length; at += 1) expect(addresses.ticketOf(forged(at))).toBeNull();
  });

  it('opens no other ticket, and none in another house', () => {
    for (const id of [1, 14, 143, 1420]) expect(addresses.ticketOf(own.replace('t142', `t${id}`))).toBeNull();
    const others = replyAddresses(createSecrets(Buffer.alloc(32, 8)), 'helpdesk@bot.example.ru');
    expect(others.ticketOf(own)).toBeNull();
    for (const address of [
      own.replace('bot.example.ru', 'bot.example.ru.evil.com'),
      own.replace('bot.example.ru', 'botxexample.ru'),
      `evil${own}`,
      `${own}, x@y.ru`,
      'helpdesk@bot.example.ru',
      own.replace('t142', 't99999999999'),
    ])
      expect(addresses.ticketOf(address)).toBeNull();
  });

  it('is found behind one that somebody made up', () => {
    expect(addresses.ticketIn(`${forged(3)} ${own}`)).toBe(142);
    expect(addresses.ticketIn(forged(3))).toBeNull();
  });
});
