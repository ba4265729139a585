import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';

const field = z.object({ name: z.string(), types: z.array(z.string()), required: z.boolean() });
const specification = z.object({
  version: z.string(),
  methods: z.record(z.string(), z.object({ returns: z.array(z.string()), fields: z.array(field).optional() })),
  types: z.record(
    z.string(),
    z.object({ fields: z.array(field).optional(), subtypes: z.array(z.string()).optional() }),
  ),
});

/** The Bot API in machine-readable form (PaulSonOfLars/telegram-bot-api-spec). */
export type BotApiSpec = z.infer<typeof specification>;

/** The specification in the file that `BOT_API_SPEC` names; undefined when there is none. */
export function loadBotApiSpec(path = process.env.BOT_API_SPEC): BotApiSpec | undefined {
  return path && existsSync(path) ? specification.parse(JSON.parse(readFileSync(path, 'utf8'))) : undefined;
}

/**
 * What is wrong with a call: unknown method or parameter, a missing one, a wrong type. `params` are those of a
 * `CallRecord`. What telegraf adds of its own and Telegram passes over (`hide: false`, `method`) is passed over here too. In a call with an upload everything else is text, as multipart has it, and is read as such.
 */
export function checkCall(spec: BotApiSpec, method: string, params: Readonly<Record<string, unknown>>): string[] {
  const known = spec.methods[method];
  if (!known) return [`${method}: unknown method`];
  const form = Object.values(params).some(isUpload);
  const given = Object.entries(params).filter(
    ([name, value]) => !name.startsWith('attach://') && !isHabit(name, value, method),
  );
  const fields = new Map((known.fields ?? []).map((one) => [one.name, one]));
  return [
    ...(known.fields ?? [])
      .filter((one) => one.required && params[one.name] === undefined)
      .map((one) => `${method}: ${one.name} is missing`),
    ...given.flatMap(([name, value]) => {
      const types = fields.get(name)?.types;
      if (!types) return [`${method}: unknown parameter ${name}`];
      return anyOf(spec, types, value, { at: `${method}.${name}`, text: form ? 'all' : 'objects' });
    }),
  ];
}

/** What is wrong with the result of a successful call. */
export function checkAnswer(spec: BotApiSpec, method: string, result: unknown): string[] {
  const known = spec.methods[method];
  if (!known) return [`${method}: unknown method`];
  return anyOf(spec, known.returns, result, { at: `${method} →`, text: 'none' });
}

/** What is wrong with a value that should be of the type, e.g. `Update`. */
export function checkType(spec: BotApiSpec, type: string, value: unknown): string[] {
  return anyOf(spec, [type], value, { at: type, text: 'none' });
}

interface Place {
  at: string;
  /** Where JSON text stands for the value: nowhere, for objects and arrays (`reply_markup`), for everything. */
  text: 'none' | 'objects' | 'all';
}

function anyOf(spec: BotApiSpec, types: readonly string[], value: unknown, place: Place): string[] {
  const complaints = types.map((type) => check(spec, type, value, place));
  // Of several possibilities the one that fits best speaks.
  return complaints.reduce((best, one) => (one.length < best.length ? one : best), complaints[0] ?? []);
}

function check(spec: BotApiSpec, type: string, value: unknown, place: Place): string[] {
  const wrong = [`${place.at}: ${JSON.stringify(value)?.slice(0, 60)} is no ${type}`];
  switch (type) {
    case 'String':
      return typeof value === 'string' ? [] : wrong;
    case 'Integer':
      return Number.isSafeInteger(place.text === 'all' ? fromText(value) : value) ? [] : wrong;
    case 'Float':
      return typeof (place.text === 'all' ? fromText(value) : value) === 'number' ? [] : wrong;
    case 'Boolean':
      return typeof (place.text === 'all' ? fromText(value) : value) === 'boolean' ? [] : wrong;
    case 'InputFile':
      return isUpload(value) || (typeof value === 'string' && value.startsWith('attach://')) ? [] : wrong;
    default:
      return checkStructure(spec, type, place.text === 'none' ? value : fromText(value), place.at, wrong);
  }
}

function checkStructure(spec: BotApiSpec, type: string, value: unknown, at: string, wrong: string[]): string[] {
  if (type.startsWith('Array of ')) {
    if (!Array.isArray(value)) return wrong;
    const inner = type.slice('Array of '.length);
    return value.flatMap((one, index) => check(spec, inner, one, { at: `${at}[${index}]`, text: 'none' }));
  }
  const known = spec.types[type];
  if (!known) return [`${at}: unknown type ${type}`];
  if (known.subtypes?.length) return anyOf(spec, known.subtypes, value, { at, text: 'none' });
  if (!isObject(value)) return wrong;
  const fields = new Map((known.fields ?? []).map((one) => [one.name, one]));
  return [
    ...(known.fields ?? [])
      .filter((one) => one.required && value[one.name] === undefined)
      .map((one) => `${at}: ${one.name} of ${type} is missing`),
    ...Object.entries(value).flatMap(([name, inner]) => {
      if (isHabit(name, inner)) return [];
      const types = fields.get(name)?.types;
      if (!types) return [`${at}: ${type} has no ${name}`];
      return anyOf(spec, types, inner, { at: `${at}.${name}`, text: 'none' });
    }),
  ];
}

function fromText(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** telegraf puts `hide: false` into every button, and the method's name among the parts of a form. */
const isHabit = (name: string, value: unknown, method?: string): boolean =>
  (name === 'hide' && value === false) || (name === 'method' && value === method);

const isUpload = (value: unknown): boolean => isObject(value) && value.uploaded === true;
