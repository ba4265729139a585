import { UNKNOWN } from '#core/helpdesk/fact-words.ts';
import type { Institution } from '#core/institution.ts';
import { errorKey } from '#locales/texts.ts';
import type { Paused } from './paused.ts';
import { type Phrase, phrase } from './screen.ts';
import type { StepContext } from './step.ts';

/** What went wrong last, in its first sentence. */
function shortError({ texts, language }: StepContext<unknown>, error: Phrase | null): string {
  if (!error || !texts.has(error.key)) return '';
  const plain = texts.plain(language, error.key, error.args).replace(/<[^>]*>/g, '');
  return /^.*?[.!?](?=\s|$)/s.exec(plain)?.[0] ?? plain;
}

/** What the person asked here without being helped, since the last ticket. */
async function asked({ core, chat }: StepContext<unknown>, institution: Institution) {
  const { unhelped, unanswered } = await core.questions.unhelped(chat, institution.id);
  return { unhelped: unhelped.join('\n'), unanswered: unanswered.join('\n') };
}

/** What goes to the helpdesk along with a person's words: the facts of their ticket. */
export async function goesAlong(
  context: StepContext<unknown>,
  institution: Institution,
  { journey, step }: Pick<Paused, 'journey' | 'step'>,
): Promise<Record<string, string>> {
  const { unhelped, unanswered } = await asked(context, institution);
  const error = context.lastError?.key.replace(/^errors-/, '');
  return {
    ...(unhelped ? { questions: unhelped } : {}),
    ...(unanswered ? { unanswered } : {}),
    ...(error ? { error } : {}),
    ...{ journey, step },
  };
}

/** What goes there where no answer helped: the questions that were missed, and nothing else that was asked. */
export async function missesAlong(
  context: StepContext<unknown>,
  institution: Institution,
  where: Pick<Paused, 'journey' | 'step'>,
): Promise<Record<string, string>> {
  const { unanswered: _, ...facts } = await goesAlong(context, institution, where);
  return facts;
}

/** The same, as the person reads it before they agree to it: in Telegram's HTML, a line each. */
export async function goesAlongHtml(
  context: StepContext<unknown>,
  institution: Institution,
  { journey, step }: Paused,
): Promise<string> {
  const { texts, language, lastError } = context;
  const { unhelped, unanswered } = await asked(context, institution);
  const questions = [unhelped, unanswered].filter(Boolean).join('\n');
  const lines = await linesOf(context, institution, { journey, step, questions, error: lastError });
  return [phrase('human-goes'), ...lines].map(({ key, args }) => texts.html(language, key, args)).join('\n');
}

/** The same where a ticket has opened by itself: what went along, below its number. @param facts with which it was opened */
export async function wentAlong(
  context: StepContext<unknown>,
  institution: Institution,
  { journey, step, questions = '', error }: Record<string, string>,
): Promise<Phrase[]> {
  const lines = await linesOf(context, institution, {
    ...{ journey, step, questions },
    error: error ? phrase(errorKey(error), UNKNOWN) : null,
  });
  return [phrase('human-went'), ...lines.map((line): Phrase => ({ ...line, tight: true }))];
}

async function linesOf(
  context: StepContext<unknown>,
  institution: Institution,
  along: { journey: string | undefined; step: string | undefined; questions: string; error: Phrase | null },
): Promise<Phrase[]> {
  const { language } = context;
  const { journey, step = '' } = along;
  const questions = along.questions.replaceAll('\n', '; ');
  const error = shortError(context, along.error);
  const known = await context.core.tickets.knownOf(context.chat, institution.id);
  const nothing = institution.kind === 'university' && Object.keys(known).length === 0;
  return [
    phrase('human-goes-institution', { institution: institution.name[language] }),
    ...(journey ? [phrase('human-goes-place', { journey, step })] : []),
    ...(error ? [phrase('human-goes-error', { error })] : []),
    ...(questions ? [phrase('human-goes-questions', { questions })] : []),
    phrase('human-goes-known', { kind: nothing ? 'nothing' : institution.kind }),
    phrase('human-goes-language'),
    phrase('human-goes-never'),
  ];
}
