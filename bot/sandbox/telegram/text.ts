import { byPlace, detectEntities, readEntities } from './entities.ts';
import { badRequest } from './errors.ts';
import { MarkupError, parseHtml } from './html.ts';
import { Params } from './params.ts';
import type { Entity } from './types.ts';

export interface FormattedText {
  text: string;
  entities: Entity[];
}

const MOST_ENTITIES = 100;
/** What of its formatting a quote keeps. */
export const QUOTED = new Set('bold italic underline strikethrough spoiler custom_emoji date_time'.split(' '));

/** The text of a message. @throws ApiError when it is empty, too long (4,096 code points after parsing) or malformed. */
export function messageText(params: Params): FormattedText {
  if (params.text('text') === '') throw badRequest('message text is empty');
  const formatted = formattedText(params, 'text', 'entities');
  if (formatted.text === '') throw badRequest('text must be non-empty');
  if (length(formatted.text) > 4096) throw badRequest('message is too long');
  return formatted;
}

/** The caption of a photo or file; undefined when there is none. @throws ApiError beyond 1,024 code points. */
export function captionText(params: Params): FormattedText | undefined {
  const formatted = formattedText(params, 'caption', 'caption_entities');
  if (length(formatted.text) > 1024) throw badRequest('message caption is too long');
  return formatted.text === '' ? undefined : formatted;
}

/** The quote of a reply, with the formatting that a quote keeps; links and such it does not. @throws ApiError */
export function quoteText(params: Params): FormattedText {
  const mode = params.fields.quote_parse_mode;
  const words = new Params({ ...params.fields, ...(mode === undefined ? {} : { parse_mode: mode }) });
  const { text, entities } = trim(clean(parse(words.text('quote'), words, 'quote_entities')));
  return { text, entities: entities.filter(({ type }) => QUOTED.has(type)) };
}

function formattedText(params: Params, field: string, entitiesField: string): FormattedText {
  const parsed = parse(params.text(field), params, entitiesField);
  const { text, entities } = trim(clean(parsed));
  const all = [...entities, ...detectEntities(text, entities)].sort(byPlace);
  return { text, entities: all.slice(0, MOST_ENTITIES) };
}

function parse(raw: string, params: Params, entitiesField: string): FormattedText {
  const mode = params.text('parse_mode').toLowerCase();
  if (mode === 'html') {
    try {
      return parseHtml(raw);
    } catch (error) {
      if (error instanceof MarkupError) throw badRequest(`can't parse entities: ${error.message}`);
      throw error;
    }
  }
  if (mode === 'markdown' || mode === 'markdownv2') {
    throw badRequest('the sandbox does not parse Markdown; use parse_mode HTML or entities');
  }
  if (mode !== '') throw badRequest('unsupported parse_mode');
  return { text: raw, entities: readEntities(params.json(entitiesField, "can't parse entities JSON object"), raw) };
}

/** The control characters but for line breaks and carriage returns, as spaces. */
export const spaceControls = (text: string): string => text.replace(/(?![\n\r\u007f-\u009f])\p{Cc}/gu, ' ');

/** Control characters become spaces; carriage returns and marks of direction vanish. */
function clean({ text, entities }: FormattedText): FormattedText {
  const spaced = spaceControls(text);
  if (!/[\r\u2028-\u202e]/.test(spaced)) return { text: spaced, entities };
  let result = '';
  const place: number[] = [];
  for (const unit of spaced.split('')) {
    place.push(result.length);
    if (!/[\r\u2028-\u202e]/.test(unit)) result += unit;
  }
  place.push(result.length);
  return { text: result, entities: move(entities, (index) => place[index] ?? result.length) };
}

function trim({ text, entities }: FormattedText): FormattedText {
  const trimmed = text.trim();
  if (trimmed.length === text.length) return { text, entities };
  const lead = text.length - text.trimStart().length;
  return {
    text: trimmed,
    entities: move(entities, (index) => Math.min(Math.max(index - lead, 0), trimmed.length)),
  };
}

function move(entities: Entity[], to: (index: number) => number): Entity[] {
  return entities
    .map((entity) => {
      const offset = to(entity.offset);
      return { ...entity, offset, length: to(entity.offset + entity.length) - offset };
    })
    .filter((entity) => entity.length > 0);
}

/** Code points, as Telegram's limits count. */
const length = (text: string): number => [...text].length;
