import { describe, expect, it } from 'vitest';
import { readLetter } from '#core/helpdesk/mail/read.ts';
import { fileName } from '#core/mail/printable.ts';

describe('the name of an operator’s file, as the person sees it', () => {
  it.each([
    ['инструкция.pdf', 'инструкция.pdf'],
    ['C:\\Users\\Ольга Петрова\\Desktop\\инструкция.pdf', 'инструкция.pdf'],
    ['/home/olga/письма/справка (1).docx', 'справка (1).docx'],
    ['../../etc/passwd', 'passwd'],
    ['папка/', 'папка'],
    ['спра\u0007вка\r\n.pdf', 'справка .pdf'],
    ['счёт\u202Efdp.exe', 'счётfdp.exe'],
    ['..', ''],
    ['', ''],
  ])('%j becomes %j', (name, shown) => {
    expect(fileName(name)).toBe(shown);
  });

  it('tells nothing of the folders on the operator’s machine, whether it goes on or is too large', async () => {
    const part = (name: string, words: string): string =>
      `--q\r\nContent-Type: application/octet-stream\r\nContent-Disposition: attachment; filename*=UTF-8''${encodeURIComponent(name)}\r\n\r\n${words}\r\n`;
    const raw = `From: olga@smartics.ru\r\nContent-Type: multipart/mixed; boundary=q\r\n\r\n${part('C:\\Users\\olga\\справка.txt', 'x')}${part('/home/olga/план.txt', 'y'.repeat(20_000_001))}${part('..', 'z')}--q--\r\n`;
    const { files, dropped } = await readLetter(Buffer.from(raw), { envelopeFrom: null, host: 'x' });
    expect(files.map(({ name }) => name)).toEqual(['справка.txt', 'file-3.bin']);
    expect(dropped).toEqual(['план.txt']);
  });
});
