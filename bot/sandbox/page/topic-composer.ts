import { samples } from './attachments.ts';
import { h, iconButton } from './dom.ts';
import { messageField } from './field.ts';
import { filePicker } from './file-picker.ts';
import { openMenu } from './overlay.ts';
import type { Store } from './store.ts';
import { suggestions } from './suggestions.ts';
import type { Words } from './words.ts';

/** Below a topic: what an operator writes and attaches, and the commands that they know. */
export function topicComposer(store: Store, words: Words) {
  const desk = store.desk;
  const commands = suggestions({
    label: words.desk.operatorCommands,
    onChange: () => update(),
    // Most of them want a word more, or are meant as a reply: they are put into the field.
    onPick: (command) => {
      field.input.value = `${command} `;
      update();
      field.input.focus();
    },
  });
  const files = filePicker(words, (file) => void desk.act({ ...file, ...field.takeReply() }));
  const attach = iconButton('attach', words.attach, () =>
    openMenu(attach, [
      { label: words.photo, icon: 'image', run: files.choosePhoto },
      { label: words.desk.file, icon: 'file', run: files.chooseFile },
      ...samples(words, (deed) => void desk.act({ ...deed, ...field.takeReply() })),
    ]),
  );
  const field = messageField({
    words,
    label: words.desk.answer,
    before: [commands.button, attach],
    onChange: () => update(),
    onText: (text, { editing, replyTo }) =>
      desk.act(
        editing
          ? { do: 'edit', messageId: editing.id, text }
          : { do: 'send', text, ...(replyTo ? { replyTo: replyTo.id } : {}) },
      ),
  });
  const note = h('p', { class: 'note-hint', role: 'status' });
  field.form.append(files.element);
  const element = h('div', { class: 'bottom' }, commands.list, note, field.about, field.form);
  commands.watch(element);
  field.input.addEventListener('input', () => commands.hide());

  function update(): void {
    commands.update(desk.desk?.commands ?? [], field.input.value);
    note.textContent = field.input.value.startsWith('//') ? words.desk.note : '';
    field.update(words.desk.answerHint);
  }

  return {
    element,
    update,
    edit: field.edit,
    reply: field.reply,
    focus: () => field.input.focus({ preventScroll: true }),
  };
}
