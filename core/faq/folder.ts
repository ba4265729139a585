import type { Institution } from '../institution.ts';
import { languages } from '../language.ts';
import type { Article } from './article.ts';
import type { Faq } from './faq.ts';

/** Folders of articles, by the kind of institution that they are for. */
const folders = { university: 'isu', school: 'eljur' } as const;
export type FaqFolder = (typeof folders)[Institution['kind']];

/** The folder of articles for an institution. */
export const faqFolder = ({ kind }: Pick<Institution, 'kind'>): FaqFolder => folders[kind];

/** Of all kinds of institutions. */
export const faqFolders: readonly FaqFolder[] = Object.values(folders);

/** All articles in all languages that these folders hold. */
export const articlesIn = (faq: Pick<Faq, 'articles'>, among: Iterable<string>): Article[] =>
  [...new Set(among)].flatMap((folder) => languages.flatMap((language) => faq.articles(folder, language)));
