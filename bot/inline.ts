import { createHash } from 'node:crypto';
import type { Article } from '#core/faq/article.ts';
import type { Faq } from '#core/faq/faq.ts';
import { faqFolder } from '#core/faq/folder.ts';
import type { Institution } from '#core/institution.ts';
import { guessLanguage, type Language } from '#core/language.ts';
import { type Texts, unescapeHtml } from '#locales/texts.ts';
import { articleHtml, bodyHtml } from './journeys/article-text.ts';
import type { InlineQuery } from './transport/inline-query.ts';

/** Articles in one part of the list; Telegram takes 50. */
const PART = 20;
/** How long Telegram may show a person the same list again without asking us, in seconds: articles change seldom. */
const CACHE_TIME = 60;
/** Telegram's phones show about two lines. Characters. */
const LONGEST_DESCRIPTION = 120;
/** What Telegram lets a deep link hand over. */
const PAYLOAD = /^[\w-]{1,64}$/;

interface Deps {
  faq(): Faq;
  texts: Texts;
  institutions: readonly Institution[];
  /** Where people outside Telegram find the bot. */
  chatUrl(): string;
}

/** Answers what is typed after the bot's name in any chat: the parameters of `answerInlineQuery`. Nothing personal is in them. */
export function inlineAnswers({ faq, texts, institutions, chatUrl }: Deps) {
  function institutionOf(article: Article): Institution | undefined {
    return institutions.find((institution) => faqFolder(institution) === article.institution);
  }

  /** Worked out once: people ask anew with every few letters. A reload brings other articles. */
  const written = new WeakMap<Article, ReturnType<typeof write>>();

  function result(article: Article, institution: Institution, language: Language) {
    const known = written.get(article) ?? write(article, institution);
    written.set(article, known);
    return { ...known, ...button(article, language) };
  }

  /** Leads from the chat into which the article was sent to the bot's own, where the article knows the person. */
  function button({ intent, journey }: Article, language: Language) {
    const payload = `faq-${intent.replace('.', '__')}`;
    if (!PAYLOAD.test(payload)) return {};
    const url = `${chatUrl()}?start=${payload}`;
    // The article's own button does its work there.
    const label = journey ? 'button-inline-do' : 'button-inline-open';
    return { reply_markup: { inline_keyboard: [[{ text: texts.plain(language, label), url }]] } };
  }

  return ({ id, languageCode, text, offset }: InlineQuery): Record<string, unknown> => {
    const language = typedLanguage(text, faq(), guessLanguage(languageCode));
    const found = faq()
      .search(text, { language, limit: Number.MAX_SAFE_INTEGER })
      .flatMap((article) => {
        const institution = institutionOf(article);
        return institution ? [{ article, institution }] : [];
      });
    const from = /^\d{1,4}$/.test(offset) ? Number(offset) : 0;
    const part = found.slice(from, from + PART);
    return {
      inline_query_id: id,
      results: part.map(({ article, institution }) => result(article, institution, language)),
      cache_time: CACHE_TIME,
      // The list is in the phone's language where the question has none.
      is_personal: true,
      next_offset: from + PART < found.length ? String(from + PART) : '',
      button: { text: texts.plain(language, 'inline-button'), start_parameter: 'faq' },
    };
  };
}

/** Of whoever asks in words their language, whatever the phone's is; the other keyboard and other letters are undone first. */
function typedLanguage(text: string, faq: Faq, phone: Language): Language {
  const [read = text] = faq.readings(text, phone);
  if (/[а-яё]{2}/iu.test(read)) return 'ru';
  // «QR», «ISU» are words of both.
  return (read.match(/[a-z]{2,}/gi) ?? []).length > 1 ? 'en' : phone;
}

/** The line of the list, and what it sends. */
function write(article: Article, institution: Institution) {
  return {
    type: 'article',
    id: idOf(article.intent),
    title: article.title,
    description: description(article, institution),
    input_message_content: {
      message_text: articleHtml(article, institution),
      parse_mode: 'HTML',
      link_preview_options: { is_disabled: true },
    },
  };
}

/** Telegram takes 64 bytes. */
const idOf = (intent: string): string =>
  Buffer.byteLength(intent) <= 64 ? intent : createHash('sha256').update(intent).digest('hex');

/** Whose article it is, and how it begins. */
function description(article: Article, institution: Institution): string {
  const [first = ''] = bodyHtml(article, institution).split('\n', 1);
  const plain = unescapeHtml(first.replaceAll(/<[^>]*>/g, ''));
  const whole = `${institution.name[article.language]} · ${plain}`;
  if (whole.length <= LONGEST_DESCRIPTION) return whole;
  return `${whole.slice(0, LONGEST_DESCRIPTION).replace(/[\s\p{P}]*\s\S*$/u, '')}…`;
}
