// The least that a bot can do: bare grammY, no database, nothing decided.
import { Bot } from 'grammy';
import { measured } from './child.ts';

const { BOT_TOKEN: token = '', TELEGRAM_API_ROOT: apiRoot = '' } = process.env;
const bot = new Bot(token, { client: { apiRoot } });
bot.on('message:text', (context) => context.reply(context.message.text));
await bot.init();
void bot.start({
  onStart: () =>
    measured(
      '',
      () => 0,
      () => bot.stop(),
    ),
});
