import { badRequest } from './errors.ts';
import { isObject, type Params } from './params.ts';
import { spaceControls } from './text.ts';
import type { InlineButton, Markup, ReplyButton } from './types.ts';
import { requireUrl } from './urls.ts';

type Fields = Record<string, unknown>;

const MOST_INLINE_BUTTONS = 100;
const MOST_REPLY_BUTTONS = 300;
const STYLES = new Set(['danger', 'success', 'primary']);

/** Reads `reply_markup` of a new message. An empty keyboard counts as none. @throws ApiError */
export function readMarkup(params: Params): Markup | undefined {
  const value = params.json('reply_markup', "can't parse reply keyboard markup JSON object");
  if (value === undefined) return undefined;
  if (!isObject(value)) throw badRequest('object expected as reply markup');
  if (value.keyboard !== undefined) return readReplyKeyboard(value);
  if (value.inline_keyboard !== undefined) return readInlineKeyboard(value);
  if (flag(value, 'remove_keyboard')) {
    flag(value, 'selective');
    return { kind: 'remove' };
  }
  if (flag(value, 'force_reply')) {
    flag(value, 'selective');
    return { kind: 'force', ...placeholder(value) };
  }
  return undefined;
}

/** Reads `reply_markup` of an edit, which may be an inline keyboard only. @throws ApiError */
export function readInlineMarkup(params: Params): Extract<Markup, { kind: 'inline' }> | undefined {
  const markup = readMarkup(params);
  if (markup && markup.kind !== 'inline') throw badRequest('inline keyboard expected');
  return markup;
}

function readReplyKeyboard(value: Fields): Markup | undefined {
  const keyboard = rows(value, 'keyboard', 'ReplyKeyboardMarkup').map((row) => row.map(replyButton));
  const flags = Object.fromEntries(
    ['is_persistent', 'resize_keyboard', 'one_time_keyboard', 'selective'].flatMap((name) =>
      flag(value, name) ? [[name, true]] : [],
    ),
  );
  const filled = keyboard.filter((row) => row.length > 0);
  if (filled.flat().length > MOST_REPLY_BUTTONS) throw badRequest('reply markup is too long');
  return filled.length === 0 ? undefined : { kind: 'keyboard', keyboard: filled, ...flags, ...placeholder(value) };
}

function readInlineKeyboard(value: Fields): Markup | undefined {
  const filled = rows(value, 'inline_keyboard', 'InlineKeyboardMarkup')
    .map((row) => row.map(inlineButton))
    .filter((row) => row.length > 0);
  if (filled.flat().length > MOST_INLINE_BUTTONS) throw badRequest('reply markup is too long');
  for (const { callback_data } of filled.flat()) {
    if (callback_data !== undefined && Buffer.byteLength(callback_data) > 64) throw badRequest('BUTTON_DATA_INVALID');
  }
  return filled.length === 0 ? undefined : { kind: 'inline', inline_keyboard: filled };
}

function replyButton(value: unknown): ReplyButton {
  if (typeof value === 'string') return { text: nonEmpty(value, 'keyboard') };
  const complain = (text: string) => badRequest(`can't parse keyboard button: ${text}`);
  if (!isObject(value)) throw complain('KeyboardButton must be an Object');
  const text = nonEmpty(buttonText(value, complain), 'keyboard');
  const button: ReplyButton = { text, ...style(value, complain) };
  // Whoever asks for two things gets the first.
  if (buttonFlag(value, 'request_contact', complain)) return { ...button, request_contact: true };
  if (buttonFlag(value, 'request_location', complain)) return { ...button, request_location: true };
  for (const other of ['request_users', 'request_chat', 'request_poll']) {
    if (value[other] !== undefined) throw badRequest(`the sandbox does not know keyboard buttons with ${other}`);
  }
  if (value.web_app !== undefined) {
    return { ...button, web_app: { url: requireUrl(webAppUrl(value, complain), 'keyboard button Web App URL', true) } };
  }
  return button;
}

/** The first kind that is there counts; an empty one is not there. */
function inlineButton(value: unknown): InlineButton {
  const complain = (text: string) => badRequest(`can't parse inline keyboard button: ${text}`);
  if (!isObject(value)) throw complain('InlineKeyboardButton must be an Object');
  const button = { text: nonEmpty(buttonText(value, complain), 'inline keyboard'), ...style(value, complain) };
  const url = field(value, 'url', complain);
  if (url) return { ...button, url: requireUrl(url, 'inline keyboard button URL') };
  const data = field(value, 'callback_data', complain);
  if (data) return { ...button, callback_data: data };
  if (value.callback_game !== undefined || buttonFlag(value, 'pay', complain)) throw badRequest('BUTTON_TYPE_INVALID');
  for (const name of ['switch_inline_query', 'switch_inline_query_current_chat'] as const) {
    if (value[name] !== undefined) return { ...button, [name]: field(value, name, complain) };
  }
  if (value.switch_inline_query_chosen_chat !== undefined || value.login_url !== undefined) {
    throw badRequest('the sandbox does not know login_url and switch_inline_query_chosen_chat');
  }
  if (value.web_app !== undefined) {
    const address = webAppUrl(value, complain);
    return { ...button, web_app: { url: requireUrl(address, 'inline keyboard button Web App URL', true) } };
  }
  if (value.copy_text !== undefined) {
    const text = isObject(value.copy_text) ? field(value.copy_text, 'text', complain) : '';
    if (text === '' || [...text].length > 256) throw badRequest('BUTTON_COPY_TEXT_INVALID');
    return { ...button, copy_text: { text } };
  }
  throw complain('Text buttons are unallowed in the inline keyboard');
}

type Complain = (text: string) => Error;

function rows(value: Fields, name: string, type: string): unknown[][] {
  const list = value[name];
  if (!Array.isArray(list)) throw badRequest(`field "${name}" must be of type Array`);
  return list.map((row) => {
    if (!Array.isArray(row)) throw badRequest(`field "${name}" of the ${type} must be an Array of Arrays`);
    return row;
  });
}

function buttonText(value: Fields, complain: Complain): string {
  if (value.text === undefined) throw complain('Can\'t find field "text"');
  return field(value, 'text', complain);
}

/** Empty when left out. Numbers pass as their digits, as they do there. */
function field(value: Fields, name: string, complain: Complain): string {
  const one = value[name];
  if (one === undefined || one === null) return '';
  if (typeof one !== 'string' && typeof one !== 'number') throw complain(`Field "${name}" must be of type String`);
  return String(one);
}

function nonEmpty(text: string, where: string): string {
  const clean = spaceControls(text)
    .replace(/[\n\r]/g, ' ')
    .trim();
  if (clean === '') throw badRequest(`${where} button text must be non-empty`);
  return clean;
}

function webAppUrl(value: Fields, complain: Complain): string {
  if (!isObject(value.web_app)) throw complain('Field "web_app" must be of type Object');
  if (value.web_app.url === undefined) throw complain('Can\'t find field "url"');
  return field(value.web_app, 'url', complain);
}

function style(value: Fields, complain: Complain): { style?: string } {
  const name = field(value, 'style', complain);
  if (name === '') return {};
  if (!STYLES.has(name)) throw complain('Invalid button style specified');
  return { style: name };
}

function buttonFlag(value: Fields, name: string, complain: Complain): boolean {
  const one = value[name];
  if (one !== undefined && typeof one !== 'boolean') throw complain(`Field "${name}" must be of type Boolean`);
  return one === true;
}

function flag(value: Fields, name: string): boolean {
  return buttonFlag(value, name, (text) => badRequest(text.charAt(0).toLowerCase() + text.slice(1)));
}

function placeholder(value: Fields): { input_field_placeholder?: string } {
  const text = field(value, 'input_field_placeholder', (complaint) => badRequest(complaint));
  return text === '' ? {} : { input_field_placeholder: [...text].slice(0, 64).join('') };
}
