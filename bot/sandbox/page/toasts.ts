import { h } from './dom.ts';
import { openDialog, toast } from './overlay.ts';
import type { Toast } from './protocol.ts';
import type { Store } from './store.ts';
import type { Words } from './words.ts';

/** How old an answer may be and still be shown, milliseconds. */
const FRESH = 10_000;

/** Shows the bot's answers to presses in `within`, each once: a passing word, or a window that waits for OK. */
export function toasts(store: Store, words: Words, within: Element) {
  const told = new Set<string>();
  /** @param silent whoever has just been switched to has seen theirs */
  return (answers: readonly Toast[], silent: boolean): void => {
    for (const answer of answers) {
      if (told.has(answer.id)) continue;
      told.add(answer.id);
      if (silent || Date.now() - answer.at > FRESH) continue;
      if (answer.alert) void openDialog(words, store.snapshot.botName, () => [h('p', {}, answer.text)]);
      else toast(answer.text, within);
    }
  };
}
