import type { Aside, Where } from '#bot/journeys/aside.ts';
import { pastConsent } from '#bot/journeys/consented.ts';
import { findStep } from '#bot/journeys/journeys.ts';
import type { Paused } from '#bot/journeys/paused.ts';
import { type Button, type Phrase, phrase, type Screen } from '#bot/journeys/screen.ts';
import type { Effects, Move, Step, StepContext } from '#bot/journeys/step.ts';
import type { ChatRef } from '#core/chat.ts';
import type { Core } from '#core/core.ts';
import type { Faq } from '#core/faq/faq.ts';
import type { Institution } from '#core/institution.ts';
import type { Texts } from '#locales/texts.ts';
import { Screens } from './screens.ts';
import type { State } from './state.ts';

/** What a turn has at hand, besides the conversation itself. */
export interface TurnDeps {
  core: Core;
  faq: Faq;
  chat: ChatRef;
  texts: Texts;
  institutions: readonly Institution[];
  now: Date;
}

/** What went wrong with what a person is about, not with a message of theirs. */
const TROUBLE = /^errors-(?!lost$|ticket-|.+-in-(?:words|chat)$)/;

/** In another journey nothing of the old one's troubles matters; the helpdesk wants to know of them. */
const leavesTrouble = (from: string, to: string | null): boolean =>
  to !== null && to !== from && from !== 'human' && to !== 'human';

/** A step and the data that it has checked. */
export interface Standing {
  step: Step;
  data: unknown;
}

/** The step named, with the data kept for it; null where the code knows no such step, or the data does not fit it. */
export function standingAt({ journey, step, data }: Pick<State, 'journey' | 'step' | 'data'>): Standing | null {
  const found = findStep(journey, step);
  const checked = found?.data.safeParse(data);
  return found && checked?.success ? { step: found, data: checked.data } : null;
}

/** Where the person is in the conversation, and how they get on from there: `state` and `screens` follow. */
export class Way {
  readonly deps: TurnDeps;
  readonly state: State;
  readonly screens: Screens;

  /** @param state changes with the way */
  constructor(deps: TurnDeps, state: State) {
    this.deps = deps;
    this.state = state;
    this.screens = new Screens(deps.texts, state);
  }

  /** The step where the person is; null where the conversation is older than the code. */
  standing(): Standing | null {
    return standingAt(this.state);
  }

  /** Where the person is, for what happens beside the step. */
  where(messageId: number | null = null, argument = ''): Where {
    const { journey, step } = this.state;
    const { reads, secret = false } = findStep(journey, step) ?? {};
    return { journey, step, messageId, argument, reads, secret };
  }

  /** What a step may know and use. @param data the step's own, checked; as it was kept where no step reads it */
  context(data: unknown = this.state.data): StepContext<unknown> {
    const { core, faq, chat, texts, institutions, now } = this.deps;
    const { language, accountId, institutionId, lastError } = this.state;
    const institution = institutions.find((one) => one.id === institutionId) ?? null;
    return { data, core, faq, chat, language, texts, institution, institutions, accountId, lastError, now };
  }

  /** Back to a step that something came between. */
  resume({ journey, step, data }: Paused): void {
    Object.assign(this.state, { journey, step, data });
  }

  /** Does what an aside says: shows it, and leaves the step only if told to. @param passMessage that holds the pass already */
  async beside(aside: Aside, passMessage: number | null = null): Promise<void> {
    const { screen, effects, step, notes, toast, move, answer } = aside;
    if (toast) this.screens.showToast(toast);
    if (answer !== undefined) return this.answer(answer);
    if (move) return this.follow(move);
    this.apply(effects ?? {});
    if (screen) this.screens.showBeside(screen);
    if (step) await this.show(notes ?? []);
    if (effects?.pass) this.screens.showPass(passMessage);
  }

  /** As if the person had typed it. */
  private async answer(text: string): Promise<void> {
    const current = this.standing();
    const move = await current?.step.on({ kind: 'text', text, messageId: 0 }, this.context(current.data));
    return move ? this.follow(move) : this.show([]);
  }

  /** Goes where a step has decided, and shows it. */
  async follow(decided: Move): Promise<void> {
    if (decided.to === 'stay') {
      if (decided.data !== undefined) this.state.data = decided.data;
      if (decided.toast) this.screens.showToast(decided.toast);
      return;
    }
    if (decided.to === 'again') return this.show(decided.notes);
    const move = await pastConsent(this.context(), this.state, decided);
    if (leavesTrouble(this.state.journey, move.journey)) this.state.lastError = null;
    this.state.journey = move.journey ?? this.state.journey;
    this.state.step = move.step;
    this.state.data = move.data;
    this.apply(move.effects);
    await this.show(move.notes);
    if (move.effects.pass) this.screens.showPass(null);
  }

  private apply({ institutionId, accountId, language, deleteMessage }: Effects): void {
    if (institutionId) this.state.institutionId = institutionId;
    if (accountId) this.state.accountId = accountId;
    if (language) this.state.language = language;
    if (deleteMessage !== undefined) this.screens.remove(deleteMessage);
  }

  /** The conversation is older than the code: begin again where the person surely is. */
  lost(): Promise<void> {
    this.state.journey = this.state.accountId ? 'home' : 'welcome';
    this.state.step = this.state.accountId ? 'home' : 'institution';
    this.state.data = {};
    return this.show([phrase('errors-lost')]);
  }

  /** What the step shows; nothing where there is none. */
  async screen(): Promise<Screen> {
    const current = this.standing();
    return current ? current.step.screen(this.context(current.data)) : { text: [] };
  }

  /**
   * Shows the step where the person is now, below the notes.
   * @param way one more, below those of the step; where a keyboard takes their place it stands below the notes
   */
  async show(notes: Phrase[], way?: Button): Promise<void> {
    if (!this.standing()) return this.lost();
    const own = await this.screen();
    if (way && own.keyboard) {
      this.screens.showBeside({ text: notes, buttons: [[way]] });
      return this.show([]);
    }
    const has = (own.buttons ?? [])
      .flat()
      .some((one) => way && 'anywhere' in way && 'anywhere' in one && one.anywhere === way.anywhere);
    const screen = way && !has ? { ...own, buttons: [...(own.buttons ?? []), [way]] } : own;
    const trouble = [...screen.text, ...notes].findLast(({ key }) => TROUBLE.test(key));
    if (trouble) this.state.lastError = trouble;
    this.screens.show(screen, notes, this.state.journey === 'human' ? 'keyboard-away-human' : undefined);
  }
}
