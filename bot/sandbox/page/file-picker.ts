import { base64 } from './base64.ts';
import { h } from './dom.ts';
import type { Deed } from './protocol.ts';
import type { Words } from './words.ts';

type FileDeed = Extract<Deed, { do: 'send-photo' | 'send-document' }>;

/** Takes a picture or a file of this computer. */
export function filePicker(words: Words, send: (deed: FileDeed) => void) {
  const input = (label: string, accept: string | null, kind: string): HTMLInputElement =>
    h('input', { type: 'file', accept, hidden: true, tabindex: -1, 'aria-label': label, 'data-file': kind });
  const photo = input(words.photo, 'image/png,image/jpeg', 'photo');
  const document = input(words.desk.file, null, 'document');
  photo.addEventListener('change', async () => {
    const picture = photo.files?.[0];
    photo.value = '';
    if (picture) send({ do: 'send-photo', base64: await base64(picture) });
  });
  document.addEventListener('change', async () => {
    const file = document.files?.[0];
    document.value = '';
    if (file) send({ do: 'send-document', base64: await base64(file), name: file.name });
  });
  return {
    element: h('span', { hidden: true }, photo, document),
    choosePhoto: () => photo.click(),
    chooseFile: () => document.click(),
  };
}
