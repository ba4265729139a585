import type { Underway } from '#bot/delivery/underway.ts';
import type { Transport } from '#bot/transport/transport.ts';
import type { Institution } from '#core/institution.ts';
import { CALL_TIMEOUT, type Calls } from './calls.ts';
import type { Groups, HeldGroup } from './groups.ts';
import type { LostWhy } from './lost.ts';
import { planNext } from './plan.ts';
import { createRecovery } from './recovery.ts';
import { standingIn } from './standing.ts';
import { type Action, createSteps, type StepDeps } from './steps.ts';
import { troubleOf } from './trouble.ts';
import { look, type Sight } from './view.ts';

/** Steps of one ticket in a row: a new one gets its topic, its card and its words before it is the next one's turn. */
const IN_A_ROW = 5;

export interface ServeDeps extends StepDeps {
  botId: bigint;
  transport: Pick<Transport, 'call'>;
  institutions: readonly Institution[];
  /** How long an album may still grow, in milliseconds. */
  albumPause: number;
  groups: Groups;
  calls: Pick<Calls, 'paced' | 'to'>;
  /** Is told of what is shown while that, and what is remembered of it, lasts. */
  underway: Underway;
  stopping: AbortSignal;
  /** Has the group looked at again in so many milliseconds. */
  wakeIn(name: bigint, milliseconds: number): void;
}

/** Serves the ticket of a group whose turn it is, a few steps in a row. @returns false when there is nothing to do, or not now */
export function createServing(deps: ServeDeps): (name: bigint) => Promise<boolean> {
  const { botId, transport, transaction, clock, groups, calls, underway, stopping, wakeIn } = deps;
  const perform = createSteps(deps);
  const recovery = createRecovery(deps);

  /** Does one thing for a ticket: then there may be more of it, or it is the next one's turn, or the group has to wait. */
  async function advance(group: HeldGroup, ticketId: number): Promise<'more' | 'next' | 'wait'> {
    const flight = underway.flight({ botId, chatId: group.id });
    try {
      const planned = await plan(group, ticketId);
      if (!planned) return 'next';
      await perform(planned.step, planned.sight, calls.to(group, flight.begins));
      recovery.worked(group);
      return 'more';
    } catch (error) {
      return recovery.from(group, ticketId, error);
    } finally {
      flight.ends();
    }
  }

  /** What to do, decided while nobody can write into the ticket; what has nothing left to be done waits no more. */
  async function plan(group: HeldGroup, ticketId: number): Promise<{ step: Action; sight: Sight } | null> {
    const { until, planned } = await transaction(async (db) => {
      const sight = await look(db, ticketId, group.id, deps);
      // No longer this group's; or of an institution that the settings do not name any more.
      const step = sight && planNext(sight.view);
      if (sight && step && step.do !== 'wait') return { planned: { step, sight }, until: null };
      const now = clock.now();
      const until = step?.do === 'wait' ? step.until : null;
      const data = until ? { syncAfter: until } : { syncSince: null, syncAfter: null, syncAttempts: 0 };
      await db.ticket.updateMany({ where: { id: ticketId, groupId: group.id }, data: { ...data, syncedAt: now } });
      return { planned: null, until };
    });
    if (until) wakeIn(group.name, Math.max(0, until.getTime() - clock.now().getTime()));
    return planned;
  }

  /** Whether a lost group can be written to by now. */
  async function lookAgain(group: HeldGroup): Promise<boolean> {
    let why: LostWhy | null;
    try {
      why = await standingIn(transport.call, botId, group.id, CALL_TIMEOUT);
    } catch (error) {
      const trouble = troubleOf(error);
      if (trouble.kind === 'moved') {
        await groups.move(group.id, trouble.to);
        return true;
      }
      why = trouble.kind === 'lost' ? trouble.why : 'unknown';
    }
    if (why) await groups.lose(group, why);
    else await groups.regain(group);
    return why === null;
  }

  return async (name) => {
    if (stopping.aborted) return false;
    const group = await groups.take(name);
    if (!group) return false;
    if (group.lost) return lookAgain(group);
    await groups.give();
    const ticketId = await groups.next(group.id);
    if (ticketId === null) return false;
    for (let left = IN_A_ROW; left > 0; left -= 1) {
      if (!(await calls.paced(group.name))) return false;
      const goesOn = await advance(group, ticketId);
      if (goesOn !== 'more') return goesOn === 'next';
    }
    await transaction((db) => db.ticket.updateMany({ where: { id: ticketId }, data: { syncedAt: clock.now() } }));
    return true;
  };
}
