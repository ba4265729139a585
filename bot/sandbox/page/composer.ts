import { attachments } from './attachments.ts';
import { h, iconButton, reconcile } from './dom.ts';
import { messageField } from './field.ts';
import { filePicker } from './file-picker.ts';
import { readablePhone } from './format.ts';
import { inlineList } from './inline-list.ts';
import { confirmed, openMenu } from './overlay.ts';
import type { Key } from './protocol.ts';
import type { Store } from './store.ts';
import { suggestions } from './suggestions.ts';
import type { Words } from './words.ts';

/** Below the chat: the input field, what can be attached, the bot's commands and its reply keyboard. */
export function composer(store: Store, words: Words) {
  const commands = suggestions({
    label: words.commands,
    onChange: () => update(),
    onPick: (command) => {
      field.input.value = '';
      void store.act({ do: 'send', text: command });
      update();
      field.input.focus();
    },
  });
  const files = filePicker(words, (file) => void store.act({ ...file, ...field.takeReply() }));
  const attach = iconButton('attach', words.attach, () =>
    openMenu(attach, attachments(store, words, { files, reply: () => field.takeReply(), askInline })),
  );
  const field = messageField({
    words,
    label: words.message,
    before: [commands.button, attach],
    takesKey: (event) => offers.takes(event),
    onChange: () => update(),
    onText: (text, { editing, replyTo }) =>
      store.act(
        editing
          ? { do: 'edit', messageId: editing.id, text }
          : { do: 'send', text, ...(replyTo ? { replyTo: replyTo.id } : {}) },
      ),
  });
  const offers = inlineList({
    store,
    words,
    input: field.input,
    onPicked: () => {
      field.input.value = '';
      update();
    },
  });
  const keyboard = h('div', {
    class: 'reply-keyboard',
    role: 'group',
    'aria-label': words.replyKeyboard,
    hidden: true,
  });
  const startButton = h(
    'button',
    { type: 'button', class: 'main wide', onclick: () => void store.act({ do: 'start' }) },
    words.start,
  );
  const unblockButton = h(
    'button',
    { type: 'button', class: 'main wide', onclick: () => void store.act({ do: 'unblock' }) },
    words.unblock,
  );
  field.form.append(files.element);
  const element = h(
    'div',
    { class: 'bottom' },
    offers.element,
    commands.list,
    field.about,
    field.form,
    keyboard,
    startButton,
    unblockButton,
  );
  commands.watch(element);
  field.input.addEventListener('input', () => commands.hide());

  function askInline(begin: string): void {
    field.leave();
    field.input.value = begin;
    field.input.focus();
    update();
  }

  async function tap(key: Key): Promise<void> {
    const phone = readablePhone(store.person?.phone ?? '');
    if (key.asks === 'location') return store.act({ do: 'share-location' });
    if (key.asks !== 'contact') return store.act({ do: 'send', text: key.text });
    const yes = await confirmed(words, words.shareTitle, words.shareText(phone, store.snapshot.botName), words.share);
    if (yes) await store.act({ do: 'share-contact' });
  }

  function update(): void {
    const person = store.person;
    const started = (person?.messages.length ?? 0) > 0;
    const blocked = person?.blocked ?? false;
    const open = Boolean(person) && started && !blocked;
    field.form.hidden = !open;
    startButton.hidden = !person || started || blocked;
    unblockButton.hidden = !blocked;
    commands.update(open ? (person?.commands ?? []) : [], field.input.value);
    offers.update(!open || field.editing ? '' : field.input.value);
    const rows = open ? (person?.keyboard?.rows ?? []) : [];
    keyboard.hidden = rows.length === 0;
    reconcile(
      keyboard,
      rows.map((keys, at) => ({ keys, at })),
      {
        key: ({ at }) => String(at),
        make: ({ keys }) =>
          h(
            'div',
            { class: 'row' },
            ...keys.map((key) => h('button', { type: 'button', onclick: () => void tap(key) }, key.text)),
          ),
      },
    );
    field.update(person?.keyboard?.placeholder ?? words.message);
  }

  return { element, update, edit: field.edit, reply: field.reply };
}
