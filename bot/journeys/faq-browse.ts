import { topicNames } from '#core/faq/article.ts';
import { faqFolder } from '#core/faq/folder.ts';
import type { Aside, Where } from './aside.ts';
import { backTo, placeOf } from './faq-places.ts';
import { anywhere, type Button, human, phrase, type Screen } from './screen.ts';
import type { StepContext } from './step.ts';

/** Whose questions: for who has not chosen an institution, or wants another's. */
function placesScreen({ institutions, language }: StepContext<unknown>, where: Where): Screen {
  const folders = [...new Set(institutions.map(faqFolder))];
  const rows = folders.flatMap((folder): Button[][] => {
    const place = institutions.find((one) => faqFolder(one) === folder);
    return place ? [[anywhere('button-institution', `faq-of:${folder}`, { name: place.name[language] })]] : [];
  });
  return { text: [phrase('faq-places')], buttons: [...rows, [backTo(where)]] };
}

function topicsScreen(context: StepContext<unknown>, where: Where, folder: string): Screen {
  const { faq, language, institutions } = context;
  const place = placeOf(context, folder);
  if (!place) return placesScreen(context, where);
  const held = new Set(faq.articles(folder, language).map(({ topic }) => topic));
  const rows = topicNames
    .filter((topic) => held.has(topic))
    .map((topic) => [anywhere(`button-faq-topic-${topic}`, `faq-topic:${folder}-${topic}`)]);
  const several = new Set(institutions.map(faqFolder)).size > 1;
  return {
    text: [phrase('faq-topics', { institution: place.name[language] })],
    buttons: [...rows, ...(several ? [[anywhere('button-faq-places', 'faq-places')]] : []), [human], [backTo(where)]],
  };
}

/** What can be read without typing: institutions, their topics, the topics' articles. Each takes the place of the one before. */
export const browse = {
  /** The chosen institution's topics, in a message of their own. */
  topics(context: StepContext<unknown>, where: Where): Aside {
    const { institution, institutions } = context;
    const known = institution ?? (institutions.length === 1 ? institutions[0] : undefined);
    return { screen: known ? topicsScreen(context, where, faqFolder(known)) : placesScreen(context, where) };
  },

  places: (context: StepContext<unknown>, where: Where): Aside => ({
    inPlace: true,
    screen: placesScreen(context, where),
  }),

  topicsOf: (context: StepContext<unknown>, where: Where): Aside => ({
    inPlace: true,
    screen: topicsScreen(context, where, where.argument),
  }),

  topic(context: StepContext<unknown>, where: Where): Aside {
    const { faq, language } = context;
    const [folder = '', topic = ''] = where.argument.split('-', 2);
    const articles = placeOf(context, folder)
      ? faq.articles(folder, language).filter((article) => article.topic === topic)
      : [];
    if (articles.length === 0) return { inPlace: true, screen: topicsScreen(context, where, folder) };
    const rows = articles.map(({ title, intent }) => [
      anywhere('button-literal', `faq-read:${intent}`, { text: title }),
    ]);
    const up = anywhere('button-faq-topics', `faq-of:${folder}`);
    return {
      inPlace: true,
      screen: { text: [phrase(`faq-topic-${topic}`)], buttons: [...rows, [up], [backTo(where)]] },
    };
  },
};
