import { type Language, languages } from '../../language.ts';
import { type Article, commonIntents, isCommon } from '../article.ts';
import { type FaqFiles, fileOf } from '../files.ts';
import { type Finding, finding, type Locate } from './finding.ts';

/** Fewer examples are too few to learn an intent from. */
const ENOUGH = 20;
const SAME = ['topic', 'order', 'journey', 'siblings', 'names'] as const;

const other = (language: Language): Language => (language === 'ru' ? 'en' : 'ru');
const texts = (article: Article, key: (typeof SAME)[number]): string =>
  key === 'siblings' || key === 'names' ? [...(article[key] ?? [])].sort().join(', ') : String(article[key] ?? 'none');

/** Whether the two languages have the same articles with the same settings, and whether the settings make sense together. */
export function checkHeaders({ articles, examples, concepts, problems }: FaqFiles, locate: Locate): Finding[] {
  const found: Finding[] = [];
  const known = new Set(examples.map(({ intent }) => intent));
  const broken = new Set(problems.map(({ file }) => file));
  const has = new Set(examples.map(fileOf));

  for (const intent of new Set([...commonIntents, ...known])) {
    for (const language of languages) {
      const file = fileOf({ intent, language });
      if (has.has(file) || broken.has(file)) continue;
      const why = isCommon(intent)
        ? 'is missing: the bot needs it'
        : `is missing: the article exists in the other language (${fileOf({ intent, language: other(language) })})`;
      found.push(finding('error', file, why));
    }
  }

  for (const one of examples.filter(({ utterances }) => utterances.length < ENOUGH)) {
    const count = one.utterances.length;
    const message = `has ${count} utterance${count === 1 ? '' : 's'}; with fewer than ${ENOUGH} the bot does not learn well`;
    found.push(finding('warning', fileOf(one), message, locate(fileOf(one), 'utterances:')));
  }

  const pages = new Map(articles.map((article) => [fileOf(article), article]));
  for (const article of articles) {
    const file = fileOf(article);
    const twin = pages.get(fileOf({ intent: article.intent, language: other(article.language) }));
    for (const key of SAME) {
      if (article.language !== 'en' || !twin || texts(article, key) === texts(twin, key)) continue;
      const message = `${key} is ${texts(article, key) || 'empty'} here and ${texts(twin, key) || 'empty'} in ${fileOf(twin)}`;
      found.push(finding('error', file, message, locate(file, `${key}:`)));
    }
    for (const name of article.names ?? []) {
      if (concepts.some((concept) => concept.name === name)) continue;
      found.push(finding('error', file, `there is no concept “${name}” in concepts.yml`, locate(file, 'names:')));
    }
    found.push(...checkSiblings(article, pages, known, locate), ...checkPlace(article, articles, locate));
  }
  return found;
}

function checkSiblings(article: Article, pages: Map<string, Article>, known: Set<string>, locate: Locate): Finding[] {
  const file = fileOf(article);
  const line = locate(file, 'siblings:');
  return article.siblings.flatMap((sibling) => {
    if (sibling === article.intent) return finding('error', file, 'the article is named as its own sibling', line);
    if (!known.has(sibling))
      return finding('error', file, `there is no article “${sibling}”, named as a sibling`, line);
    const mutual = pages
      .get(fileOf({ intent: sibling, language: article.language }))
      ?.siblings.includes(article.intent);
    return mutual === false
      ? finding('warning', file, `${sibling} does not name ${article.intent} as its sibling in turn`, line)
      : [];
  });
}

/** Two articles in one place or under one title: people could not tell them apart. */
function checkPlace(article: Article, articles: readonly Article[], locate: Locate): Finding[] {
  const file = fileOf(article);
  return articles
    .filter(
      (one) =>
        one.intent < article.intent && one.institution === article.institution && one.language === article.language,
    )
    .flatMap((one) => [
      ...(one.title.toLowerCase() === article.title.toLowerCase()
        ? [finding('error', file, `has the same title as ${fileOf(one)}`, locate(file, 'title:'))]
        : []),
      ...(one.topic === article.topic && one.order === article.order
        ? [finding('warning', file, `stands at the same place of its topic as ${fileOf(one)}`, locate(file, 'order:'))]
        : []),
    ]);
}
