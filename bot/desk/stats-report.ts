import type { Spread } from '#core/helpdesk/spread.ts';
import type { Figures } from '#core/helpdesk/stats.ts';
import type { Language } from '#core/language.ts';
import type { Texts } from '#locales/texts.ts';
import { reasonInWords } from './ticket-words.ts';

/** What a helpdesk did, in a few lines of Telegram's HTML. */
export function statsText(figures: Figures, days: number, texts: Texts, language: Language): string {
  const say = (key: string, args: Record<string, string | number> = {}) =>
    texts.html(language, `operators-stats-${key}`, args);
  const { open, waiting, opened, closed, firstAnswer, resolution, ratings, byReason } = figures;
  const number = (value: number) => value.toLocaleString(language, { maximumFractionDigits: 1 });
  const spread = (key: string, { count, median, p90 }: Spread): string[] =>
    median === null || p90 === null
      ? []
      : [say(key, { count, median: inWords(median, texts, language), p90: inWords(p90, texts, language) })];
  return [
    `<b>${say('title', { days })}</b>`,
    say('now', { open, waiting }),
    say('moved', { opened, closed }),
    ...spread('answer', firstAnswer),
    ...spread('resolution', resolution),
    ...(ratings.mean === null
      ? []
      : [say('ratings', { mean: number(ratings.mean), count: ratings.counts.reduce((sum, one) => sum + one, 0) })]),
    ...byReason.map(({ reason, count }) => say('reason', { reason: reasonInWords(texts, language, reason), count })),
  ].join('\n');
}

/** `45 min`, `3 h`, `2 days`: one number that a person can compare. */
export function inWords(minutes: number, texts: Texts, language: Language): string {
  const [unit, count] =
    minutes < 90 ? ['minutes', minutes] : minutes < 48 * 60 ? ['hours', minutes / 60] : ['days', minutes / (24 * 60)];
  return texts.plain(language, `operators-stats-${unit}`, { count: Math.round(count) });
}
