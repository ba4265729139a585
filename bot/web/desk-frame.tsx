import type { Context, Hono } from 'hono';
import type { Child } from 'hono/jsx';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { same } from '#bot/same.ts';
import type { Clock } from '#core/clock.ts';
import type { CardView } from '#core/curators/card.ts';
import type { CuratorView } from '#core/curators/curators.ts';
import type { Institution } from '#core/institution.ts';
import type { Language } from '#core/language.ts';
import type { SchoolView } from '#core/schools/school.ts';
import type { Secrets } from '#core/secrets.ts';
import type { TextArgs, Texts } from '#locales/texts.ts';
import type { Answers } from './answers.tsx';
import { FormTrouble, pageTitle } from './field.tsx';
import type { House } from './house.ts';
import { fromAnotherSite } from './security.ts';
import { showPage, type VisitorEnv } from './visitor.tsx';

/** What the pages of the desk find in their context. */
export interface DeskEnv {
  Variables: VisitorEnv['Variables'] & {
    curator: CuratorView;
    school: SchoolView;
    /** The word that every form of this session carries: another site does not know it. */
    form: string;
  };
}

export type DeskContext = Context<DeskEnv>;

export interface DeskDeps {
  texts: Texts;
  answers: Answers;
  house: House;
  clock: Clock;
  secrets: Secrets;
  institutions: readonly Institution[];
  /** Base of every link, without a slash at the end. */
  publicUrl: string;
  /** Where the chat with the bot is. */
  chatUrl: () => string;
}

export type DeskPart = Hono<DeskEnv>;

/** The i18n helper of the desk: `web-desk-<key>` in the visitor's language. */
export const deskSayer =
  (c: { readonly var: { readonly language: DeskEnv['Variables']['language'] } }, texts: Texts) =>
  (key: string, args: TextArgs = {}): string =>
    texts.plain(c.var.language, `web-desk-${key}`, args);

export type DeskSay = ReturnType<typeof deskSayer>;

/** What a card is called: a parent whom the list does not name is so-and-so's parent. */
export const cardName = (say: DeskSay, { fullName, childName }: CardView): string =>
  fullName || say('parent-of', { child: childName ?? '' });

/** How far somebody is with registering, and whether they have left. */
export const stateText = (say: DeskSay, { state, left }: Pick<CardView, 'state' | 'left'>): string =>
  left ? `${say('state', { state })}, ${say('left-mark', { whose: left })}` : say('state', { state });

/** The word for the forms of a session. */
export const formWord = (secrets: Pick<Secrets, 'hash'>, session: string): string =>
  secrets.hash('desk-form', session).slice(0, 32);

/** Whether a form was sent from a page of this very session. */
export function isOurForm(c: DeskContext, form: Record<string, unknown>): boolean {
  return !fromAnotherSite(c) && typeof form.form === 'string' && same(form.form, c.var.form);
}

/** `21 января 2027 года`, `21 January 2027`, in this time zone. */
export const dayOf = (language: Language, date: Date, timeZone: string): string =>
  new Intl.DateTimeFormat(language === 'ru' ? 'ru-RU' : 'en-GB', { dateStyle: 'long', timeZone })
    .format(date)
    .replace(/ г\.$/, ' года');

/** Where the school's clocks stand. */
export const zoneOf = (
  institutions: readonly Institution[],
  { institutionId }: Pick<SchoolView, 'institutionId'>,
): string => institutions.find(({ id }) => id === institutionId)?.timeZone ?? 'Europe/Moscow';

export const classPath = (className: string): string =>
  className === '' ? '/desk/staff' : `/desk/class/${encodeURIComponent(className)}`;
export const personPath = (personId: string): string => `/desk/person/${personId}`;

export interface DeskPage {
  title: string;
  /** Where the same page is found again, if not at this address. */
  path?: string;
  /** An error code, shown above the rest. */
  trouble?: string | null;
  /** Something worth saying that is no error. */
  note?: string | null;
  status?: ContentfulStatusCode;
}

const PLACES = [
  ['/desk', 'classes'],
  ['/desk/import', 'import'],
  ['/desk/find', 'find'],
  ['/desk/audit', 'audit'],
] as const;

const statusOf = (trouble: string | null) => (trouble === null ? 200 : trouble === 'again' ? 403 : 422);

/** A page of the desk: whose school it is, where else one can go, and what came of the last press. */
export function deskPage(c: DeskContext, texts: Texts, page: DeskPage, children: Child) {
  const say = deskSayer(c, texts);
  const { title, path, trouble = null, note = null, status = statusOf(trouble) } = page;
  return showPage(
    c,
    texts,
    {
      title: pageTitle(texts, c.var.language, title, trouble !== null),
      wide: true,
      ...(path === undefined ? {} : { path }),
    },
    status,
    <>
      <nav aria-label={say('places')}>
        <p class="soft">{say('who', { name: c.var.curator.name, school: c.var.school.name })}</p>
        <ul class="places">
          {PLACES.map(([url, key]) => (
            <li>
              <a href={url} {...(c.req.path === url ? { 'aria-current': 'page' } : {})}>
                {say(key)}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <h1>{title}</h1>
      <FormTrouble texts={texts} language={c.var.language} trouble={trouble} />
      {note === null ? null : <p role="status">{note}</p>}
      {children}
    </>,
  );
}

export interface DeskFormProps {
  c: DeskContext;
  action: string;
  label: string;
  quiet?: boolean;
  /** Carries a file. */
  upload?: boolean;
  /** What else it carries, unseen. */
  hidden?: Record<string, string>;
  children?: Child;
}

/** A form of one button, which only a page of this session can send. */
export function DeskForm({ c, action, label, quiet = false, upload = false, hidden = {}, children }: DeskFormProps) {
  return (
    <form method="post" action={action} {...(upload ? { enctype: 'multipart/form-data' } : {})}>
      <input type="hidden" name="form" value={c.var.form} />
      {Object.entries(hidden).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      {children}
      <button class={quiet ? 'button quiet' : 'button'} type="submit">
        {label}
      </button>
    </form>
  );
}
