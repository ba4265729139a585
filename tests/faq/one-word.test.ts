import { expect, it } from 'vitest';
import { articlesIn, faqFolders } from '#core/faq/folder.ts';
import { sharedFaq } from '#tests/support/faq.ts';

const english = articlesIn((await sharedFaq()).current(), faqFolders).filter(({ language }) => language === 'en');

it.each(english.map((article) => [article.intent, article] as const))(
  '%s calls the helpdesk by one word in English',
  (_, { title, body }) => {
    // The document's own name for it stands where its address and phone are given.
    const said = `${title}\n${body}`.replaceAll('the ISU helpdesk, its technical support:', '');
    expect(said).not.toMatch(/\bsupport\b/i);
  },
);
