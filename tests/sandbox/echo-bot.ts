import { setTimeout } from 'node:timers/promises';
import { toBuffer } from 'qrcode';

interface Incoming {
  chat: { id: number };
  text?: string;
  contact?: { phone_number: string };
}

interface Update {
  update_id: number;
  message?: Incoming;
  callback_query?: { id: string; data: string; message: { chat: { id: number }; message_id: number } };
  inline_query?: { id: string; query: string; offset: string };
}

/** What a pass of the stand-in bot says: as many digits as a real one. */
export const passText = '6'.repeat(100) + '4'.repeat(92);
export const line = '+78005553535';

/**
 * A small bot for trying the page without the real one: it answers over the sandbox's Bot API as any bot would.
 * @returns how to stop it
 */
export async function startEchoBot(apiRoot: string, token: string): Promise<{ close(): Promise<void> }> {
  const stop = new AbortController();
  const call = async (method: string, body: Record<string, unknown> | FormData): Promise<unknown> => {
    const json = body instanceof FormData ? body : JSON.stringify(body);
    const headers = body instanceof FormData ? {} : { 'Content-Type': 'application/json' };
    const answer = await fetch(`${apiRoot}/bot${token}/${method}`, {
      method: 'POST',
      headers,
      body: json,
      signal: stop.signal,
    });
    const { ok, result, description } = (await answer.json()) as { ok: boolean; result: unknown; description?: string };
    if (!ok) throw new Error(`${method}: ${description}`);
    return result;
  };
  const say = (chat: number, text: string, more: object = {}) =>
    call('sendMessage', { chat_id: chat, text, parse_mode: 'HTML', ...more });
  const inline = (...rows: object[][]) => ({ reply_markup: { inline_keyboard: rows } });

  async function onMessage({ chat, text, contact }: Incoming): Promise<unknown> {
    // It has nothing to say in groups.
    if (chat.id < 0) return undefined;
    if (text === '/start') {
      return say(chat.id, '<b>Здравствуйте!</b>\nЯ помогу получить пропуск. Где вы учитесь или работаете?', {
        ...inline(
          [{ text: 'Сеченовский университет', callback_data: 'university' }],
          [
            { text: 'Сайт', url: 'https://isu.sechenov.ru/' },
            { text: 'English', callback_data: 'en' },
          ],
        ),
      });
    }
    if (contact) {
      return say(chat.id, `Позвоните на <b>+7 800 555-35-35</b> с номера ${contact.phone_number}. Звонок бесплатный.`, {
        reply_markup: { remove_keyboard: true },
      });
    }
    if (text === '/pass') return sendPass(chat.id);
    return say(chat.id, text ? `Вы написали: ${text.replaceAll('<', '&lt;')}` : 'Такое сообщение я не понимаю.');
  }

  async function onPress(
    id: string,
    data: string,
    message: { chat: { id: number }; message_id: number },
  ): Promise<void> {
    await call('answerCallbackQuery', { callback_query_id: id, text: data === 'en' ? 'English it is' : '' });
    if (data !== 'university') return;
    await call('editMessageText', {
      chat_id: message.chat.id,
      message_id: message.message_id,
      text: 'Вы выбрали университет.',
    });
    await say(message.chat.id, 'Подтвердим телефон. Поделитесь номером одной кнопкой или напишите его.', {
      reply_markup: {
        keyboard: [[{ text: 'Поделиться номером', request_contact: true }], [{ text: 'Назад' }]],
        resize_keyboard: true,
      },
    });
  }

  /** Offers the numbers from 1 to 30 that have what was typed in them, as articles, twenty at a time. */
  function onInline({ id, query, offset }: { id: string; query: string; offset: string }): Promise<unknown> {
    const found = Array.from({ length: 30 }, (_, at) => String(at + 1)).filter((number) =>
      number.includes(query.trim()),
    );
    const from = Number(offset);
    return call('answerInlineQuery', {
      ...{ inline_query_id: id, next_offset: found.length > from + 20 ? String(from + 20) : '' },
      results: found.slice(from, from + 20).map((number) => ({
        ...{ type: 'article', id: number, title: `Статья ${number}`, description: `О чём статья ${number}` },
        input_message_content: { message_text: `<b>Статья</b> ${number}`, parse_mode: 'HTML' },
      })),
      button: { text: 'Все вопросы', start_parameter: 'faq' },
    });
  }

  async function sendPass(chat: number): Promise<void> {
    const form = new FormData();
    const png = await toBuffer([{ data: passText, mode: 'numeric' }], {
      scale: 16,
      margin: 4,
      errorCorrectionLevel: 'M',
    });
    form.set('chat_id', String(chat));
    form.set('caption', '<b>Анна Примерова</b>\nПропуск действует до 14:32:10.');
    form.set('parse_mode', 'HTML');
    form.set(
      'reply_markup',
      JSON.stringify({ inline_keyboard: [[{ text: 'Обновить пропуск', callback_data: 'refresh' }]] }),
    );
    form.set('photo', new Blob([new Uint8Array(png)], { type: 'image/png' }), 'pass.png');
    await call('sendPhoto', form);
  }

  async function poll(): Promise<void> {
    let offset = 0;
    while (!stop.signal.aborted) {
      try {
        const updates = (await call('getUpdates', { offset, timeout: 20 })) as Update[];
        for (const { update_id, message, callback_query, inline_query } of updates) {
          offset = update_id + 1;
          if (message) await onMessage(message);
          if (inline_query) await onInline(inline_query);
          if (callback_query) await onPress(callback_query.id, callback_query.data, callback_query.message);
        }
      } catch (error) {
        if (stop.signal.aborted) return;
        if (!(error instanceof TypeError)) throw error; // the connection broke: as every bot, this one asks again
        await setTimeout(50);
      }
    }
  }

  const russian = [
    { command: 'start', description: 'Начать сначала' },
    { command: 'pass', description: 'Мой пропуск' },
    { command: 'help', description: 'Помощь' },
  ];
  await call('setMyCommands', { commands: russian });
  const english = russian.map(({ command }) => ({ command, description: `What /${command} does` }));
  await call('setMyCommands', { commands: english, language_code: 'en' });
  const polling = poll();
  return {
    async close() {
      stop.abort();
      await polling;
    },
  };
}
