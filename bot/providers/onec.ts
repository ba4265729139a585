import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { DirectoryUnreadable, type Row } from '#core/people/row.ts';

/** Whose records of another catalogue give people a role: `Catalog_Сотрудники`, whose `ФизическоеЛицо_Key` names the person. */
export interface RoleSource {
  role: string;
  catalogue: string;
  personField: string;
}

export interface OnecSettings {
  /** Up to and including `…/odata/standard.odata`. */
  baseUrl: string;
  user: string;
  password: string;
  /** Records asked for at once. */
  pageSize?: number;
  /** Roles of everybody in the catalogue of people. */
  roles?: string[];
  /** Roles from other catalogues. With these, somebody whom none of them names is not of the directory. */
  roleSources?: RoleSource[];
  /** How long one answer may take, milliseconds. */
  timeout?: number;
  /** Before the second attempt, then doubled; milliseconds. */
  retryDelay?: number;
}

const PEOPLE = 'Catalog_ФизическиеЛица';
const CONTACTS = 'Catalog_ФизическиеЛица_КонтактнаяИнформация';
const ATTEMPTS = 4;

const Person = z.object({ Ref_Key: z.string(), Description: z.string().nullish() });
const Contact = z.object({
  Ref_Key: z.string(),
  Тип: z.string().nullish(),
  Представление: z.string().nullish(),
  НомерТелефона: z.string().nullish(),
});
const Page = z.object({ value: z.array(z.record(z.string(), z.unknown())) });
const Failure = z.object({ 'odata.error': z.object({ message: z.object({ value: z.string() }) }) });

/**
 * Reads the people of 1C through its standard OData interface, with their phones and roles. Read-only.
 * Any failure ends the whole reading: a directory half read must not be imported.
 * @throws DirectoryUnreadable with what 1C said
 */
export async function* readPeopleOnec(settings: OnecSettings): AsyncGenerator<Row> {
  const roles = await rolesByPerson(settings);
  const phones = await phonesByPerson(settings);
  const filter = 'IsFolder eq false and DeletionMark eq false';
  let line = 0;
  for await (const { Ref_Key, Description } of records(settings, PEOPLE, 'Ref_Key,Description', Person, filter)) {
    line++;
    const own = [...(settings.roles ?? []), ...(roles.get(Ref_Key) ?? [])];
    if (own.length === 0 && settings.roleSources?.length) continue;
    yield { line, id: Ref_Key, name: Description ?? '', roles: own.join(', '), phones: phones.get(Ref_Key) ?? '' };
  }
}

async function rolesByPerson(settings: OnecSettings): Promise<Map<string, Set<string>>> {
  const byPerson = new Map<string, Set<string>>();
  for (const { role, catalogue, personField } of settings.roleSources ?? []) {
    const Owner = z.object({ [personField]: z.string() });
    for await (const owner of records(settings, catalogue, personField, Owner, 'DeletionMark eq false')) {
      const person = owner[personField] ?? '';
      byPerson.set(person, (byPerson.get(person) ?? new Set()).add(role));
    }
  }
  return byPerson;
}

async function phonesByPerson(settings: OnecSettings): Promise<Map<string, string>> {
  const byPerson = new Map<string, string>();
  const fields = 'Ref_Key,LineNumber,Тип,Представление,НомерТелефона';
  for await (const contact of records(settings, CONTACTS, fields, Contact)) {
    // An enumeration: «Телефон», in some configurations «ТелефонМобильный»; addresses hold digits too and must stay out.
    if (!contact.Тип?.startsWith('Телефон')) continue;
    const phone = contact.Представление || contact.НомерТелефона;
    if (phone) byPerson.set(contact.Ref_Key, [byPerson.get(contact.Ref_Key), phone].filter(Boolean).join('; '));
  }
  return byPerson;
}

/** All records of a catalogue, page by page until an empty one: a server may give fewer than asked for. */
async function* records<Shape extends z.ZodType>(
  settings: OnecSettings,
  catalogue: string,
  select: string,
  shape: Shape,
  filter?: string,
): AsyncGenerator<z.infer<Shape>> {
  let skip = 0;
  let previous: string | undefined;
  for (;;) {
    const query = new URLSearchParams({
      $format: 'json',
      $select: select,
      ...(filter && { $filter: filter }),
      $orderby: catalogue === CONTACTS ? 'Ref_Key,LineNumber' : 'Ref_Key',
      $top: String(settings.pageSize ?? 1000),
      $skip: String(skip),
    });
    // 1C reads a plus sign in a query as itself, not as a space.
    const address = `${settings.baseUrl.replace(/\/+$/, '')}/${encodeURIComponent(catalogue)}?${String(query).replaceAll('+', '%20')}`;
    const page = Page.safeParse(await ask(settings, address, catalogue));
    if (!page.success) throw new DirectoryUnreadable(`1C answered for ${catalogue} with something that is not a list.`);
    const { value } = page.data;
    if (value.length === 0) return;

    const content = JSON.stringify(value);
    if (content === previous) throw new DirectoryUnreadable(`1C gives the same page of ${catalogue} again and again.`);
    previous = content;
    for (const item of value) {
      const record = shape.safeParse(item);
      if (!record.success) {
        const field = record.error.issues[0]?.path.join('.') ?? '';
        throw new DirectoryUnreadable(`1C’s ${catalogue} has a record whose ${field} is not what it should be.`);
      }
      yield record.data;
    }
    skip += value.length;
  }
}

/** One answer as JSON. What may pass by itself (a timeout, a broken connection, 5xx, 429) is tried again. */
async function ask(settings: OnecSettings, address: string, catalogue: string): Promise<unknown> {
  const authorization = `Basic ${Buffer.from(`${settings.user}:${settings.password}`).toString('base64')}`;
  for (let attempt = 1; ; attempt++) {
    const answer = await once(address, authorization, settings.timeout ?? 60_000);
    if (answer.ok) return answer.json;
    if (!answer.transient || attempt === ATTEMPTS) throw new DirectoryUnreadable(`${catalogue}: ${answer.reason}`);
    await pause((settings.retryDelay ?? 1000) * 2 ** (attempt - 1));
  }
}

type Answer = { ok: true; json: unknown } | { ok: false; transient: boolean; reason: string };

async function once(address: string, authorization: string, timeout: number): Promise<Answer> {
  let status: number;
  let text: string;
  try {
    const response = await fetch(address, {
      headers: { authorization, accept: 'application/json' },
      // A redirect could lead the password elsewhere.
      redirect: 'manual',
      signal: AbortSignal.timeout(timeout),
    });
    status = response.status;
    text = await response.text();
  } catch (error) {
    const late = error instanceof Error && error.name === 'TimeoutError';
    return { ok: false, transient: true, reason: late ? '1C did not answer in time.' : '1C could not be reached.' };
  }
  const json = parsed(text);
  if (status === 200) {
    return json === undefined
      ? { ok: false, transient: false, reason: '1C answered with something that is not JSON.' }
      : { ok: true, json };
  }
  return { ok: false, transient: status >= 500 || status === 429, reason: refusal(status, json) };
}

function refusal(status: number, json: unknown): string {
  const failure = Failure.safeParse(json);
  if (failure.success) return `1C answered ${status}: ${failure.data['odata.error'].message.value}`;
  if (status === 401) return '1C answered 401: it does not accept this user and password.';
  if (status >= 300 && status < 400) return `1C answered ${status}, a redirect. Give the address to which it leads.`;
  return `1C answered ${status}.`;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}
