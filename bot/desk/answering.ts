import { articleHtml } from '#bot/journeys/article-text.ts';
import { faqFolder } from '#core/faq/folder.ts';
import { givenName } from '#core/people/name.ts';
import { errorKey, escapeHtml } from '#locales/texts.ts';
import { answerHtml } from './answers.ts';
import { phrase, type TicketContext, tellDesk, toast } from './context.ts';
import { hintLanguage } from './language.ts';
import { OFFERED } from './menus.ts';
import { keepAnswer, relayToPerson } from './relay.ts';
import { shortened } from './ticket-words.ts';

/** Of what operators asked for, so much is said again: more would leave no room for what was found. */
const LONGEST_SAID = 100;

/**
 * Sends our own HTML to the person as the operator's answer, and shows the operators what was sent.
 * @param commandId the message whose command it came of: what happens to the answer shows there
 */
async function sendHtml(
  context: TicketContext,
  html: string,
  commandId?: number,
  lead?: { label: string; data: string },
): Promise<boolean> {
  const { core, db, clock, group, ticket, operator } = context;
  const answered = await keepAnswer(context, ticket.id, operator, {
    content: { type: 'html', html, ...(lead ? { lead } : {}) },
    language: ticket.language,
    ...(commandId === undefined ? {} : { source: { chatId: group.chatId, messageId: commandId } }),
  });
  if (answered.kept !== 'answer') return false;
  await relayToPerson(db, clock, answered.chat, [answered.id], answered.language);
  context.leftFor(answered.chat);
  const head = context.texts.html(context.language, 'operators-sent');
  await core.talk.house(ticket.id, 'desk', { type: 'html', html: `${head}\n\n${html}` }, { replyToId: answered.id });
  return true;
}

/** Sends a canned answer in the person's language. @returns what the button says */
export async function sendAnswer(
  context: TicketContext,
  name: string,
  fields: readonly string[] = [],
  commandId?: number,
): Promise<string> {
  const { answers, institution, ticket, language } = context;
  const answer = answers.find(institution, name, ticket.language);
  if (!answer) {
    await tellDesk(context, phrase('answer-unknown', { name: shortened(name, LONGEST_SAID) }));
    return toast(context, 'below');
  }
  // Neither a gap nor words that the answer has no place for: those would be lost.
  if (fields.length !== answer.fields.length) {
    const { title, fields: wanted } = answers.find(institution, name, language) ?? answer;
    const form = ['/a', answer.name, wanted.map(() => '…').join(' | ')].join(' ').trim();
    await tellDesk(context, phrase('answer-fields', { title, fields: wanted.join(' | '), form, count: wanted.length }));
    return toast(context, 'below');
  }
  const known = ticket.facts.name ? givenName(ticket.facts.name) : '';
  const html = answerHtml(answer, institution, { name: known, ticket: ticket.id, fields });
  if (!(await sendHtml(context, html, commandId))) return toast(context, 'below');
  await hintLanguage(context, fields.join(' '));
  return toast(context, 'sent');
}

/** Lists the canned answers with their names and what is to be filled in. */
export async function listAnswers(context: TicketContext): Promise<void> {
  const { answers, institution, texts, language } = context;
  const lines = answers
    .list(institution, language)
    .map(
      ({ name, title, fields }) =>
        `<code>/a ${[name, ...fields].map(escapeHtml).join(' | ').replace(' | ', ' ')}</code> ${escapeHtml(title)}`,
    );
  await tellDesk(context, { type: 'html', html: [texts.html(language, 'operators-answers'), '', ...lines].join('\n') });
}

/** Offers articles for some words, in the operators' language; for no words the first ones. */
export async function offerArticles(context: TicketContext, words: string): Promise<void> {
  const { faq, institution, language } = context;
  const folder = faqFolder(institution);
  const said = shortened(words, LONGEST_SAID);
  const found = faq
    .search(words, { language, limit: Number.MAX_SAFE_INTEGER, institution: folder })
    .filter((article) => article.institution === folder)
    .slice(0, OFFERED);
  if (found.length === 0) {
    await tellDesk(context, phrase('faq-nothing', { words: said }));
    return;
  }
  const offered = found.flatMap(({ intent, title }, at) => [
    [`intent${at}`, intent],
    [`title${at}`, title],
  ]);
  await tellDesk(
    context,
    phrase('faq-found', { words: said, given: words ? 'yes' : 'no', ...Object.fromEntries(offered) }),
  );
}

/** The institution's own article, in the person's language. */
export function articleNamed({ faq, institution, ticket }: TicketContext, intent: string) {
  const article = faq.article(intent, ticket.language);
  return article?.institution === faqFolder(institution) ? article : null;
}

/** Sends an article of the institution's in the person's language. */
export async function sendArticle(context: TicketContext, intent: string, commandId?: number): Promise<string> {
  const { institution } = context;
  const article = articleNamed(context, intent);
  if (!article) return toast(context, 'over');
  // Who reads it talks to the helpdesk already: nobody is sent there by a button.
  const { journey } = article;
  const lead =
    journey && journey !== 'human' ? { label: `button-faq-to-${journey}`, data: `~faq-go:${intent}` } : undefined;
  const sent = await sendHtml(context, articleHtml(article, institution, { talking: true }), commandId, lead);
  return toast(context, sent ? 'sent' : 'below');
}

/** Sends what the person did not get while they were blocking the bot, once more and in its order; of what they have, how it was changed meanwhile. */
export async function resendFailed(context: TicketContext): Promise<string> {
  const { db, clock, ticket } = context;
  const { chat } = ticket;
  const there = await db.conversation.findUnique({ where: { botId_chatId: chat }, select: { blockedAt: true } });
  if (!there || there.blockedAt) return context.texts.plain(context.language, errorKey('operators.person-blocked-bot'));
  const missed = await db.ticketMessage.updateManyAndReturn({
    where: {
      ...{ ticketId: ticket.id, author: 'operator', deletedAt: null },
      failure: { startsWith: 'person.' },
    },
    data: { audience: 'person', failedAt: null, failure: null },
    select: { id: true },
  });
  if (missed.length === 0) return toast(context, 'over');
  const ids = missed.map(({ id }) => id).sort((one, other) => (one < other ? -1 : 1));
  for (const id of ids) await relayToPerson(db, clock, chat, [id], ticket.language);
  context.leftFor(chat);
  return toast(context, 'sent');
}
