import type { IssuedInvitation } from '../invitations/invitation.ts';
import { fail, ok, type Result } from '../result.ts';
import { type ActingCurator, actingCurator } from './acting.ts';
import type { CardView } from './card.ts';
import { type CardError, cardList, chosen, type Selection } from './card-list.ts';
import type { CardsDeps } from './cards.ts';

/** One card on a sheet of paper. */
export interface PrintedCard extends CardView {
  code: string;
  expiresAt: Date;
}

/** The codes of a curator's school: made, withdrawn and printed. */
export function codes(deps: CardsDeps) {
  const { db, clock, invitations, audit } = deps;
  const { list, one, present } = cardList(deps);

  const issueFor = (
    { id: curatorId, schoolId }: ActingCurator,
    wanted: readonly CardView[],
  ): Promise<IssuedInvitation[]> =>
    invitations.issueMany({ schoolId, curatorId, cards: wanted.map(({ id, role }) => ({ personId: id, role })) });

  return {
    /** A fresh code for one person; an earlier one dies. */
    async invite(
      curatorId: string,
      personId: string,
    ): Promise<Result<PrintedCard, CardError | 'curator.left' | 'invitation.registered' | 'invitation.no-card'>> {
      const found = await present(curatorId, personId);
      if (!found.ok) return found;
      const { curator, card } = found.value;
      const { schoolId } = curator;
      const issued = await invitations.issue({ schoolId, personId, role: card.role, curatorId });
      if (!issued.ok) return issued;
      const live = await invitations.liveOf(personId);
      return ok({ ...card, state: 'invited', code: issued.value.code, expiresAt: live?.expiresAt ?? clock.now() });
    },

    /** The person's code is good no more. */
    async withdraw(
      curatorId: string,
      personId: string,
    ): Promise<Result<void, CardError | 'invitation.unknown' | 'invitation.used'>> {
      const found = await one(curatorId, personId);
      if (!found.ok) return found;
      const live = await invitations.liveOf(personId);
      return live ? invitations.withdraw(live.id, curatorId) : ok(undefined);
    },

    /** Codes for everybody chosen who has neither an account nor a live code. @returns how many */
    async inviteAll(curatorId: string, selection: Selection): Promise<Result<number, 'curator.gone'>> {
      const curator = await actingCurator(db, curatorId);
      if (!curator) return fail('curator.gone');
      const wanted = (await list(curator, chosen(selection))).filter(({ state }) => state === 'waiting');
      const issued = await issueFor(curator, wanted);
      const detail = { ...named(selection), invitations: issued.length };
      if (issued.length > 0)
        await audit.note({ schoolId: curator.schoolId, curatorId, action: 'invitations-issued', detail });
      return ok(issued.length);
    },

    /**
     * The codes of everybody chosen who has not registered yet, for printing: who has none gets one. Codes that the school printed elsewhere are
     * left out, for they cannot be printed again.
     */
    async toPrint(
      curatorId: string,
      selection: Selection,
    ): Promise<Result<PrintedCard[], 'curator.gone' | 'curator.nothing-to-print'>> {
      const curator = await actingCurator(db, curatorId);
      if (!curator) return fail('curator.gone');
      const { schoolId } = curator;
      const wanted = await list(curator, chosen(selection));
      await issueFor(
        curator,
        wanted.filter(({ state }) => state === 'waiting'),
      );
      const unregistered = wanted.filter(({ state }) => state !== 'registered');
      const latest = await invitations.latestOf(unregistered.map(({ id }) => id));
      const printed = unregistered.flatMap((card) => {
        const invitation = latest.get(card.id);
        const { code, expiresAt } = invitation ?? {};
        return code && expiresAt ? [{ ...card, state: 'invited' as const, code, expiresAt }] : [];
      });
      if (printed.length === 0) return fail('curator.nothing-to-print');
      const personId = 'personId' in selection ? selection.personId : null;
      const detail = { ...named(selection), sheets: printed.length };
      await audit.note({ schoolId, curatorId, action: 'invitations-printed', personId, detail });
      return ok(printed);
    },
  };
}

const named = (selection: Selection): Record<string, string> =>
  'className' in selection ? { class: selection.className } : {};
