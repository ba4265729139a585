import { z } from 'zod';
import { type JournalPasswordError, judgeJournalPassword } from '#core/accounts/journal-password.ts';
import { type LoginWordError, readLoginWord } from '#core/accounts/login-word.ts';
import { cleanName, LONGEST_NAME } from '#core/people/name.ts';
import type { EnrollPageView } from '#core/registration/enrollment.ts';
import { type EmailError, readEmail } from '#core/verification/email.ts';

/** What was typed, as it comes back in the page; the password never does. */
export const Typed = z.object({
  fullName: z.string().max(1000).catch(''),
  login: z.string().max(1000).catch(''),
  email: z.string().max(1000).catch(''),
});
export type Typed = z.infer<typeof Typed>;

export interface Troubles {
  fullName?: 'name.empty' | 'name.long';
  login?: LoginWordError;
  email?: EmailError | 'email.required';
  password?: JournalPasswordError | 'password.missing';
}

interface Form {
  fullName: string | null;
  login: string;
  email: string | null;
  password: string;
}

export const NOTHING: Typed = { fullName: '', login: '', email: '' };

/** All that is wrong with a form, or what it says. */
export async function readForm(
  view: EnrollPageView,
  typed: Typed,
  password: string,
): Promise<{ form: Form } | { troubles: Troubles }> {
  const troubles: Troubles = {};

  const name = cleanName(typed.fullName);
  if (view.fullName === '') {
    if (name === '') troubles.fullName = 'name.empty';
    else if (name.length > LONGEST_NAME) troubles.fullName = 'name.long';
  }

  const login = readLoginWord(typed.login);
  if (!login.ok) troubles.login = login.error;

  const address = typed.email.trim() === '' ? null : readEmail(typed.email);
  if (address === null && view.emailRequired) troubles.email = 'email.required';
  else if (address && !address.ok) troubles.email = address.error;
  const email = address?.ok ? address.value : null;

  if (password === '') troubles.password = 'password.missing';
  else {
    const judged = await judgeJournalPassword(password, {
      words: [...view.words, name, ...(email ? [email, ...email.split(/[@.]/)] : [])],
      birthDates: view.birthDates,
      login: login.ok ? login.value : typed.login,
    });
    if (!judged.ok) troubles.password = judged.error;
  }

  if (!login.ok || Object.keys(troubles).length > 0) return { troubles };
  return { form: { fullName: view.fullName === '' ? name : null, login: login.value, email, password } };
}
