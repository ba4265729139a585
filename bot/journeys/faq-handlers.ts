import type { Handler } from './aside.ts';
import { browse } from './faq-browse.ts';
import { read, show } from './faq-chosen.ts';
import { helped, notHelped } from './faq-helped.ts';
import { use } from './faq-inside.ts';
import { faqLeads } from './faq-journeys.ts';

/** Commands and buttons of the questions, at every step. */
export const faqHandlers: Record<string, Handler> = {
  faq: browse.topics,
  'faq-places': browse.places,
  'faq-of': browse.topicsOf,
  'faq-topic': browse.topic,
  'faq-read': read,
  'faq-show': show,
  'faq-use': use,
  'faq-helped': helped,
  'faq-not': notHelped,
  ...faqLeads,
};
