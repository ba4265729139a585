import type { OutboxMessage } from '#bot/delivery/message.ts';
import { findAside, start } from '#bot/journeys/anywhere.ts';
import { codeAtCrossroads } from '#bot/journeys/crossroads.ts';
import { question } from '#bot/journeys/faq.ts';
import { faqLink } from '#bot/journeys/faq-chosen.ts';
import { phrase } from '#bot/journeys/screen.ts';
import type { Step, StepSignal } from '#bot/journeys/step.ts';
import { takenBy } from '#bot/journeys/step-answers.ts';
import { answersPaused, answerUnread, isClearQuestion, isUntaken, tooPrivate } from './free-text.ts';
import { noteAtHelpdesk } from './helpdesk-notes.ts';
import { readPress, tappedKey } from './render.ts';
import { answeredAlbum, sentAside, takeOut } from './sent-aside.ts';
import type { Original, Signal } from './signal.ts';
import { callsForHelp, spokenCommand } from './spoken.ts';
import type { State } from './state.ts';
import { showTakenOut } from './taken-out.ts';
import {
  alsoToOpenTicket,
  atHelpdesk,
  editsHelpdesk,
  isReplyToHelpdesk,
  keptForTicket,
  pictureToOpenTicket,
  repliesToHelpdesk,
  toOpenTicket,
} from './to-helpdesk.ts';
import { hear } from './unawaited.ts';
import { answerWithWay, reopens } from './untaken.ts';
import { type Standing, type TurnDeps, Way } from './way.ts';

export interface Turn {
  state: State;
  messages: OutboxMessage[];
  /** Shown at the pressed button. */
  toast?: string;
}

type Typed = Extract<Signal, { kind: 'text' }>;

/**
 * One signal's way through the conversation: the step decides, the turn goes where it says and collects what goes out.
 * @param original the message as a human reads it, if the signal is one
 */
export async function takeTurn(deps: TurnDeps, before: State, signal: Signal, original?: Original): Promise<Turn> {
  const way = new Way(deps, { ...before });
  await new Taking(way, signal, original).take();
  const { messages, toast } = way.screens;
  return { state: way.state, messages, ...(toast ? { toast } : {}) };
}

/** What a signal means where the person is. */
class Taking {
  readonly way: Way;
  readonly signal: Signal;
  readonly original: Original | undefined;

  constructor(way: Way, signal: Signal, original: Original | undefined) {
    this.way = way;
    this.signal = signal;
    this.original = original;
  }

  async take(): Promise<void> {
    const { signal } = this;
    switch (signal.kind) {
      case 'blocked':
        return;
      case 'changed':
        await editsHelpdesk(this.way, this.original);
        return;
      case 'reaction': {
        const { core, chat } = this.way.deps;
        await core.talk.react({ ...chat, messageId: signal.messageId }, signal.emoji);
        return;
      }
      case 'start':
        return this.begin(signal.payload);
      case 'command':
        return this.aside(signal.name);
      case 'unexpected':
        return this.unexpected(signal.what);
      case 'press':
        return this.press(signal.data, signal.messageId);
      case 'text':
        return this.typed(signal);
      default:
        return this.hand(signal);
    }
  }

  /** What no step asks for. */
  private async unexpected(what: string): Promise<void> {
    if (await atHelpdesk(this.way, this.original)) return;
    if (await repliesToHelpdesk(this.way, this.original)) return;
    if (await toOpenTicket(this.way, this.original)) return;
    return sentAside(this.way, this.original, what);
  }

  /** A key of the keyboard below the text field writes what it is called; and commands are typed in plain words too. */
  private async typed(signal: Typed): Promise<void> {
    const key = tappedKey(this.way.deps.texts, await this.way.screen(), signal.text);
    if (key) return 'anywhere' in key ? this.aside(key.anywhere) : this.hand({ kind: 'action', action: key.action });
    const command = this.way.standing()?.step.openWords ? null : spokenCommand(signal.text);
    // In reply to an operator it is a word to them.
    if (!command || (await isReplyToHelpdesk(this.way, this.original))) return this.hand(signal);
    if (callsForHelp(signal.text) && !this.way.where().secret) await alsoToOpenTicket(this.way, this.original);
    return command === 'start' ? this.begin('') : this.aside(command);
  }

  private async aside(name: string): Promise<void> {
    const handler = findAside(name);
    if (handler) return this.way.beside(await handler(this.way.context(), this.way.where()));
    if (this.way.state.journey === 'human') return noteAtHelpdesk(this.way, [phrase('helpdesk-unknown-command')]);
    return this.way.show([phrase('unknown-command')]);
  }

  private async begin(payload: string): Promise<void> {
    const opened = await faqLink(this.way.context(), this.way.where(), payload);
    if (opened) return this.way.beside(opened);
    return this.way.follow(await start(this.way.context(), this.way.where(), this.way.state.data, payload));
  }

  private async press(data: string, messageId: number | null): Promise<void> {
    const press = readPress(data);
    if (press && 'anywhere' in press) {
      const aside = findAside(press.anywhere);
      if (!aside) return this.stale(messageId);
      const outcome = await aside(this.way.context(), this.way.where(messageId, press.argument));
      // A pass refreshes in its own message.
      if (outcome.inPlace) this.way.screens.editable = messageId;
      return this.way.beside(outcome, press.anywhere === 'refresh-pass' ? messageId : null);
    }
    if (!press || press.screen !== this.way.state.screen) return this.stale(messageId);
    this.way.screens.editable = messageId;
    this.way.state.pressedMessageId = messageId;
    return this.hand({ kind: 'action', action: press.action });
  }

  /** A button of an older screen. Pressed twice in a row it is no news; else the person sees where they are. */
  private async stale(messageId: number | null): Promise<void> {
    this.way.screens.showToast(phrase('toast-stale'));
    if (messageId !== null && messageId === this.way.state.pressedMessageId) return;
    this.way.state.pressedMessageId = messageId;
    return this.way.show([phrase('stale-button')]);
  }

  /** Gives the signal to the step; what it has no use for gets a kind answer. */
  private async hand(signal: StepSignal): Promise<void> {
    const current = this.way.standing();
    if (!current) return this.way.lost();
    const { original } = this;
    const says = signal.kind !== 'news' && signal.kind !== 'action' && signal.kind !== 'edited';
    if (says && (await atHelpdesk(this.way, original))) return;
    if (signal.kind === 'text' || signal.kind === 'edited') {
      const reason = tooPrivate(this.way.context(), this.way.state, signal.text);
      // Where it may be a password, the step takes it out.
      if (signal.kind === 'edited' && (reason || current.step.secret)) await showTakenOut(this.way, signal.messageId);
      if (reason) return takeOut(this.way, signal.messageId, reason);
    }
    if (signal.kind === 'edited' && !current.step.secret && (await editsHelpdesk(this.way, original))) return;
    if (says && (await repliesToHelpdesk(this.way, original))) return;
    if (signal.kind === 'text' && (await this.insteadOfStep(signal, current.step))) return;
    if (signal.kind === 'text' && (await this.besideStep(signal.text, current))) return;
    if (signal.kind === 'news' && (await pictureToOpenTicket(this.way, signal.news))) return;
    const sent = signal.kind === 'picture' ? await keptForTicket(this.way, original) : undefined;
    const taken = signal.kind === 'picture' && sent ? { ...signal, sent } : signal;
    const move = await current.step.on(taken, this.way.context(current.data));
    if (signal.kind === 'text') {
      if (!move && (await toOpenTicket(this.way, original))) return;
      if (isUntaken(move) && (await reopens(this.way, original, signal.text))) return;
      const answer = await answerUnread(this.way.context(), this.way.where(), signal.text, move);
      if (answer) return this.way.beside(await answerWithWay(this.way, original, answer));
    }
    // Each of its pictures is looked at, and what is found in it is told by itself.
    if (move?.to === 'again' && signal.kind === 'picture' && (await answeredAlbum(this.way, original))) return;
    if (move) return this.way.follow(move);
    if (says && (await toOpenTicket(this.way, original))) return;
    switch (signal.kind) {
      case 'news':
        return hear(this.way, signal);
      case 'contact':
        return this.way.show([phrase('unexpected-contact')]);
      case 'edited':
        return this.way.show([phrase('unexpected-edited')]);
      case 'picture':
        return sentAside(this.way, original, 'photo');
      case 'action':
        return this.stale(this.way.screens.editable);
    }
  }

  /**
   * Takes a text for what it is rather than an answer to the step that is shown: an answer to the step left behind, an invitation's code
   * where the question is only how to go on, or clearly a question. Tells whether it was any of these.
   */
  private async insteadOfStep(signal: Typed, step: Step): Promise<boolean> {
    const { text, messageId } = signal;
    const paused = answersPaused(this.way.context(), this.way.state, text);
    if (paused) {
      this.way.resume(paused);
      await this.hand(signal);
      return true;
    }
    const move =
      this.way.state.journey === 'welcome' ? await codeAtCrossroads(this.way.context(), this.way.where(), text) : null;
    if (move) {
      await this.way.follow(move);
      return true;
    }
    if (!isClearQuestion(this.way.context(), step, text)) return false;
    if (await toOpenTicket(this.way, this.original)) return true;
    if (await reopens(this.way, this.original, text)) return true;
    // It may be a password after all.
    if (step.secret) this.way.screens.remove(messageId);
    const answer = await question(this.way.context(), this.way.where(), text);
    await this.way.beside(await answerWithWay(this.way, this.original, answer));
    return true;
  }

  /** With an open ticket the step gets answers only: the operators get all else. Tells whether they alone have it. */
  private async besideStep(text: string, { step, data }: Standing): Promise<boolean> {
    const taken = await takenBy(step, this.way.context(data), text);
    if (taken === 'yes') return false;
    return toOpenTicket(this.way, this.original, taken === 'no' ? undefined : taken.slip);
  }
}
