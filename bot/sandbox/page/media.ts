import { api } from './api.ts';
import { h, icon } from './dom.ts';
import { readablePhone } from './format.ts';
import { openPicture } from './overlay.ts';
import type { Message } from './protocol.ts';
import type { Words } from './words.ts';

/** What a message is made of apart from its text: pictures, files, what plays. Null where it is only words. */
export function media(message: Message, words: Words): HTMLElement | null {
  const { contact, venue, sticker, clip } = message;
  if (message.photo) return photo(message.photo, message.text, words);
  if (contact) return line('contact', contact.firstName, readablePhone(contact.phone));
  if (sticker) return h('div', { class: 'sticker', role: 'img', 'aria-label': `${words.sticker} ${sticker}` }, sticker);
  if (clip) return player(clip, words);
  if (venue) return h('div', {}, map(), line('place', venue.title, venue.address));
  if (message.location) return h('div', { class: 'on-map' }, map(), h('span', {}, words.location));
  if (message.document) return fileLink({ ...message.document, href: api.file(message.document.fileId) }, words);
  return null;
}

function photo(picture: NonNullable<Message['photo']>, text: string | undefined, words: Words): HTMLElement {
  const source = api.photo(picture.fileId);
  return h(
    'button',
    {
      type: 'button',
      class: 'photo',
      'aria-label': words.enlarge,
      onclick: () => openPicture(words, source, text?.split('\n')[0] ?? ''),
    },
    h('img', { src: source, alt: '', width: picture.width, height: picture.height, loading: 'eager' }),
  );
}

const line = (name: Parameters<typeof icon>[0], title: string, more: string): HTMLElement =>
  h('div', { class: 'attachment' }, icon(name), h('span', {}, h('b', {}, title), h('span', {}, more)));

/** Something to be downloaded; `size` in bytes. */
export function fileLink(
  { href, name, size }: { href: string; name: string; size: number },
  words: Words,
): HTMLElement {
  return h(
    'a',
    { class: 'attachment', href, download: name, 'aria-label': words.desk.download(name) },
    icon('file'),
    h('span', {}, h('b', {}, name), h('span', {}, `${Math.max(1, Math.ceil(size / 1024))} KB`)),
  );
}

/** What plays lies here without its sound: the sandbox shows that it arrived whole. */
function player({ kind, name, seconds }: NonNullable<Message['clip']>, words: Words): HTMLElement {
  const length = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  const label = words.desk.clips[kind];
  if (kind === 'voice' || kind === 'audio') {
    return h(
      'div',
      { class: 'attachment' },
      icon(kind === 'voice' ? 'voice' : 'play'),
      h(
        'span',
        {},
        h('b', {}, kind === 'voice' ? label : name || label),
        kind === 'voice' && wave(),
        h('span', {}, length),
      ),
    );
  }
  return h(
    'div',
    { class: `film ${kind}`, role: 'img', 'aria-label': `${label} ${length}` },
    icon('play'),
    h('span', { 'aria-hidden': 'true' }, length),
  );
}

/** The look of a voice: always the same one. */
function wave(): HTMLElement {
  const heights = [4, 7, 11, 6, 13, 9, 15, 10, 5, 12, 8, 14, 6, 10, 4, 7, 11, 5];
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', '0 0 108 16');
  svg.setAttribute('class', 'wave');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  path.setAttribute('d', heights.map((height, at) => `M${at * 6 + 2} ${8 - height / 2}v${height}`).join(''));
  svg.append(path);
  const outer = h('span', {});
  outer.append(svg);
  return outer;
}

const map = (): HTMLElement => h('div', { class: 'map', 'aria-hidden': 'true' }, icon('place'));
