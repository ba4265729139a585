import { ImapFlow } from 'imapflow';
import { createTransport } from 'nodemailer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { textOf } from '#tests/support/actor.ts';
import { type Dovecot, dovecotVersion, startDovecot } from '#tests/support/dovecot.ts';
import { saidIn, ticketOf } from '#tests/support/helpdesk-person.ts';
import { remark } from '#tests/support/remarks.ts';
import { atStep, words } from '#tests/support/stories.ts';
import { eventually, World } from '#tests/support/world.ts';

const there = dovecotVersion() !== null;
if (!there) remark('answers from a mailbox were not tried: no dovecot here (apt-get install dovecot-imapd)');

describe.runIf(there)('a helpdesk whose answers lie in a mailbox', () => {
  let dovecot: Dovecot;
  let world: World;
  beforeAll(async () => {
    dovecot = await startDovecot();
    const { user, password, port } = dovecot;
    world = await World.open({
      settings: {
        HELPDESK_MAIL: 'helpdesk@bot.example.ru',
        HELPDESK_SMTP_PORT: '0',
        HELPDESK_IMAP_URL: `imap://${user}:${password}@127.0.0.1:${port}/INBOX`,
      },
    });
  });
  afterAll(async () => {
    await world?.close();
    await dovecot?.close();
  });

  async function inMailbox<Value>(work: (client: ImapFlow) => Promise<Value>): Promise<Value> {
    const { port, user, password: pass } = dovecot;
    const client = new ImapFlow({ host: '127.0.0.1', port, secure: false, auth: { user, pass }, logger: false });
    await client.connect();
    await client.mailboxOpen('INBOX');
    try {
      return await work(client);
    } finally {
      await client.logout();
    }
  }

  it('brings each answer into the chat once, also when it comes by SMTP as well', async () => {
    const say = words('ru');
    const { anna } = await atStep(world, 'email', 'ru');
    await anna.presses(say.button('human')).expects(say.text('human-ask'));
    await anna.types('Помогите').expects(say.text('human-asked'));
    const { id } = await ticketOf(world, anna);
    const opening = await eventually('the opening letter', () =>
      world.mailbox.letters().find(({ subject }) => subject.startsWith(`[#${id}] `)),
    );
    const to = opening.headers['reply-to'] ?? '';
    const raw = `From: Maria <maria@smartics.ru>\r\nTo: ${to}\r\nSubject: Re\r\nMessage-ID: <both@x>\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nЯ вам помогу\r\n`;
    await inMailbox((client) => client.append('INBOX', Buffer.from(raw)));
    await eventually('the answer in the chat', () =>
      anna.person.chat.some((message) => textOf(message).includes('Я вам помогу')),
    );
    const transport = createTransport({ url: world.door, ignoreTLS: true });
    const { response } = await transport.sendMail({ envelope: { from: 'maria@smartics.ru', to }, raw });
    transport.close();
    expect(response).toMatch(/^250/);
    const seen = () => inMailbox((client) => client.search({ seen: true }, { uid: true }));
    await eventually('the mark', async () => ((await seen()) || []).length === 1);
    expect((await saidIn(world, id)).filter(({ author }) => author === 'operator')).toHaveLength(1);
  });
});
