import type { Aside, Where } from '#bot/journeys/aside.ts';
import { linkedLate } from '#bot/journeys/authorize.ts';
import { readNotice } from '#bot/journeys/notices.ts';
import { type Paused, pausedStep } from '#bot/journeys/paused.ts';
import { registered } from '#bot/journeys/registered.ts';
import type { Move, StepContext, StepSignal } from '#bot/journeys/step.ts';
import type { News } from '#core/news.ts';
import { standingAt, type Way } from './way.ts';

/** News that the step on the screen does not wait for. */
export async function hear(way: Way, signal: Extract<StepSignal, { kind: 'news' }>): Promise<void> {
  const aside = await unawaited(way.context(), way.where(), signal.news);
  if (aside) return way.beside(aside);
  const woken = await wakePaused(way, signal);
  if (!woken) return;
  way.resume(woken.paused);
  return way.follow(woken.move);
}

/**
 * News for a step that the person has left meanwhile: what they did elsewhere counts wherever they are now. Null for news that matters
 * only to the step that waited for it.
 */
async function unawaited(context: StepContext<unknown>, where: Where, news: News): Promise<Aside | null> {
  if (news.type === 'registered') return { move: await registered(context, news.accountId) };
  const move = news.type === 'link-confirmed' ? await linkedLate(context, news.verificationId) : null;
  return move ? { move } : readNotice(context, news, where);
}

/** News for a step that something came between: whoever does what it asked for wants to go on with it, from there. */
async function wakePaused(way: Way, signal: StepSignal): Promise<{ paused: Paused; move: Move } | null> {
  const paused = pausedStep(way.state);
  const standing = paused && standingAt(paused);
  const move = standing && (await standing.step.on(signal, way.context(standing.data)));
  return paused && move ? { paused, move } : null;
}
