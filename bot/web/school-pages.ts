import type { Context } from 'hono';
import type { Clock } from '#core/clock.ts';
import type { Institution } from '#core/institution.ts';
import type { SchoolView } from '#core/schools/schools.ts';
import type { Texts } from '#locales/texts.ts';
import type { Answers } from './answers.tsx';
import type { House } from './house.ts';
import type { SessionCookie } from './session.ts';
import type { VisitorEnv } from './visitor.tsx';

/** What the pages of one school find in their context. */
export interface SchoolEnv {
  Variables: VisitorEnv['Variables'] & { school: SchoolView };
}

/** What the pages of schools need. */
export interface SchoolPagesDeps {
  texts: Texts;
  answers: Answers;
  house: House;
  clock: Clock;
  institutions: readonly Institution[];
  cookie: SessionCookie;
  /** Where the chat with the bot is. */
  chatUrl: () => string;
  /** Whether people can sign in with Gosuslugi: a button posts to `/s/<slug>/gosuslugi`. */
  gosuslugi: boolean;
}

/** The path of one of a school's pages. */
export const schoolPath = (school: SchoolView, page: string): string => `/s/${school.slug}/${page}`;

/** The i18n helper of a page: `web-<page>-<key>` in the visitor's language. */
export const sayer =
  (c: Context<VisitorEnv>, texts: Texts, page: string) =>
  (key: string, args: Record<string, string | number> = {}): string =>
    texts.plain(c.var.language, `web-${page}-${key}`, args);
