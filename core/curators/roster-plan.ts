import { randomUUID } from 'node:crypto';
import type { Role } from '#prisma/generated/enums.ts';
import { nameKey } from '../people/name.ts';
import { grouped } from './grouped.ts';
import {
  NOTHING_KNOWN,
  type PersonFacts,
  type PupilRow,
  type Refusal,
  type Remark,
  type RosterRow,
  type RosterTrouble,
} from './roster-row.ts';

/** A card as the school has it now. */
export interface RosterCard {
  id: string;
  fullName: string;
  roles: Role[];
  active: boolean;
  className: string | null;
  /** As in `2014-05-31`. */
  birthDate: string | null;
  snilsHash: string | null;
  email: string | null;
  childId: string | null;
  phones: string[];
  /** An account has it: a name is its owner's own. */
  held: boolean;
}

/** A card as it shall be. */
export interface PlannedCard extends Omit<RosterCard, 'held' | 'active'> {
  isNew: boolean;
  changed: boolean;
}

export interface RosterPlan {
  cards: PlannedCard[];
  /** Printed codes, each with the card that it is for. */
  codes: { line: number; personId: string; role: Role; code: string }[];
  refused: RosterTrouble<Refusal>[];
  remarks: RosterTrouble<Remark>[];
  /** Pupils of the listed classes whom the list does not name: they stay as they are. */
  unlisted: number;
}

/**
 * Finds out what a list would make of the school's cards; changes nothing, and asks nobody. Somebody is the same person only when nothing
 * speaks against it: the same name with the same date of birth; or the same name in the same class (for staff: in the school), with a date on
 * one side at most. A name alone never moves a card to another class, for the card may have an account.
 * An empty cell takes nothing away. Whoever a curator has marked as having left stays so, and is told.
 */
export function planRoster(rows: readonly RosterRow[], cards: readonly RosterCard[]): RosterPlan {
  const plan: RosterPlan = { cards: [], codes: [], refused: [], remarks: [], unlisted: 0 };
  const byName = grouped(
    cards.filter((card) => card.childId === null && !card.roles.includes('parent')),
    (card) => nameKey(card.fullName),
  );
  const parentsOf = grouped(
    cards.filter((card) => card.childId !== null),
    (card) => card.childId ?? '',
  );
  const taken = new Set<string>();
  /** Whom earlier lines have named. */
  const listed = new Map<string, { group: string; birth: string }[]>();

  const refuse = (line: number, reason: Refusal): void => void plan.refused.push({ line, reason });

  /** Plans the card that a list names, the known one or a new one; returns its id. */
  function put(
    known: RosterCard | undefined,
    facts: PersonFacts,
    rest: Pick<RosterCard, 'roles' | 'className' | 'childId'>,
  ) {
    const id = known?.id ?? randomUUID();
    if (known) taken.add(known.id);
    const wanted: PlannedCard = {
      id,
      fullName: known?.held && known.fullName !== '' ? known.fullName : facts.name || (known?.fullName ?? ''),
      ...rest,
      birthDate: facts.birthDate ?? known?.birthDate ?? null,
      snilsHash: facts.snilsHash ?? known?.snilsHash ?? null,
      email: facts.email ?? known?.email ?? null,
      phones: [...new Set([...(known?.phones ?? []), ...facts.phones])].sort(),
      isNew: !known,
      changed: false,
    };
    wanted.changed = known !== undefined && differs(known, wanted);
    plan.cards.push(wanted);
    return id;
  }

  function addCode(line: number, personId: string, role: Role, facts: PersonFacts): void {
    if (facts.code !== null) plan.codes.push({ line, personId, role, code: facts.code });
  }

  function putParents(row: PupilRow, childId: string): void {
    const everybody = parentsOf.get(childId) ?? [];
    const known = everybody.filter((card) => card.active);
    const hasLeft = new Set(everybody.filter((card) => !card.active).map((card) => nameKey(card.fullName)));
    // Whoever was printed a sheet without a name is a parent too: a pupil always has a card for one.
    const named = row.parents.filter((parent) => parent.name === '' || !hasLeft.has(nameKey(parent.name)));
    if (named.length < row.parents.length) plan.remarks.push({ line: row.line, reason: 'left' });
    const wanted = row.parents.length > 0 ? named : known.length === 0 ? [NOTHING_KNOWN] : [];
    const rest = { roles: ['parent' as const], className: null, childId };
    // Names first, so that an unnamed card goes to somebody who has none.
    const found = new Map<PersonFacts, RosterCard>();
    const free = (card: RosterCard): boolean => ![...found.values()].includes(card);
    for (const parent of wanted) {
      if (parent.name === '') continue;
      const same = known.find((card) => free(card) && nameKey(card.fullName) === nameKey(parent.name));
      if (same) found.set(parent, same);
    }
    for (const parent of wanted) {
      if (found.has(parent)) continue;
      const unnamed = known.find((card) => free(card) && card.fullName === '' && !card.held);
      if (unnamed) found.set(parent, unnamed);
    }
    const names = new Set<string>();
    for (const parent of wanted) {
      const key = nameKey(parent.name);
      if (key !== '' && names.has(key)) continue;
      names.add(key);
      addCode(row.line, put(found.get(parent), parent, rest), 'parent', parent);
    }
  }

  for (const row of rows) {
    const group = row.kind === 'pupil' ? row.className : '';
    const key = nameKey(row.name);
    const birth = row.birthDate ?? '';
    const earlier = listed.get(key) ?? [];
    const isSame = (other: { group: string; birth: string }): boolean =>
      other.birth !== '' && birth !== '' ? other.birth === birth : other.group === group;
    if (earlier.some(isSame)) {
      refuse(row.line, 'duplicate');
      continue;
    }
    listed.set(key, [...earlier, { group, birth }]);

    const namesakes = (byName.get(key) ?? []).filter(
      (card) => !taken.has(card.id) && isPupil(card) === (row.kind === 'pupil'),
    );
    const sure = namesakes.filter((card) => birth !== '' && card.birthDate === birth);
    const here = namesakes.filter(
      (card) => (row.kind === 'staff' || card.className === group) && (birth === '' || card.birthDate === null),
    );
    const candidates = sure.length > 0 ? sure : here;
    if (candidates.length > 1) {
      refuse(row.line, 'several');
      continue;
    }
    const [known] = candidates;
    if (known && !known.active) {
      // A curator has said so, on purpose; an older list does not know.
      taken.add(known.id);
      plan.remarks.push({ line: row.line, reason: 'left' });
      continue;
    }
    if (row.kind === 'staff') {
      const personId = put(known, row, { roles: [row.role], className: null, childId: null });
      addCode(row.line, personId, row.role, row);
      continue;
    }
    if (!known && namesakes.some((card) => birth === '' || card.birthDate === null)) {
      plan.remarks.push({ line: row.line, reason: 'elsewhere' });
    }
    const personId = put(known, row, { roles: ['student'], className: group, childId: null });
    addCode(row.line, personId, 'student', row);
    putParents(row, personId);
  }

  const classes = new Set(rows.map((row) => (row.kind === 'pupil' ? row.className : null)));
  plan.unlisted = cards.filter(
    (card) => card.active && isPupil(card) && !taken.has(card.id) && classes.has(card.className),
  ).length;
  return plan;
}

const isPupil = (card: RosterCard): boolean => card.roles.includes('student');

const differs = (known: RosterCard, wanted: PlannedCard): boolean =>
  (['fullName', 'className', 'birthDate', 'snilsHash', 'email'] as const).some((one) => known[one] !== wanted[one]) ||
  known.roles.join() !== wanted.roles.join() ||
  known.phones.join() !== wanted.phones.join();
