import type { OutboxMessage } from '#bot/delivery/message.ts';
import { type Phrase, phrase, type Screen } from '#bot/journeys/screen.ts';
import type { Language } from '#core/language.ts';
import type { Texts } from '#locales/texts.ts';
import { type Rendered, renderPhrases, renderScreen } from './render.ts';

/** What a conversation remembers of what it shows. */
export interface Shown {
  language: Language;
  accountId: string | null;
  /** The number of the newest screen: buttons of older ones are stale. */
  screen: number;
  /** Whether a keyboard stands below the text field. */
  replyKeyboard: boolean;
}

/** What a turn shows: collects the messages that go out, in order, and keeps `shown` true to them. */
export class Screens {
  readonly messages: OutboxMessage[] = [];
  /** Shown at the pressed button. */
  toast: string | undefined;
  /** The message that may be changed instead of sending a new one: the one whose live button was pressed. */
  editable: number | null = null;
  readonly #texts: Texts;
  readonly #shown: Shown;

  constructor(texts: Texts, shown: Shown) {
    this.#texts = texts;
    this.#shown = shown;
  }

  /**
   * Shows where the person is now, below the notes: from here on the buttons of all earlier screens are stale.
   * @param away said where the keyboard goes and there are no notes
   */
  show(screen: Screen, notes: readonly Phrase[], away = 'keyboard-away'): void {
    this.#shown.screen += 1;
    this.#send(screen, notes, this.#takeKeyboardAway(screen, notes, away));
  }

  /** Shows something beside the way: the buttons of where the person is stay good. */
  showBeside(screen: Screen): void {
    this.#send(screen, [], false);
  }

  /** Comes last, so that at a turnstile the picture is what the person sees. Refreshed in its own message, if one is given. */
  showPass(messageId: number | null): void {
    const { accountId, language } = this.#shown;
    if (!accountId) return;
    this.messages.push({ op: 'pass', accountId, language, ...(messageId === null ? {} : { messageId }) });
  }

  showToast({ key, args }: Phrase): void {
    this.toast = this.#texts.plain(this.#shown.language, key, args);
  }

  remove(messageId: number): void {
    this.messages.push({ op: 'delete', messageId });
  }

  /** Puts a screen into the outbox: in place of the pressed message where that is possible. @param said whether the notes are there already */
  #send(screen: Screen, notes: readonly Phrase[], said: boolean): void {
    if (screen.keyboard) {
      this.messages.push({ op: 'send', ...this.#render(screen, notes) });
      this.#shown.replyKeyboard = true;
      this.editable = null;
      return;
    }
    const rendered = this.#render(screen, said ? [] : notes);
    if (this.editable !== null) {
      this.messages.push({ op: 'edit', messageId: this.editable, ...rendered });
      this.editable = null;
    } else this.messages.push({ op: 'send', ...rendered });
  }

  /**
   * The keyboard below the text field goes with a message of its own, which says the notes: Telegram takes one kind of keyboard per
   * message. It stays while what is shown only stands beside the way. Tells whether it went.
   */
  #takeKeyboardAway({ keyboard }: Screen, notes: readonly Phrase[], away: string): boolean {
    if (!this.#shown.replyKeyboard || keyboard) return false;
    const said = notes.length > 0 ? notes : [phrase(away)];
    const html = renderPhrases(this.#texts, this.#shown.language, said);
    this.messages.push({ op: 'send', html, keyboard: { remove: true } });
    this.#shown.replyKeyboard = false;
    return true;
  }

  #render(screen: Screen, notes: readonly Phrase[]): Rendered {
    const { language, screen: number } = this.#shown;
    return renderScreen(this.#texts, language, { ...screen, text: [...notes, ...screen.text] }, number);
  }
}
