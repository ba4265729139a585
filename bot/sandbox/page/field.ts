import { h, icon, iconButton } from './dom.ts';
import { gist } from './format.ts';
import type { Message } from './protocol.ts';
import type { Words } from './words.ts';

interface Options {
  words: Words;
  /** The field's name. */
  label: string;
  /** What stands before the field: buttons. */
  before: HTMLElement[];
  /** A message is ready; `editing` is the one that it changes, `replyTo` the one that it answers. */
  onText: (text: string, about: { editing: Message | null; replyTo: Message | null }) => Promise<void>;
  /** A key pressed in the field that is somebody else's is done when this returns true. */
  takesKey?: (event: KeyboardEvent) => boolean;
  /** Something changed that others show. */
  onChange: () => void;
}

/** The line in which messages are written, answered and changed: Enter sends, Escape leaves what one was about to change. */
export function messageField({ words, label, before, onText, takesKey, onChange }: Options) {
  let editing: Message | null = null;
  let replyTo: Message | null = null;
  const input = h('textarea', {
    rows: 1,
    maxlength: 4096,
    'aria-label': label,
    placeholder: label,
    enterkeyhint: 'send',
  });
  const aboutText = h('span', {});
  const about = h(
    'div',
    { class: 'edit-note', hidden: true },
    aboutText,
    iconButton('close', words.cancel, () => leave()),
  );
  const form = h(
    'form',
    {
      class: 'composer',
      onsubmit: (event) => {
        event.preventDefault();
        void submit();
      },
    },
    ...before,
    input,
    h(
      'button',
      { type: 'submit', class: 'icon-button send', 'aria-label': words.send, title: words.send },
      icon('send'),
    ),
  );

  input.addEventListener('keydown', (event) => {
    if (takesKey?.(event)) return;
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      form.requestSubmit();
    }
    if (event.key === 'Escape') leave();
  });
  input.addEventListener('input', onChange);

  async function submit(): Promise<void> {
    const text = input.value.trim();
    if (!text) return;
    const meant = { editing, replyTo };
    input.value = '';
    leave();
    await onText(text, meant);
  }

  function leave(): void {
    if (editing) input.value = '';
    editing = null;
    replyTo = null;
    onChange();
  }

  return {
    form,
    about,
    input,
    get editing() {
      return editing;
    },
    edit(message: Message): void {
      editing = message;
      replyTo = null;
      input.value = message.text ?? '';
      input.focus();
      onChange();
    },
    reply(message: Message): void {
      if (editing) input.value = '';
      editing = null;
      replyTo = message;
      input.focus();
      onChange();
    },
    leave,
    /** What the next thing sent answers; it is answered once. */
    takeReply(): { replyTo?: number } {
      const answered = replyTo;
      if (answered) leave();
      return answered ? { replyTo: answered.id } : {};
    },
    update(placeholder: string): void {
      about.hidden = editing === null && replyTo === null;
      aboutText.textContent = replyTo ? words.desk.replying(gist(replyTo, words)) : editing ? words.editing : '';
      input.placeholder = placeholder;
      input.style.height = 'auto';
      input.style.height = `${Math.min(input.scrollHeight, 160)}px`;
    },
  };
}
