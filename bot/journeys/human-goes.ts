import type { Institution } from '#core/institution.ts';
import type { Paused } from './paused.ts';
import { type Phrase, phrase } from './screen.ts';
import type { StepContext } from './step.ts';

/** What went wrong last, in its first sentence. */
function shortError({ texts, language, lastError }: StepContext<unknown>): string {
  if (!lastError || !texts.has(lastError.key)) return '';
  const plain = texts.plain(language, lastError.key, lastError.args).replace(/<[^>]*>/g, '');
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

/** The same, as the person reads it before they agree to it: in Telegram's HTML, a line each. */
export async function goesAlongHtml(
  context: StepContext<unknown>,
  institution: Institution,
  { journey, step }: Paused,
): Promise<string> {
  const { texts, language } = context;
  const { unhelped, unanswered } = await asked(context, institution);
  const questions = [unhelped, unanswered].filter(Boolean).join('\n').replaceAll('\n', '; ');
  const error = shortError(context);
  const known = await context.core.tickets.knownOf(context.chat, institution.id);
  const nothing = institution.kind === 'university' && Object.keys(known).length === 0;
  const lines: Phrase[] = [
    phrase('human-goes'),
    phrase('human-goes-institution', { institution: institution.name[language] }),
    phrase('human-goes-place', { journey, step }),
    ...(error ? [phrase('human-goes-error', { error })] : []),
    ...(questions ? [phrase('human-goes-questions', { questions })] : []),
    phrase('human-goes-known', { kind: nothing ? 'nothing' : institution.kind }),
    phrase('human-goes-language'),
    phrase('human-goes-never'),
  ];
  return lines.map(({ key, args }) => texts.html(language, key, args)).join('\n');
}
