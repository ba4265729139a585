import { findChat } from './chats.ts';
import type { Method } from './context.ts';
import { badRequest, notFound } from './errors.ts';

import { isObject, type Params } from './params.ts';
import { requireUrl } from './urls.ts';

const SCOPES = new Set([
  'default',
  'all_private_chats',
  'all_group_chats',
  'all_chat_administrators',
  'chat',
  'chat_administrators',
  'chat_member',
]);

/** What the bot says of itself, and what it may learn about people and files. */
export const profile: Record<string, Method> = {
  getMe: ({ state, privacy }) => ({
    ...state.bot(),
    can_join_groups: true,
    can_read_all_group_messages: !privacy,
    supports_inline_queries: state.inline !== null,
    can_connect_to_business: false,
    has_main_web_app: false,
  }),

  getFile({ state }, params) {
    const file = state.files.get(params.text('file_id'));
    if (!file) throw badRequest(params.has('file_id') ? 'invalid file_id' : 'file_id is not specified');
    if (file.bytes.length > 20_971_520) throw badRequest('file is too big');
    return { file_id: file.fileId, file_unique_id: file.uniqueId, file_size: file.bytes.length, file_path: file.path };
  },

  setMyCommands({ state }, params) {
    const list = params.json('commands', "can't parse commands list JSON object");
    if (!Array.isArray(list)) throw badRequest('expected an Array of BotCommand');
    if (list.length > 100) throw badRequest('BOT_COMMANDS_TOO_MUCH');
    const commands = list.map(readCommand);
    state.settings.commands[`${scope(params)}:${language(params)}`] = commands;
    state.emit({ type: 'profile' });
    return true;
  },

  getMyCommands: ({ state }, params) => state.settings.commands[`${scope(params)}:${language(params)}`] ?? [],

  deleteMyCommands({ state }, params) {
    delete state.settings.commands[`${scope(params)}:${language(params)}`];
    state.emit({ type: 'profile' });
    return true;
  },

  ...textSetting('Description', 'description', 'descriptions', 512),
  ...textSetting('ShortDescription', 'short_description', 'shortDescriptions', 120),
  ...textSetting('Name', 'name', 'names', 64),

  setChatMenuButton({ state }, params) {
    const chat = params.has('chat_id') ? String(findChat(state, params).id) : '';
    const button = params.json('menu_button', "can't parse menu button JSON object") ?? { type: 'default' };
    state.settings.menuButtons[chat] = readMenuButton(button);
    state.emit({ type: 'profile' });
    return true;
  },

  getChatMenuButton({ state }, params) {
    const chat = params.has('chat_id') ? String(findChat(state, params).id) : '';
    return state.settings.menuButtons[chat] ?? { type: 'default' };
  },
};

function textSetting(
  title: 'Description' | 'ShortDescription' | 'Name',
  field: 'description' | 'short_description' | 'name',
  key: 'descriptions' | 'shortDescriptions' | 'names',
  longest: number,
): Record<string, Method> {
  return {
    [`setMy${title}`]({ state }, params) {
      const text = params.text(field).trim();
      if ([...text].length > longest) throw badRequest(`BOT_${field.toUpperCase()}_TOO_LONG`);
      const texts = state.settings[key];
      if (text) texts[language(params)] = text;
      else delete texts[language(params)];
      state.emit({ type: 'profile' });
      return true;
    },
    [`getMy${title}`]: ({ state }, params) => ({ [field]: state.profile(language(params))[camel(field)] }),
  };
}

const camel = (field: 'description' | 'short_description' | 'name') =>
  field === 'short_description' ? 'shortDescription' : field;

function readCommand(value: unknown): { command: string; description: string } {
  if (!isObject(value)) throw badRequest("can't parse BotCommand: Expected an Object");
  for (const name of ['command', 'description']) {
    if (value[name] === undefined) throw badRequest(`can't parse BotCommand: Can't find field "${name}"`);
  }
  const command = String(value.command).replace(/^\//, '');
  const description = String(value.description).trim();
  if (command === '') throw badRequest('command must be non-empty');
  if (!/^[a-z0-9_]{1,32}$/.test(command)) throw badRequest('BOT_COMMAND_INVALID');
  if (description === '') throw badRequest('command description must be non-empty');
  if ([...description].length > 256) throw badRequest('BOT_COMMAND_DESCRIPTION_INVALID');
  return { command, description };
}

function scope(params: Params): string {
  const value = params.json('scope', "can't parse BotCommandScope JSON object");
  if (value === undefined) return 'default:';
  if (!isObject(value)) throw badRequest("can't parse BotCommandScope: Expected an Object");
  const { type, chat_id } = value;
  if (typeof type !== 'string' || !SCOPES.has(type))
    throw badRequest("can't parse BotCommandScope: Unsupported type specified");
  if (!type.startsWith('chat')) return `${type}:`;
  if (chat_id === undefined) throw badRequest('can\'t parse BotCommandScope: Can\'t find field "chat_id"');
  return `${type}:${chat_id}`;
}

function language(params: Params): string {
  const code = params.text('language_code');
  if (code !== '' && !/^[a-z]{2}$/.test(code)) throw badRequest('invalid language code specified');
  return code;
}

function readMenuButton(value: unknown): Record<string, unknown> {
  if (!isObject(value)) throw badRequest("can't parse menu button: Expected an Object");
  const { type, text, web_app: app } = value;
  if (type === 'default' || type === 'commands') return { type };
  if (type !== 'web_app') throw badRequest("can't parse menu button: MenuButton has unsupported type");
  if (typeof text !== 'string' || !text.trim()) throw badRequest('menu button text must be non-empty');
  if (!isObject(app)) throw badRequest('can\'t parse menu button: Can\'t find field "web_app"');
  return { type, text, web_app: { url: requireUrl(String(app.url ?? ''), 'menu button Web App URL', true) } };
}

/** Where a downloaded file's path leads. @throws ApiError 404 */
export function fileAt(files: ReadonlyMap<string, { path: string; bytes: Uint8Array }>, path: string): Uint8Array {
  const file = [...files.values()].find((one) => one.path === path);
  if (!file) throw notFound();
  return file.bytes;
}
