import type { Institution } from '../institution.ts';

/** Folders of articles, by the kind of institution that they are for. */
const folders = { university: 'isu', school: 'eljur' } as const;
export type FaqFolder = (typeof folders)[Institution['kind']];

/** The folder of articles for an institution. */
export const faqFolder = ({ kind }: Pick<Institution, 'kind'>): FaqFolder => folders[kind];
