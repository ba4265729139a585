import { attachments } from './attachments.ts';
import { base64 } from './base64.ts';
import { h, icon, iconButton, reconcile } from './dom.ts';
import { readablePhone } from './format.ts';
import { inlineList } from './inline-list.ts';
import { confirmed, openMenu } from './overlay.ts';
import type { Command, Key, Message } from './protocol.ts';
import type { Store } from './store.ts';
import type { Words } from './words.ts';

/** Below the chat: the input field, what can be attached, the bot's commands and its reply keyboard. */
export function composer(store: Store, words: Words) {
  let editing: Message | null = null;
  let showCommands = false;

  const input = h('textarea', {
    rows: 1,
    maxlength: 4096,
    'aria-label': words.message,
    placeholder: words.message,
    enterkeyhint: 'send',
  });
  const offers = inlineList({
    store,
    words,
    input,
    onPicked: () => {
      input.value = '';
      update();
    },
  });
  const suggestions = h('div', { class: 'suggestions', role: 'group', 'aria-label': words.commands, hidden: true });
  const keyboard = h('div', {
    class: 'reply-keyboard',
    role: 'group',
    'aria-label': words.replyKeyboard,
    hidden: true,
  });
  const file = h('input', {
    type: 'file',
    accept: 'image/png,image/jpeg',
    hidden: true,
    tabindex: -1,
    'aria-label': words.photo,
  });
  const editNote = h(
    'div',
    { class: 'edit-note', hidden: true },
    words.editing,
    iconButton('close', words.cancel, () => edit(null)),
  );
  const attach = iconButton('attach', words.attach, () =>
    openMenu(attach, attachments(store, words, { choosePhoto: () => file.click(), askInline })),
  );
  const commandsButton = iconButton('slash', words.commands, () => {
    showCommands = !showCommands;
    update();
    if (showCommands) suggestions.querySelector('button')?.focus();
  });
  const form = h(
    'form',
    {
      class: 'composer',
      onsubmit: (event) => {
        event.preventDefault();
        void submit();
      },
    },
    commandsButton,
    attach,
    input,
    h(
      'button',
      { type: 'submit', class: 'icon-button send', 'aria-label': words.send, title: words.send },
      icon('send'),
    ),
    file,
  );
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
  const element = h(
    'div',
    { class: 'bottom' },
    offers.element,
    suggestions,
    editNote,
    form,
    keyboard,
    startButton,
    unblockButton,
  );

  const hideCommands = () => {
    showCommands = false;
    update();
  };
  element.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !showCommands) return;
    hideCommands();
    commandsButton.focus();
  });
  element.addEventListener('focusout', (event) => {
    const to = event.relatedTarget;
    if (showCommands && to instanceof Node && !suggestions.contains(to) && to !== commandsButton) hideCommands();
  });
  input.addEventListener('keydown', (event) => {
    if (offers.takes(event)) return;
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      form.requestSubmit();
    }
    if (event.key === 'Escape') edit(null);
  });
  input.addEventListener('input', hideCommands);
  file.addEventListener('change', async () => {
    const picture = file.files?.[0];
    file.value = '';
    if (picture) await store.act({ do: 'send-photo', base64: await base64(picture) });
  });

  async function submit(): Promise<void> {
    const text = input.value.trim();
    if (!text) return;
    const changed = editing;
    input.value = '';
    edit(null);
    await store.act(changed ? { do: 'edit', messageId: changed.id, text } : { do: 'send', text });
  }

  function edit(message: Message | null): void {
    if (editing && !message) input.value = '';
    editing = message;
    if (message) {
      input.value = message.text ?? '';
      input.focus();
    }
    update();
  }

  function askInline(begin: string): void {
    edit(null);
    input.value = begin;
    input.focus();
    update();
  }

  async function tap(key: Key): Promise<void> {
    const phone = readablePhone(store.person?.phone ?? '');
    if (key.asks === 'location') return store.act({ do: 'share-location' });
    if (key.asks !== 'contact') return store.act({ do: 'send', text: key.text });
    const yes = await confirmed(words, words.shareTitle, words.shareText(phone, store.snapshot.botName), words.share);
    if (yes) await store.act({ do: 'share-contact' });
  }

  function suggested(commands: readonly Command[]): readonly Command[] {
    if (showCommands) return commands;
    const typed = input.value.trimStart();
    return /^\/\w*$/.test(typed) ? commands.filter(({ command }) => `/${command}`.startsWith(typed.toLowerCase())) : [];
  }

  function update(): void {
    const person = store.person;
    const started = (person?.messages.length ?? 0) > 0;
    const blocked = person?.blocked ?? false;
    form.hidden = !person || !started || blocked;
    startButton.hidden = !person || started || blocked;
    unblockButton.hidden = !blocked;
    editNote.hidden = editing === null;
    const commands = form.hidden ? [] : suggested(person?.commands ?? []);
    commandsButton.hidden = (person?.commands.length ?? 0) === 0;
    suggestions.hidden = commands.length === 0;
    reconcile(suggestions, commands, {
      key: ({ command }) => command,
      make: ({ command, description }) =>
        h(
          'button',
          {
            type: 'button',
            onclick: () => {
              showCommands = false;
              input.value = '';
              void store.act({ do: 'send', text: `/${command}` });
              update();
              input.focus();
            },
          },
          h('b', {}, `/${command}`),
          h('span', {}, description),
        ),
    });
    offers.update(form.hidden || editing ? '' : input.value);
    const rows = form.hidden ? [] : (person?.keyboard?.rows ?? []);
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
    input.placeholder = person?.keyboard?.placeholder ?? words.message;
    input.style.height = 'auto';
    input.style.height = `${Math.min(input.scrollHeight, 160)}px`;
  }

  return { element, update, edit };
}
