import type { AuditAction } from '#core/curators/audit.ts';
import type { World } from './world.ts';

/** Looks at the same within this time are written down as one. Milliseconds. */
const ONE_LOOK = 10 * 60_000;

/** What a story has done so far, as the school's journal of actions has to tell it: `action | who | whom`. */
export class ExpectedJournal {
  readonly lines: string[] = [];
  readonly #world: World;
  readonly #looks = new Map<string, number>();

  constructor(world: World) {
    this.#world = world;
  }

  /** @param who the curator's name, or empty @param whom the person's, or empty */
  did(action: AuditAction, who: string, whom = ''): void {
    this.lines.push([action, who || '—', whom || '—'].join(' | '));
  }

  /** A look at a class or a person, which counts once for a while. @param number of several cards of this name */
  saw(action: 'person-seen' | 'class-seen', who: string, what: string, number = 0): void {
    const key = `${action} ${who} ${what} ${number}`;
    const now = this.#world.clock.now().getTime();
    if (now - (this.#looks.get(key) ?? 0) < ONE_LOOK) return;
    this.#looks.set(key, now);
    this.did(action, who, action === 'class-seen' ? '' : what);
  }
}
