import type { News } from '#core/news.ts';
import type { Aside } from './anywhere.ts';
import type { StepContext } from './step.ts';

type NoticeOf<Type extends News['type']> = (
  context: StepContext<unknown>,
  news: Extract<News, { type: Type }>,
) => Aside | null | Promise<Aside | null>;

type Notices = { [Type in News['type']]?: NoticeOf<Type> };

/** What a person reads of news that no step waits for, wherever they are; the step stays. */
const notices: Notices = {};

export async function readNotice(context: StepContext<unknown>, news: News): Promise<Aside | null> {
  const notice = notices[news.type] as NoticeOf<News['type']> | undefined;
  return notice ? notice(context, news) : null;
}
