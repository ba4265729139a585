import { describe, expect, it } from 'vitest';
import { ChatWorld } from './telegram-chat.ts';

const chat = new ChatWorld();

describe('what the bot says of itself', () => {
  it('keeps commands by scope and language', async () => {
    const commands = [{ command: 'pass', description: 'Show the pass' }];
    await chat.telegram.call('setMyCommands', { commands, language_code: 'en' });
    expect((await chat.telegram.call('getMyCommands', { language_code: 'en' })).result).toEqual(commands);
    expect((await chat.telegram.call('getMyCommands', { language_code: 'ru' })).result).toEqual([]);
    expect(
      (await chat.telegram.call('getMyCommands', { scope: { type: 'all_private_chats' }, language_code: 'en' })).result,
    ).toEqual([]);
    expect(chat.telegram.world.profile('en').commands).toEqual(commands);
    expect(
      (await chat.telegram.call('setMyCommands', { commands: [{ command: 'Pass', description: 'x' }] })).description,
    ).toBe('Bad Request: BOT_COMMAND_INVALID');
    expect((await chat.telegram.call('setMyCommands', { commands, language_code: 'english' })).ok).toBe(false);
  });

  it('keeps descriptions, names and the menu button', async () => {
    await chat.telegram.call('setMyDescription', { description: 'Что умеет бот', language_code: 'ru' });
    await chat.telegram.call('setMyShortDescription', { short_description: 'A pass' });
    expect((await chat.telegram.call('getMyDescription', { language_code: 'ru' })).result).toEqual({
      description: 'Что умеет бот',
    });
    expect((await chat.telegram.call('getMyShortDescription', { language_code: 'ru' })).result).toEqual({
      short_description: 'A pass',
    });
    expect((await chat.telegram.call('setMyShortDescription', { short_description: 'x'.repeat(121) })).ok).toBe(false);
    expect(
      (
        await chat.telegram.call('setChatMenuButton', {
          menu_button: { type: 'web_app', text: 'Open', web_app: { url: 'http://a.ru' } },
        })
      ).description,
    ).toContain('Only HTTPS links are allowed');
    await chat.telegram.call('setChatMenuButton', { menu_button: { type: 'commands' } });
    expect((await chat.telegram.call('getChatMenuButton')).result).toEqual({ type: 'commands' });
    expect((await chat.telegram.call('getChat', { chat_id: chat.anna.id })).result).toMatchObject({
      id: chat.anna.id,
      type: 'private',
      first_name: 'Анна',
    });
  });
});
