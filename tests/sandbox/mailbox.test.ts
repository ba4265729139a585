import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { smtpMailer } from '#bot/providers/smtp.ts';
import { startMailbox } from '#bot/sandbox/mailbox.ts';
import type { Letter } from '#core/mail/letter.ts';

const letter: Letter = {
  to: 'anna@example.ru',
  subject: 'Подтвердите почту',
  html: '<p>Нажмите кнопку</p>',
  text: 'Нажмите кнопку',
  messageId: 'confirm-email.1@pass.example.ru',
  headers: { 'Auto-Submitted': 'auto-generated' },
};

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function post(statePath?: string) {
  const mailbox = await startMailbox(statePath ? { statePath } : {});
  const mailer = smtpMailer({ url: mailbox.url, from: 'Пропуск <no-reply@propusk.example>' });
  closing.push(mailbox.close, mailer.close);
  return { mailbox, mailer };
}

describe('a letter over SMTP into the sandbox’s mailbox', () => {
  it('arrives whole, and the subscriber hears of it', async () => {
    const { mailbox, mailer } = await post();
    const heard: string[] = [];
    const stop = mailbox.subscribe(({ subject }) => heard.push(subject));
    expect(await mailer.send(letter)).toEqual({ ok: true, value: undefined });
    stop();
    await mailer.send({ ...letter, subject: 'Ещё одно' });

    expect(heard).toEqual(['Подтвердите почту']);
    expect(mailbox.letters()).toHaveLength(2);
    expect(mailbox.letters()[0]).toMatchObject({
      id: 1,
      from: 'no-reply@propusk.example',
      to: 'anna@example.ru',
      subject: 'Подтвердите почту',
      messageId: '<confirm-email.1@pass.example.ru>',
    });
    expect(mailbox.letters()[0]?.text.trim()).toBe('Нажмите кнопку');
    expect(mailbox.letters()[0]?.html.trim()).toBe('<p>Нажмите кнопку</p>');
    expect(mailbox.letters()[0]?.headers['auto-submitted']).toBe('auto-generated');
  });

  it.each([
    'a@example.ru, b@example.ru',
    'a@example.ru\r\nBcc: b@example.ru',
    '"a@evil.example x"@staff.example.ru',
    'Group: a@example.ru;',
    'Anna <a@example.ru>',
  ])('never goes to %j (abuse cases 4 and 23)', async (to) => {
    const { mailbox, mailer } = await post();
    expect(await mailer.send({ ...letter, to })).toEqual({ ok: false, error: 'mail.refused' });
    expect(mailbox.letters()).toEqual([]);
  });

  it('cannot grow headers out of a subject', async () => {
    const { mailbox, mailer } = await post();
    await mailer.send({ ...letter, subject: 'Hello\r\nBcc: b@example.ru' });
    expect(mailbox.letters()[0]?.to).toBe('anna@example.ru');
    expect(mailbox.letters()[0]?.headers).not.toHaveProperty('bcc');
  });

  it('is refused for good by an address that does not exist, and for now by a busy one, whose address the error does not tell', async () => {
    const { mailer } = await post();
    expect(await mailer.send({ ...letter, to: 'nobody@example.ru' })).toEqual({ ok: false, error: 'mail.refused' });
    await expect(mailer.send({ ...letter, to: 'busy@example.ru' })).rejects.toThrow(/451/);
    await expect(mailer.send({ ...letter, to: 'busy@example.ru' })).rejects.not.toThrow(/busy@/);
  });

  it('is tried again when nobody listens, or when the sender is refused', async () => {
    const { mailbox, mailer } = await post();
    await mailbox.close();
    await expect(mailer.send(letter)).rejects.toThrow(/did not take/);

    const grumpy = createServer((socket: Socket) => {
      socket.write('220 ready\r\n');
      socket.on('data', (data) =>
        socket.write(/^(EHLO|HELO)/.test(String(data)) ? '250 hello\r\n' : '550 not you\r\n'),
      );
      socket.on('error', () => {});
    });
    await new Promise<void>((resolve) => grumpy.listen(0, '127.0.0.1', resolve));
    const address = grumpy.address();
    const port = typeof address === 'object' ? address?.port : 0;
    const refused = smtpMailer({ url: `smtp://127.0.0.1:${port}`, from: 'no-reply@propusk.example' });
    closing.push(() => new Promise((resolve) => grumpy.close(resolve)), refused.close);
    await expect(refused.send(letter)).rejects.toThrow(/MAIL FROM/);
  });
});

describe('the mailbox’s file', () => {
  it('keeps letters over a restart, without a line that a crash cut short', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'mailbox-'));
    closing.push(() => rm(folder, { recursive: true }));
    const statePath = join(folder, 'mail.jsonl');
    const before = await post(statePath);
    await before.mailer.send(letter);
    await before.mailbox.close();
    await appendFile(statePath, '{"id":2,"at":"20');

    const { mailbox, mailer } = await post(statePath);
    await mailer.send({ ...letter, subject: 'После перезапуска' });
    expect(mailbox.letters().map(({ id, subject }) => [id, subject])).toEqual([
      [1, 'Подтвердите почту'],
      [2, 'После перезапуска'],
    ]);
    expect((await startMailboxAgain(statePath)).letters()).toHaveLength(2);
  });

  async function startMailboxAgain(statePath: string) {
    const mailbox = await startMailbox({ statePath });
    closing.push(mailbox.close);
    return mailbox;
  }

  it('keeps the last 500', async () => {
    const { mailbox, mailer } = await post();
    for (let batch = 0; batch < 11; batch++) {
      await Promise.all(Array.from({ length: 50 }, (_, at) => mailer.send({ ...letter, subject: `${batch}-${at}` })));
    }
    expect(mailbox.letters()).toHaveLength(500);
    expect(mailbox.letters()[0]?.id).toBe(51);
  });
});
