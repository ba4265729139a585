import { Bot, type Context, GrammyError, InputFile, InputMediaBuilder, Keyboard } from 'grammy';
import QRCode from 'qrcode';
import { Markup, Telegraf } from 'telegraf';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { checkCall, loadBotApiSpec } from '#tests/support/bot-api-spec.ts';
import { serveTelegram, type TelegramServer, TOKEN } from '#tests/support/telegram-server.ts';

const spec = loadBotApiSpec();
/** A machine that is busy with other tests may be slow. */
const PATIENCE = { timeout: 30_000 };
const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function start(): Promise<TelegramServer> {
  const telegram = await serveTelegram();
  closing.push(() => telegram.close());
  return telegram;
}

/** The same short conversation for both: a question with a button, a press, a photo, a contact. */
async function converse(telegram: TelegramServer): Promise<void> {
  const anna = telegram.world.person({ firstName: 'Анна', phone: '79051234567' });
  anna.start('payload');
  await vi.waitFor(
    () => expect(anna.chat.at(-1)).toMatchObject({ html: '<b>payload</b>', buttons: [[{ text: 'Go' }]] }),
    PATIENCE,
  );
  anna.press('Go');
  await vi.waitFor(
    () => expect(anna.chat.at(-1)).toMatchObject({ photo: { width: 132, height: 132 }, caption: 'pass' }),
    PATIENCE,
  );
  expect(anna.chat[1]).toMatchObject({ text: 'gone', edited: true });
  expect(anna.callbackAnswers).toMatchObject([{ text: 'ok' }]);
  anna.send('share');
  await vi.waitFor(() => expect(anna.replyKeyboard).not.toBeNull(), PATIENCE);
  anna.press('Share');
  await vi.waitFor(() => expect(anna.chat.at(-1)?.text).toBe('79051234567'), PATIENCE);
  await vi.waitFor(() => expect(telegram.world.pendingUpdates).toBe(0), PATIENCE);
  if (spec) expect(telegram.world.calls.flatMap((call) => checkCall(spec, call.method, call.params))).toEqual([]);
  expect(telegram.world.calls.filter((call) => !call.ok)).toEqual([]);
}

/** Both put a topic, an album and a quoting copy where an operator reads them. */
async function desk(telegram: TelegramServer) {
  const anna = telegram.world.person({ firstName: 'Анна' });
  anna.start();
  const asked = anna.sendPhoto(undefined, 'Не пускает турникет');
  const group = telegram.world.group({ title: 'Помощь' });
  const seen = (thread: number) => {
    if (spec) expect(telegram.world.calls.flatMap((call) => checkCall(spec, call.method, call.params))).toEqual([]);
    const [head, first, second, copy] = group.messages(thread);
    expect(head?.service).toEqual({ kind: 'topic-created', name: '#1' });
    expect([first?.caption, first?.photo?.width, second?.photo?.width]).toEqual(['раз', 132, 132]);
    expect(first?.albumId).toBe(second?.albumId);
    expect(copy).toMatchObject({ caption: 'Не пускает турникет', replyTo: first?.messageId, quote: 'раз' });
  };
  return { anna, asked, group, seen };
}

const picture = () => QRCode.toBuffer('1234', { scale: 4, margin: 4, version: 1, width: 132 });

describe('real clients', () => {
  it('grammY talks to it', async () => {
    const telegram = await start();
    const bot = new Bot(TOKEN, { client: { apiRoot: telegram.root } });
    bot.command('start', (ctx: Context) =>
      ctx.reply(`<b>${ctx.match}</b>`, {
        parse_mode: 'HTML',
        reply_markup: { inline_keyboard: [[{ text: 'Go', callback_data: 'go' }]] },
      }),
    );
    bot.callbackQuery('go', async (ctx) => {
      await ctx.answerCallbackQuery('ok');
      await ctx.editMessageText('gone');
      await ctx.replyWithPhoto(new InputFile(await picture(), 'pass.png'), { caption: 'pass' });
    });
    bot.hears('share', (ctx) => ctx.reply('?', { reply_markup: new Keyboard().requestContact('Share') }));
    bot.on('message:contact', (ctx) => ctx.reply(ctx.message.contact.phone_number));
    const running = bot.start({ allowed_updates: ['message', 'callback_query'] });
    closing.push(async () => {
      await bot.stop();
      await running;
    });
    await converse(telegram);
    const refused = bot.api.sendMessage(1, 'x');
    await expect(refused).rejects.toBeInstanceOf(GrammyError);
    await expect(refused).rejects.toMatchObject({ error_code: 400, description: 'Bad Request: chat not found' });
  });

  it('grammY works in a group with topics', async () => {
    const telegram = await start();
    const { anna, asked, group, seen } = await desk(telegram);
    const { api } = new Bot(TOKEN, { client: { apiRoot: telegram.root } });
    const { message_thread_id } = await api.createForumTopic(group.id, '#1');
    const photo = async () => new InputFile(await picture(), 'a.png');
    const album = [InputMediaBuilder.photo(await photo(), { caption: 'раз' }), InputMediaBuilder.photo(await photo())];
    const [first] = await api.sendMediaGroup(group.id, album, { message_thread_id });
    await api.copyMessage(group.id, anna.id, asked, {
      message_thread_id,
      reply_parameters: { message_id: first?.message_id ?? 0, quote: 'раз' },
    });
    seen(message_thread_id);
  });

  it('telegraf works in a group with topics', async () => {
    const telegram = await start();
    const { anna, asked, group, seen } = await desk(telegram);
    const api = new Telegraf(TOKEN, { telegram: { apiRoot: telegram.root } }).telegram;
    const { message_thread_id } = await api.createForumTopic(group.id, '#1');
    const photo = async () => ({ type: 'photo' as const, media: { source: await picture() } });
    const album = [{ ...(await photo()), caption: 'раз' }, await photo()];
    const [first] = await api.sendMediaGroup(group.id, album, { message_thread_id });
    await api.copyMessage(group.id, anna.id, asked, {
      message_thread_id,
      reply_parameters: { message_id: first?.message_id ?? 0, quote: 'раз' },
    });
    seen(message_thread_id);
  });

  it('telegraf talks to it', async () => {
    const telegram = await start();
    const bot = new Telegraf(TOKEN, { telegram: { apiRoot: telegram.root, webhookReply: false } });
    bot.start((ctx) =>
      ctx.reply(`<b>${ctx.payload}</b>`, {
        parse_mode: 'HTML',
        ...Markup.inlineKeyboard([Markup.button.callback('Go', 'go')]),
      }),
    );
    bot.action('go', async (ctx) => {
      await ctx.answerCbQuery('ok');
      await ctx.editMessageText('gone');
      await ctx.replyWithPhoto({ source: await picture(), filename: 'pass.png' }, { caption: 'pass' });
    });
    bot.hears('share', (ctx) => ctx.reply('?', Markup.keyboard([Markup.button.contactRequest('Share')])));
    bot.on('message', (ctx) => ('contact' in ctx.message ? ctx.reply(ctx.message.contact.phone_number) : undefined));
    const running = bot.launch({ allowedUpdates: ['message', 'callback_query'] });
    closing.push(async () => {
      bot.stop();
      await running;
    });
    await converse(telegram);
    await expect(bot.telegram.sendMessage(1, 'x')).rejects.toMatchObject({
      response: { error_code: 400, description: 'Bad Request: chat not found' },
    });
  });
});
