import sharp from 'sharp';
import type { Deed } from './page/protocol.ts';
import type { AlbumItem, ClipOptions } from './telegram/world.ts';

/** Whoever can send what lies ready on every phone; `replyTo` is a message of the same chat. */
export interface SampleDoer {
  sendPhoto(bytes: Uint8Array, caption?: string, replyTo?: number): unknown;
  sendDocument(bytes: Uint8Array, name: string, caption?: string, replyTo?: number): unknown;
  sendAlbum(items: readonly AlbumItem[], replyTo?: number): unknown;
  sendVoice(clip: ClipOptions, replyTo?: number): unknown;
  sendVideo(clip: ClipOptions, replyTo?: number): unknown;
  sendVideoNote(clip: Omit<ClipOptions, 'caption'>, replyTo?: number): unknown;
  sendSticker(emoji: string, replyTo?: number): unknown;
  sendLocation(replyTo?: number): unknown;
}

/** Sends one of the made-up things. */
export async function sendSample(
  doer: SampleDoer,
  { sample, caption, replyTo }: Extract<Deed, { do: 'send-sample' }>,
): Promise<void> {
  const words = caption ? { caption } : {};
  switch (sample) {
    case 'photo':
      doer.sendPhoto(await picture(0), caption, replyTo);
      return;
    case 'album': {
      const [first, ...rest] = await Promise.all([0, 1, 2].map(picture));
      const items = [first, ...rest].map((bytes) => ({ kind: 'photo' as const, ...(bytes ? { bytes } : {}) }));
      doer.sendAlbum(
        items.map((item, at) => (at === 0 ? { ...item, ...words } : item)),
        replyTo,
      );
      return;
    }
    case 'document':
      doer.sendDocument(Buffer.from('Заявление: прошу восстановить доступ.\n'), 'заявление.txt', caption, replyTo);
      return;
    case 'voice':
      doer.sendVoice({ duration: 7, ...words }, replyTo);
      return;
    case 'video':
      doer.sendVideo({ duration: 12, name: 'экран.mp4', ...words }, replyTo);
      return;
    case 'video-note':
      doer.sendVideoNote({ duration: 9 }, replyTo);
      return;
    case 'sticker':
      doer.sendSticker('👍', replyTo);
      return;
    case 'location':
      doer.sendLocation(replyTo);
  }
}

const made = new Map<number, Promise<Uint8Array>>();

/** A phone's screen with a form that did not work, in one of three colours: nothing of it is anybody's. */
function picture(which: number): Promise<Uint8Array> {
  const known = made.get(which) ?? draw(which);
  made.set(which, known);
  return known;
}

const COLOURS = ['#2f7f8f', '#8f6a2f', '#5b4f9c'];

function draw(which: number): Promise<Uint8Array> {
  const colour = COLOURS[which % COLOURS.length] ?? '#2f7f8f';
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="480" height="360">
    <rect width="480" height="360" fill="#eef3f4"/><rect width="480" height="64" fill="${colour}"/>
    <circle cx="40" cy="32" r="14" fill="#fff" fill-opacity=".85"/><rect x="70" y="24" width="150" height="16" rx="8" fill="#fff" fill-opacity=".85"/>
    <rect x="90" y="104" width="300" height="208" rx="18" fill="#fff"/><rect x="118" y="132" width="120" height="14" rx="7" fill="#9fb0b4"/>
    <rect x="118" y="156" width="244" height="34" rx="10" fill="#e6eced"/><rect x="118" y="202" width="244" height="34" rx="10" fill="#fbe3e1" stroke="#c9443a" stroke-width="2"/>
    <rect x="118" y="256" width="110" height="34" rx="10" fill="${colour}"/>
    <path d="M338 212l16 16M354 212l-16 16" stroke="#c9443a" stroke-width="4" stroke-linecap="round"/></svg>`;
  return sharp(Buffer.from(svg)).png({ palette: true }).toBuffer();
}
