import type { OutboxMessage } from '#bot/delivery/message.ts';
import { findAside, start } from '#bot/journeys/anywhere.ts';
import type { Aside, Where } from '#bot/journeys/aside.ts';
import { linkedLate } from '#bot/journeys/authorize.ts';
import { codeAtCrossroads } from '#bot/journeys/crossroads.ts';
import { faqLink, question } from '#bot/journeys/faq.ts';
import { answerIn } from '#bot/journeys/faq-inside.ts';
import { understood } from '#bot/journeys/faq-understood.ts';
import { findStep } from '#bot/journeys/journeys.ts';
import { readNotice } from '#bot/journeys/notices.ts';
import { pausedStep } from '#bot/journeys/paused.ts';
import { registered } from '#bot/journeys/registered.ts';
import { type Phrase, phrase, type Screen } from '#bot/journeys/screen.ts';
import type { Effects, Move, Step, StepContext, StepSignal } from '#bot/journeys/step.ts';
import { holdsPassword } from '#core/accounts/password-in-words.ts';
import type { ChatRef } from '#core/chat.ts';
import type { Core } from '#core/core.ts';
import { asksSomething, isOnlyWords, tellsSomething } from '#core/faq/asking.ts';
import type { Faq } from '#core/faq/faq.ts';
import { holdsSnils } from '#core/gosuslugi/snils.ts';
import type { Institution } from '#core/institution.ts';
import { Language } from '#core/language.ts';
import type { Texts } from '#locales/texts.ts';
import type { Claimed } from './conversation.ts';
import { readPress, tappedKey } from './render.ts';
import { Screens, type Shown } from './screens.ts';
import type { Signal } from './signal.ts';
import { spokenCommand } from './spoken.ts';

/** What of a conversation a turn reads and changes. */
export interface State extends Shown {
  institutionId: string | null;
  journey: string;
  step: string;
  data: unknown;
  pressedMessageId: number | null;
}

export interface Turn {
  state: State;
  messages: OutboxMessage[];
  /** Shown at the pressed button. */
  toast?: string;
}

export interface TurnDeps {
  core: Core;
  faq: Faq;
  chat: ChatRef;
  texts: Texts;
  institutions: readonly Institution[];
}

export const stateOf = (conversation: Claimed): State => ({
  language: Language.catch('ru').parse(conversation.language),
  institutionId: conversation.institutionId,
  accountId: conversation.accountId,
  journey: conversation.journey,
  step: conversation.step,
  data: conversation.data,
  screen: conversation.screen,
  pressedMessageId: conversation.pressedMessageId,
  replyKeyboard: conversation.replyKeyboard,
});

/** With less confidence what is told of a number is rather an introduction of it. */
const SURE = 0.5;

/** One signal's way through the conversation: the step decides, the turn goes where it says and collects what goes out. */
export async function takeTurn(deps: TurnDeps, before: State, signal: Signal): Promise<Turn> {
  const turn = new Taking(deps, before, signal);
  await turn.take();
  const { messages, toast } = turn.screens;
  return { state: turn.state, messages, ...(toast ? { toast } : {}) };
}

class Taking {
  readonly deps: TurnDeps;
  readonly signal: Signal;
  readonly state: State;
  readonly screens: Screens;

  constructor(deps: TurnDeps, state: State, signal: Signal) {
    this.deps = deps;
    this.signal = signal;
    this.state = { ...state };
    this.screens = new Screens(deps.texts, this.state);
  }

  async take(): Promise<void> {
    const { signal } = this;
    switch (signal.kind) {
      case 'blocked':
        return;
      case 'start':
        return this.begin(signal.payload);
      case 'command':
        return this.aside(signal.name);
      case 'unexpected':
        return this.show([phrase(`unexpected-${signal.what}`)]);
      case 'press':
        return this.press(signal.data, signal.messageId);
      case 'text': {
        const key = tappedKey(this.deps.texts, await this.screen(), signal.text);
        if (key && 'anywhere' in key) return this.aside(key.anywhere);
        const command = key ? null : spokenCommand(signal.text);
        if (command) return command === 'start' ? this.begin('') : this.aside(command);
        return this.hand(key ? { kind: 'action', action: key.action } : signal);
      }
      default:
        return this.hand(signal);
    }
  }

  private async aside(name: string): Promise<void> {
    const handler = findAside(name);
    return handler ? this.beside(await handler(this.context(), this.where())) : this.show([phrase('unknown-command')]);
  }

  private where(messageId: number | null = null, argument = ''): Where {
    const { journey, step } = this.state;
    const { reads, secret = false } = findStep(journey, step) ?? {};
    return { journey, step, messageId, argument, reads, secret };
  }

  private context(data: unknown = this.state.data): StepContext<unknown> {
    const { core, faq, chat, texts, institutions } = this.deps;
    const { language, accountId, institutionId } = this.state;
    const institution = institutions.find((one) => one.id === institutionId) ?? null;
    return { data, core, faq, chat, language, texts, institution, institutions, accountId };
  }

  private async begin(payload: string): Promise<void> {
    const opened = await faqLink(this.context(), this.where(), payload);
    if (opened) return this.beside(opened);
    return this.follow(await start(this.context(), this.where(), this.state.data, payload));
  }

  private async press(data: string, messageId: number | null): Promise<void> {
    const press = readPress(data);
    if (press && 'anywhere' in press) {
      const aside = findAside(press.anywhere);
      if (!aside) return this.stale(messageId);
      const outcome = await aside(this.context(), this.where(messageId, press.argument));
      // A pass refreshes in its own message.
      if (outcome.inPlace) this.screens.editable = messageId;
      return this.beside(outcome, press.anywhere === 'refresh-pass' ? messageId : null);
    }
    if (!press || press.screen !== this.state.screen) return this.stale(messageId);
    this.screens.editable = messageId;
    this.state.pressedMessageId = messageId;
    return this.hand({ kind: 'action', action: press.action });
  }

  /** A button of an older screen. Pressed twice in a row it is no news; else the person sees where they are. */
  private async stale(messageId: number | null): Promise<void> {
    this.screens.showToast(phrase('toast-stale'));
    if (messageId !== null && messageId === this.state.pressedMessageId) return;
    this.state.pressedMessageId = messageId;
    return this.show([phrase('stale-button')]);
  }

  /** Gives the signal to the step; what it has no use for gets a kind answer. */
  private async hand(signal: StepSignal): Promise<void> {
    const current = this.current();
    if (!current) return this.lost();
    if ((signal.kind === 'text' || signal.kind === 'edited') && this.tooPrivate(signal.text)) {
      this.screens.remove(signal.messageId);
      return this.show([phrase(holdsPassword(signal.text) ? 'errors-password-in-words' : 'errors-snils-in-words')]);
    }
    if (signal.kind === 'text' && (await this.insteadOfStep(signal, current.step))) return;
    const move = await current.step.on(signal, this.context(current.data));
    const refusal = move?.to === 'again' && move.unread ? move.notes : null;
    if (signal.kind === 'text' && (move === null || refusal)) {
      const words = move?.to === 'again' && move.unread === 'words';
      return this.beside(await question(this.context(), this.where(), signal.text, refusal ?? [], words));
    }
    if (move) return this.follow(move);
    switch (signal.kind) {
      case 'news':
        return this.unawaited(signal);
      case 'contact':
        return this.show([phrase('unexpected-contact')]);
      case 'edited':
        return this.show([phrase('unexpected-edited')]);
      case 'picture':
        return this.show([phrase('unexpected-photo')]);
      case 'action':
        return this.stale(this.screens.editable);
    }
  }

  /** What a text is rather than an answer to the step that is shown. */
  private async insteadOfStep(signal: Extract<StepSignal, { kind: 'text' }>, step: Step): Promise<boolean> {
    return (await this.atCrossroads(signal)) || this.answered(signal, step);
  }

  /** Where the question is only how to go on: an invitation's code, and the answer that the step left behind waits for. */
  private async atCrossroads(signal: Extract<StepSignal, { kind: 'text' }>): Promise<boolean> {
    if (this.state.journey !== 'welcome') return false;
    const paused = pausedStep(this.state);
    const reads = paused && findStep(paused.journey, paused.step)?.reads;
    if (paused && reads && !asksSomething(signal.text) && answerIn(this.context(), reads, signal.text)) {
      Object.assign(this.state, { journey: paused.journey, step: paused.step, data: paused.data });
      await this.hand(signal);
      return true;
    }
    const move = await codeAtCrossroads(this.context(), this.where(), signal.text);
    if (move) await this.follow(move);
    return move !== null;
  }

  /**
   * Whether the text clearly was a question that somebody can answer, though an answer to the step may stand in it. Where it may be a
   * password it is taken out of the chat, and nothing of it is kept.
   */
  private async answered({ text, messageId }: { text: string; messageId: number }, step: Step): Promise<boolean> {
    const { secret, questionsFirst } = step;
    if (secret ? !isOnlyWords(text) : !questionsFirst || !(asksSomething(text) || tellsSomething(text))) return false;
    const { outcome, intents } = understood(this.context(), text);
    if (outcome === 'none') return false;
    const sure = outcome === 'answer' || (outcome === 'suggest' && (intents[0]?.confidence ?? 0) >= SURE);
    if (!secret && !asksSomething(text) && !sure) return false;
    if (secret) this.screens.remove(messageId);
    await this.beside(await question(this.context(), this.where(), text));
    return true;
  }

  /**
   * What a chat must not keep, whatever the step would make of it. A university asks for numbers as long as a SNILS, and the comparison
   * with Gosuslugi has words of its own for them.
   */
  private tooPrivate(text: string): boolean {
    if (holdsPassword(text)) return true;
    const { institution } = this.context();
    return institution?.kind === 'school' && this.state.journey !== 'gosuslugi' && holdsSnils(text);
  }

  /** News for a step that the person has left meanwhile: what they did elsewhere counts wherever they are now. */
  private async unawaited(signal: Extract<StepSignal, { kind: 'news' }>): Promise<void> {
    const { news } = signal;
    if (news.type === 'registered') return this.follow(await registered(this.context(), news.accountId));
    const move = news.type === 'link-confirmed' && (await linkedLate(this.context(), news.verificationId));
    if (move) return this.follow(move);
    const notice = await readNotice(this.context(), news, this.where());
    if (notice) return this.beside(notice);
    return this.toPaused(signal);
  }

  /** News for a step that something came between: whoever does what it asked for wants to go on with it. */
  private async toPaused(signal: StepSignal): Promise<void> {
    const paused = pausedStep(this.state);
    if (!paused) return;
    const step = findStep(paused.journey, paused.step);
    const data = step?.data.safeParse(paused.data);
    const move = step && data?.success ? await step.on(signal, this.context(data.data)) : null;
    if (!move) return;
    Object.assign(this.state, { journey: paused.journey, step: paused.step, data: paused.data });
    return this.follow(move);
  }

  private async beside(aside: Aside, passMessage: number | null = null): Promise<void> {
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
    const current = this.current();
    const move = await current?.step.on({ kind: 'text', text, messageId: 0 }, this.context(current.data));
    return move ? this.follow(move) : this.show([]);
  }

  private async follow(move: Move): Promise<void> {
    if (move.to === 'stay') {
      if (move.data !== undefined) this.state.data = move.data;
      if (move.toast) this.screens.showToast(move.toast);
      return;
    }
    if (move.to === 'again') return this.show(move.notes);
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
  private lost(): Promise<void> {
    this.state.journey = this.state.accountId ? 'home' : 'welcome';
    this.state.step = this.state.accountId ? 'home' : 'institution';
    this.state.data = {};
    return this.show([phrase('errors-lost')]);
  }

  private current() {
    const found = findStep(this.state.journey, this.state.step);
    const data = found?.data.safeParse(this.state.data);
    return found && data?.success ? { step: found, data: data.data } : null;
  }

  private async screen(): Promise<Screen> {
    const current = this.current();
    return current ? current.step.screen(this.context(current.data)) : { text: [] };
  }

  private async show(notes: Phrase[]): Promise<void> {
    if (!this.current()) return this.lost();
    this.screens.show(await this.screen(), notes);
  }
}
