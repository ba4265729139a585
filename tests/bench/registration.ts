import { randomBytes } from 'node:crypto';
import { exchange } from '#bot/sandbox/exchange.ts';
import { type MailboxLetter, startMailbox } from '#bot/sandbox/mailbox.ts';
import type { ChatMessage } from '#bot/sandbox/telegram/world.ts';
import { loadTexts, type TextArgs } from '#locales/texts.ts';
import type { TestDatabase } from '#tests/support/server.ts';
import { startMeasured } from './child.ts';
import { BOT_TOKEN, type Telegram, type Waits } from './people.ts';

const LINE = '+78005553535';
const PASSWORD = 'correct horse battery staple 7';
const DOMAIN = 'student.sechenov.ru';
const texts = loadTexts();
const say = (key: string, args: TextArgs = {}): string => texts.plain('ru', key, args);

const UNIVERSITY = 'Сеченовский университет';

const button = (text: string) => (message: ChatMessage) =>
  message.buttons?.flat().some((one) => one.text === text) ?? false;
const keyboard = (message: ChatMessage) => message.replyKeyboard !== undefined;
const picture = (message: ChatMessage) => message.photo !== undefined;

/** The last line of a text, as Telegram shows it. */
function line(key: string, args?: TextArgs) {
  const shown = say(key, args).replace(/<[^>]+>/g, '');
  const last = shown.split('\n').at(-1) ?? '';
  return (message: ChatMessage) => message.text?.includes(last) ?? false;
}

/** The house as a process of its own, amid a mail server, a telephone exchange and a directory; and the way through it. */
export async function startHouse(telegram: Telegram, { url, prisma }: TestDatabase) {
  const mailbox = await startMailbox();
  const secret = randomBytes(16).toString('hex');
  const house = await startMeasured('house.ts', {
    BOT_TOKEN,
    TELEGRAM_API_ROOT: telegram.url,
    DATABASE_URL: url,
    SMTP_URL: mailbox.url,
    PORT: '0',
    CALL_PROVIDER: 'webhook',
    CALL_NUMBER: LINE,
    CALL_WEBHOOK_SECRET: secret,
    SECRET_KEY: randomBytes(32).toString('base64'),
    LOG_LEVEL: 'warn',
  });
  const telephone = exchange({ webhookUrl: `${house.ready}/webhooks/call`, secret, numbers: [LINE] });
  const readers = new Map<string, (letter: MailboxLetter) => void>();
  mailbox.subscribe((letter) => readers.get(letter.to)?.(letter));
  const letterTo = (address: string) =>
    new Promise<string>((resolve) => readers.set(address, ({ text }) => resolve(text)));
  let people = 0;

  /** Somebody whom the directory knows. */
  async function student(): Promise<{ phone: string; name: string; mail: string; corporate: string }> {
    people += 1;
    const number = people;
    const phone = `+7916${String(number).padStart(7, '0')}`;
    const name = `Примерова Анна ${number}`;
    await prisma.person.create({
      data: {
        institutionId: 'isu',
        externalId: phone,
        fullName: name,
        roles: ['student'],
        phones: { create: { phone, institutionId: 'isu' } },
      },
    });
    return { phone, name, mail: `anna${number}@example.org`, corporate: `anna${number}@${DOMAIN}` };
  }

  /** Sends a page's form as this person's browser does, behind the institution's proxy. */
  async function posts(page: string, phone: string, fields: Record<string, string>): Promise<void> {
    const headers = { 'X-Forwarded-For': phone };
    const html = await (await fetch(page, { headers })).text();
    const form = /name="form" value="([^"]*)"/.exec(html)?.[1];
    const body = new URLSearchParams({ ...(form ? { form } : {}), ...fields });
    const answer = await fetch(page, { method: 'POST', headers, body });
    if (!answer.ok) throw new Error(`The page answered ${answer.status}: ${await answer.text()}`);
  }

  /** The whole way, from /start to the QR: nine messages and presses, and three things done elsewhere. */
  async function registers(waits: Waits): Promise<void> {
    const { phone, name, mail, corporate } = await student();
    const anna = telegram.person(phone, name, waits);

    await anna.does((person) => person.start(), button(UNIVERSITY));
    await anna.does((person) => person.press(UNIVERSITY), button(say('button-agree')));
    await anna.does((person) => person.press(say('button-agree')), keyboard);
    await anna.does((person) => person.shareContact(), button(say('button-called')));
    await anna.elsewhere(() => telephone.call({ from: phone, to: LINE }), line('register-email'));

    const letter = letterTo(mail);
    await anna.does((person) => person.send(mail), button(say('button-resend')));
    const link = /https?:\/\/\S+\/l\/[\w-]+/.exec(await letter)?.[0] ?? '';
    await anna.elsewhere(() => posts(link, phone, {}), button(say('button-name-right')));

    const asked = await anna.does((person) => person.press(say('button-name-right')), button(say('button-password')));
    const page = asked.buttons?.flat().find(({ text }) => text === say('button-password'))?.url ?? '';
    const linkEmail = say('button-link-email', { domain: DOMAIN });
    await anna.elsewhere(() => posts(page, phone, { password: PASSWORD }), button(linkEmail));

    await anna.does((person) => person.press(linkEmail), line('authorize-address', { domain: DOMAIN }));
    const second = letterTo(corporate);
    await anna.does((person) => person.send(corporate), button(say('button-resend')));
    const code = /^\d{6}$/m.exec(await second)?.[0] ?? '';
    await anna.does((person) => person.send(code), picture);
  }

  return {
    registers,
    used: house.used,
    async stop(): Promise<void> {
      await house.stop();
      await mailbox.close();
    },
  };
}
