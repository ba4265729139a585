import { h } from './dom.ts';
import type { PrintedSheet } from './protocol.ts';
import type { Words } from './words.ts';

/** A printed invitation as it lies on the table: white, whatever the page's theme. */
export function paper(sheet: PrintedSheet, words: Words): HTMLElement {
  return h(
    'article',
    { class: 'paper' },
    h('p', { class: 'school' }, sheet.schoolName),
    h('p', { class: 'addressee' }, h('b', {}, addressee(sheet, words)), sheet.name),
    h('p', { class: 'greeting' }, h('b', {}, words.sheetGreeting), words.sheetIntro),
    h('img', { class: 'qr', src: sheet.qr, alt: words.sheetQr }),
    h(
      'dl',
      {},
      h('dt', {}, words.sheetCode),
      h('dd', { class: 'code' }, sheet.code),
      h('dt', {}, words.sheetAddress),
      h('dd', {}, sheet.address),
      h('dt', {}, words.sheetJournal),
      h('dd', {}, sheet.journal),
    ),
  );
}

export const addressee = ({ addressee: whom, className }: PrintedSheet, words: Words): string =>
  className ? `${words.sheetTo[whom]} (${className})` : words.sheetTo[whom];

const SIZE = { width: 960, height: 720 };

/** A photo of the sheet's QR code from somebody's hand: a little askew, in the light of a lamp, on a wooden table. */
export async function photograph(qr: HTMLImageElement): Promise<Blob> {
  await qr.decode();
  const canvas = document.createElement('canvas');
  Object.assign(canvas, SIZE);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('This browser does not draw');
  context.fillStyle = '#a98a63';
  context.fillRect(0, 0, SIZE.width, SIZE.height);
  context.translate(SIZE.width / 2 + 20, SIZE.height / 2 - 10);
  context.rotate(-0.07);
  context.transform(1, 0.04, -0.05, 0.97, 0, 0);
  context.fillStyle = '#f4f1ea';
  context.fillRect(-400, -290, 800, 640);
  context.drawImage(qr, -230, -230, 460, 460);
  context.setTransform(1, 0, 0, 1, 0, 0);
  const light = context.createRadialGradient(300, 180, 60, 460, 360, 640);
  light.addColorStop(0, 'rgb(255 244 214 / 12%)');
  light.addColorStop(1, 'rgb(20 12 0 / 38%)');
  context.fillStyle = light;
  context.fillRect(0, 0, SIZE.width, SIZE.height);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('No picture'))), 'image/jpeg', 0.8);
  });
}
