import type { Hono } from 'hono';
import type { SignInDeps } from '#core/accounts/sign-in.ts';
import type { Clock } from '#core/clock.ts';
import type { Institution } from '#core/institution.ts';
import type { SchoolView } from '#core/schools/school.ts';
import type { Texts } from '#locales/texts.ts';
import type { Answers } from './answers.tsx';
import type { House } from './house.ts';
import type { BrowserCookie, SessionCookie } from './session.ts';
import type { VisitorContext, VisitorEnv } from './visitor.tsx';

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
  /** The two transactions of a sign-in, with the password's verification between them. */
  doors: SignInDeps;
  institutions: readonly Institution[];
  cookie: SessionCookie;
  browsers: BrowserCookie;
  /** Where the chat with the bot is. */
  chatUrl: () => string;
  /** Signing in by Gosuslugi, where it is set up: answers `POST /gosuslugi`, to which the login page then has a button. */
  gosuslugi: Hono<SchoolEnv> | null;
}

/** The path of one of a school's pages. */
export const schoolPath = (school: SchoolView, page: string): string => `/s/${school.slug}/${page}`;

/** The i18n helper of a page: `web-<page>-<key>` in the visitor's language. */
export const sayer =
  (c: Pick<VisitorContext, 'var'>, texts: Texts, page: string) =>
  (key: string, args: Record<string, string | number> = {}): string =>
    texts.plain(c.var.language, `web-${page}-${key}`, args);
