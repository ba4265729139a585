import type { Method } from './context.ts';
import { badRequest } from './errors.ts';
import type { StoredAnswer, StoredResult } from './inline-queries.ts';
import { readInlineMarkup } from './keyboards.ts';
import { inline } from './messages.ts';
import { isObject, Params } from './params.ts';
import { checkPreview, textFields } from './sending.ts';
import { messageText } from './text.ts';
import { requireUrl } from './urls.ts';

type Fields = Record<string, unknown>;

const MOST_RESULTS = 50;
/** Bytes of a result's id, and of the offset. */
const LONGEST_ID = 64;
const LONGEST_CACHE_TIME = 86_400;

/** What is typed after the bot's name, and its answers. */
export const inlineMode: Record<string, Method> = {
  answerInlineQuery({ state }, params) {
    const button = readButton(params);
    const answer: StoredAnswer = {
      results: readResults(params),
      nextOffset: params.text('next_offset'),
      ...(button ? { button } : {}),
    };
    if (Buffer.byteLength(answer.nextOffset) > LONGEST_ID) throw badRequest('NEXT_OFFSET_INVALID');
    const cacheTime = Math.min(Math.max(params.integer('cache_time') ?? 300, 0), LONGEST_CACHE_TIME);
    const queryId = params.text('inline_query_id');
    const asked = state.inline?.answer(queryId, answer, { cacheTime, personal: params.flag('is_personal') });
    if (!asked) throw badRequest('query is too old and response timeout expired or query ID is invalid');
    state.emit({ type: 'inline-answer', personId: asked.personId, queryId });
    return true;
  },
};

function readResults(params: Params): StoredResult[] {
  const list = params.json('results', "can't parse JSON encoded inline query results") ?? [];
  if (!Array.isArray(list)) throw badRequest('expected an Array of inline query results');
  if (list.length > MOST_RESULTS) throw badRequest('too many inline query results specified');
  const results = list.map(readResult);
  for (const { id, title } of results) {
    if (id === '') throw badRequest('RESULT_ID_EMPTY');
    if (Buffer.byteLength(id) > LONGEST_ID) throw badRequest('RESULT_ID_INVALID');
    if (title === '') throw badRequest('ARTICLE_TITLE_EMPTY');
  }
  if (new Set(results.map(({ id }) => id)).size < results.length) throw badRequest('RESULT_ID_DUPLICATE');
  return results;
}

function readResult(value: unknown): StoredResult {
  if (!isObject(value)) throw complaint('must be an Object');
  const type = required(value, 'type').toLowerCase();
  if (type !== 'article') throw badRequest(`the sandbox knows inline results of the type article only, not ${type}`);
  const [id, title] = [required(value, 'id'), required(value, 'title')];
  const description = optional(value, 'description');
  const url = optional(value, 'url');
  if (url) requireUrl(url, 'inline query result URL');
  const content = value.input_message_content;
  if (content === undefined) throw complaint('Can\'t find field "input_message_content"');
  if (!isObject(content)) throw complaint('Field "input_message_content" must be of type Object');
  const { message_text: text, ...format } = content;
  if (typeof text !== 'string') {
    throw badRequest('the sandbox knows inline results that send a text only (message_text)');
  }
  const words = new Params({ ...format, text });
  checkPreview(words);
  const markup = readInlineMarkup(new Params({ reply_markup: value.reply_markup }));
  if (markup?.inline_keyboard.flat().some((button) => button.callback_data !== undefined)) {
    throw badRequest('the sandbox does not know callback buttons below inline results');
  }
  return { id, title, description, content: { ...textFields(messageText(words)), ...inline(markup) } };
}

/** `button`; without it what was there before (`switch_pm_text`, `switch_pm_parameter`) still counts. */
function readButton(params: Params): StoredAnswer['button'] {
  const given = params.json('button', "can't parse inline query results button JSON object");
  const old = { text: params.text('switch_pm_text'), start_parameter: params.text('switch_pm_parameter') };
  const value = given ?? (params.has('switch_pm_text') ? old : undefined);
  if (value === undefined) return undefined;
  const wrong = (text: string) => badRequest(`can't parse inline query results button: ${text}`);
  if (!isObject(value)) throw wrong('Object expected');
  const { text, start_parameter: parameter, web_app: app } = value;
  if (typeof text !== 'string') throw wrong('Can\'t find field "text"');
  if (text === '') throw badRequest('SWITCH_PM_TEXT_EMPTY');
  if ((parameter === undefined) === (app === undefined)) throw wrong('Exactly one action must be specified');
  if (isObject(app))
    return { text, webApp: requireUrl(String(app.url ?? ''), 'inline query results button URL', true) };
  if (!/^[\w-]{1,64}$/.test(String(parameter ?? ''))) throw badRequest('START_PARAM_INVALID');
  return { text, startParameter: String(parameter) };
}

const complaint = (text: string) => badRequest(`can't parse inline query result: ${text}`);

function required(value: Fields, name: string): string {
  if (value[name] === undefined) throw complaint(`Can't find field "${name}"`);
  return optional(value, name);
}

/** Empty when left out. Numbers pass as their digits, as they do there. */
function optional(value: Fields, name: string): string {
  const one = value[name];
  if (one === undefined || one === null) return '';
  if (typeof one !== 'string' && typeof one !== 'number') throw complaint(`Field "${name}" must be of type String`);
  return String(one).trim();
}
