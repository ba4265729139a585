import type { Institution } from '#core/institution.ts';
import type { Language } from '#core/language.ts';
import type { Enrolled, EnrollPageView } from '#core/registration/enrollment.ts';
import type { Texts } from '#locales/texts.ts';
import type { Answers } from './answers.tsx';

export interface EnrolledPageProps {
  texts: Texts;
  answers: Answers;
  view: EnrollPageView & { language: Language };
  email: string | null;
  enrolled: Enrolled;
  /** Both for a teacher with children here. */
  apps: Extract<Institution, { kind: 'school' }>['apps'][];
  loginPage: string;
}

/** The account is made: its login, where to sign in, what to do about the address, and the apps. */
export function EnrolledPage({ texts, answers, view, email, enrolled, apps, loginPage }: EnrolledPageProps) {
  const { language, host } = view;
  const say = (key: string, args: Record<string, string> = {}): string =>
    texts.plain(language, `web-enrolled-${key}`, args);
  return (
    <>
      <p class="mark" aria-hidden="true">
        ✓
      </p>
      <h1>{say('title')}</h1>
      <p>{say('login')}</p>
      <p class="login">{enrolled.login}</p>
      <p>{say('keep')}</p>
      {email === null ? <p>{say('no-email')}</p> : null}
      {email !== null ? <p>{say(enrolled.emailSent ? 'email' : 'email-later', { email })}</p> : null}
      <ul class="links">
        <li>
          <a href={loginPage}>{say('sign-in')}</a>
        </li>
        <li>
          <a href={`https://${host}`}>{say('journal', { host })}</a>
        </li>
        {apps.map(({ name, appStore, googlePlay }) => (
          <>
            <li>
              <a href={appStore}>{say('app', { app: name, store: 'App Store' })}</a>
            </li>
            <li>
              <a href={googlePlay}>{say('app', { app: name, store: 'Google Play' })}</a>
            </li>
          </>
        ))}
      </ul>
      {answers.toChat(language)}
    </>
  );
}
