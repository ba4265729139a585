import { badRequest } from './errors.ts';
import { isObject } from './params.ts';
import type { Entity } from './types.ts';
import { requireUrl } from './urls.ts';

const TYPES = new Set(
  (
    'mention hashtag cashtag bot_command url email phone_number bold italic underline strikethrough spoiler blockquote ' +
    'expandable_blockquote code pre text_link text_mention custom_emoji date_time'
  ).split(' '),
);
/** These the server finds by itself; given ones are accepted and found anew. */
const AUTOMATIC = new Set('mention hashtag cashtag bot_command url email phone_number'.split(' '));
const OPAQUE = new Set(['code', 'pre', 'text_link', 'text_mention']);

const PATTERNS: readonly [type: string, pattern: RegExp][] = [
  [
    'url',
    /(?<![\p{L}\d@._/-])(?:https?:\/\/[^\s<>"]+|(?:[a-z0-9-]+\.)+(?:com|org|net|ru|рф|me|io|app|dev)(?::\d+)?(?:\/[^\s<>"]*)?)(?![\p{L}\d@])/giu,
  ],
  ['email', /(?<![\p{L}\d._%+-])[a-z0-9._%+-]+@(?:[a-z0-9-]+\.)+[a-z]{2,}(?![\p{L}\d])/giu],
  ['bot_command', /(?<![\p{L}\d_/<>])\/[a-z0-9_]{1,64}(?:@[a-z0-9_]{3,32})?(?![\p{L}\d_/])/giu],
  ['mention', /(?<![\p{L}\d_@.])@[a-z0-9_]{4,32}(?![\p{L}\d_@.])/giu],
  ['hashtag', /(?<![\p{L}\d_#])#(?=[\p{L}\d_]*\p{L})[\p{L}\d_]{1,256}/gu],
  ['cashtag', /(?<![\p{L}\d_$])\$[A-Z]{3,8}(?![\p{L}\d_$])/gu],
  ['phone_number', /(?<![\p{L}\d_+])\+\d[\d\s()-]{8,18}\d(?![\p{L}\d_])/gu],
];

/** Finds what the server marks by itself: links, addresses, commands and the like, outside of `given`. */
export function detectEntities(text: string, given: readonly Entity[] = []): Entity[] {
  if (!/[/@#$+.]/.test(text)) return [];
  const found: Entity[] = [];
  const taken = given.filter((entity) => OPAQUE.has(entity.type));
  for (const [type, pattern] of PATTERNS) {
    for (const match of text.matchAll(pattern)) {
      const value = type === 'url' ? match[0].replace(/[.,:;!?'")»]+$/u, '') : match[0];
      const entity = { type, offset: match.index, length: value.length };
      if (![...taken, ...found].some((other) => overlaps(entity, other))) found.push(entity);
    }
  }
  return found.sort(byPlace);
}

/** Checks the `entities` that a bot gave. @throws ApiError in the server's words. */
export function readEntities(value: unknown, text: string): Entity[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) throw badRequest("can't parse message entities: Expected an Array");
  return value.flatMap((one) => {
    const entity = readEntity(one);
    const end = entity.offset + entity.length;
    if (entity.offset < 0) throw badRequest(`receive an entity with incorrect offset ${entity.offset}`);
    if (entity.length < 0) throw badRequest(`receive an entity with incorrect length ${entity.length}`);
    if (entity.offset > text.length) {
      throw badRequest(`entity begins after the end of the text at UTF-16 offset ${entity.offset}`);
    }
    if (end > text.length) {
      throw badRequest(
        `entity beginning at UTF-16 offset ${entity.offset} ends after the end of the text at UTF-16 offset ${end}`,
      );
    }
    if (splitsPair(text, entity.offset))
      throw badRequest(`entity begins in a middle of a UTF-16 symbol at UTF-16 offset ${entity.offset}`);
    if (splitsPair(text, end)) {
      throw badRequest(
        `entity beginning at UTF-16 offset ${entity.offset} ends in a middle of a UTF-16 symbol at UTF-16 offset ${end}`,
      );
    }
    return entity.length === 0 || AUTOMATIC.has(entity.type) ? [] : [entity];
  });
}

function readEntity(value: unknown): Entity {
  const wrong = (text: string) => badRequest(`can't parse MessageEntity: ${text}`);
  if (!isObject(value)) throw wrong('Expected an Object');
  const { type, offset, length } = value;
  for (const field of ['offset', 'length', 'type'])
    if (value[field] === undefined) throw wrong(`Can't find field "${field}"`);
  if (!Number.isInteger(offset)) throw wrong('Field "offset" must be of type Number');
  if (!Number.isInteger(length)) throw wrong('Field "length" must be of type Number');
  if (typeof type !== 'string' || !TYPES.has(type)) throw wrong('Unsupported type specified');
  const entity: Entity = { type, offset: Number(offset), length: Number(length) };
  if (type === 'text_link') {
    if (value.url === undefined) throw wrong('Can\'t find field "url"');
    entity.url = requireUrl(String(value.url), 'entity URL');
  }
  if (type === 'pre' && typeof value.language === 'string' && value.language) entity.language = value.language;
  if (type === 'custom_emoji') {
    if (value.custom_emoji_id === undefined) throw wrong('Can\'t find field "custom_emoji_id"');
    if (!/^\d{1,18}$/.test(String(value.custom_emoji_id)))
      throw wrong('Field "custom_emoji_id" must be a valid Number');
    entity.custom_emoji_id = String(value.custom_emoji_id);
  }
  if (type === 'text_mention' && value.user === undefined) throw wrong('Can\'t find field "user"');
  return entity;
}

/** By offset, the longer first. */
export const byPlace = (one: Entity, other: Entity): number =>
  one.offset - other.offset ||
  other.length - one.length ||
  (one.type < other.type ? -1 : one.type > other.type ? 1 : 0);

const overlaps = (one: Entity, other: Entity): boolean =>
  one.offset < other.offset + other.length && other.offset < one.offset + one.length;

const splitsPair = (text: string, index: number): boolean =>
  /[\ud800-\udbff]/.test(text[index - 1] ?? '') && /[\udc00-\udfff]/.test(text[index] ?? '');
