import type { News } from '#core/news.ts';
import type { Aside } from './aside.ts';
import { curatorNotices } from './curator-requests.ts';
import { compared } from './gosuslugi-texts.ts';
import { schoolNotices } from './school-notices.ts';
import { goOn } from './screen.ts';
import type { StepContext } from './step.ts';

type NoticeOf<Type extends News['type']> = (
  context: StepContext<unknown>,
  news: Extract<News, { type: Type }>,
) => Aside | null | Promise<Aside | null>;

export type Notices = { [Type in News['type']]?: NoticeOf<Type> };

/** What a person reads of news that no step waits for, wherever they are; the step stays. */
const notices: Notices = {
  ...schoolNotices,
  ...curatorNotices,
  'gosuslugi-compared': ({ accountId }, { accountId: whose, ...found }) =>
    whose === accountId ? { screen: { text: compared(found), buttons: [[goOn]] } } : null,
};

/** The message that news makes beside the step; null for news that only a step waits for, or that is another's. */
export async function readNotice(context: StepContext<unknown>, news: News): Promise<Aside | null> {
  const notice = notices[news.type] as NoticeOf<News['type']> | undefined;
  return notice ? notice(context, news) : null;
}
