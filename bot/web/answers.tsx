import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Language } from '#core/language.ts';
import type { Texts } from '#locales/texts.ts';
import { BilingualPage, Notice, type NoticeText, Page } from './layout.tsx';
import type { PageContext } from './security.ts';

/** Whole-page answers whose text is `web-<key>-title` and `web-<key>-text`, with the way back to the chat unless told. */
export type NoticeKey =
  | 'link-confirmed'
  | 'address-confirmed'
  | 'link-used'
  | 'link-expired'
  | 'link-replaced'
  | 'link-unknown'
  | 'page-done'
  | 'page-used'
  | 'page-expired'
  | 'page-incomplete'
  | 'page-unknown'
  | 'enroll-incomplete'
  | 'reset-used'
  | 'reset-expired'
  | 'reset-unknown'
  | 'school-unknown'
  | 'gosuslugi-used'
  | 'gosuslugi-outside'
  | 'outside-absent'
  | 'outside-forged'
  | 'outside-old'
  | 'desk-closed'
  | 'desk-left'
  | 'not-found'
  | 'too-many'
  | 'too-large'
  | 'failure';

export interface AnswersDeps {
  texts: Texts;
  /** Where the chat with the bot is, e.g. `https://t.me/propusk_bot`. */
  chatUrl: () => string;
}

export interface NoticeOptions {
  script?: string;
  /** Where the page leads, if not to the chat. */
  link?: { label: string; url: string };
}

export type Answers = ReturnType<typeof answers>;

export function answers({ texts, chatUrl }: AnswersDeps) {
  const words = (language: Language, key: NoticeKey): NoticeText => ({
    title: texts.plain(language, `web-${key}-title`),
    paragraphs: [texts.plain(language, `web-${key}-text`)],
    link: { label: texts.plain(language, 'web-to-chat'), url: chatUrl() },
    done: key === 'link-confirmed' || key === 'address-confirmed' || key === 'page-done',
  });

  return {
    /** The button that leads back to the chat. */
    toChat(language: Language) {
      return (
        <a class="button" href={chatUrl()}>
          {texts.plain(language, 'web-to-chat')}
        </a>
      );
    },

    /** A button to the chat for visitors of a school journal's pages, who may never have been there: the bot begins with their journal. */
    openChat(language: Language, institutionId: string) {
      return (
        <a class="button quiet" href={`${chatUrl()}?start=${institutionId}`}>
          {texts.plain(language, 'web-open-chat')}
        </a>
      );
    },

    /** A notice in the person's language. */
    notice(
      c: PageContext,
      language: Language,
      key: NoticeKey,
      status: ContentfulStatusCode,
      { script, link }: NoticeOptions = {},
    ) {
      const text = { ...words(language, key), ...(link ? { link } : {}) };
      return c.html(
        <Page language={language} title={text.title} nonce={c.var.nonce} {...(script === undefined ? {} : { script })}>
          <Notice {...text} />
        </Page>,
        status,
      );
    },

    /** A notice in both languages, when we do not know who asks. */
    bilingual(c: PageContext, key: NoticeKey, status: ContentfulStatusCode) {
      const page = <BilingualPage nonce={c.var.nonce} russian={words('ru', key)} english={words('en', key)} />;
      return c.html(page, status);
    },
  };
}
