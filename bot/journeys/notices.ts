import type { News } from '#core/news.ts';
import type { Aside, Where } from './aside.ts';
import { curatorNotices } from './curator-requests.ts';
import { sharpened } from './faq-sharpened.ts';
import { compared } from './gosuslugi-texts.ts';
import { humanNotices } from './human-notices.ts';
import { schoolNotices } from './school-notices.ts';
import { goOn } from './screen.ts';
import type { StepContext } from './step.ts';

type NoticeOf<Type extends News['type']> = (
  context: StepContext<unknown>,
  news: Extract<News, { type: Type }>,
  where: Where,
) => Aside | null | Promise<Aside | null>;

export type Notices = { [Type in News['type']]?: NoticeOf<Type> };

/** What a person reads of news that no step waits for, wherever they are; the step stays. */
const notices: Notices = {
  ...schoolNotices,
  ...curatorNotices,
  ...humanNotices,
  'question-sharpened': sharpened,
  'gosuslugi-compared': ({ accountId }, { accountId: whose, ...found }) =>
    whose === accountId ? { screen: { text: compared(found), buttons: [[goOn]] } } : null,
};

/** The message that news makes beside the step; null for news that only a step waits for, or that is another's. */
export async function readNotice(context: StepContext<unknown>, news: News, where: Where): Promise<Aside | null> {
  const notice = notices[news.type] as NoticeOf<News['type']> | undefined;
  return notice ? notice(context, news, where) : null;
}
