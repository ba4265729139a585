import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { htmlToText } from '#core/helpdesk/mail/html.ts';
import { ownWords } from '#core/helpdesk/mail/quotes.ts';
import { MOST_FILES, readLetter, UnreadableLetter } from '#core/helpdesk/mail/read.ts';

const folder = join(import.meta.dirname, 'letters');
const raw = (name: string): Buffer => readFileSync(join(folder, `${name}.eml`));
const read = (name: string, envelopeFrom: string | null = 'maria@smartics.ru') =>
  readLetter(raw(name), { envelopeFrom, host: 'pass.example.ru' });
const ADDRESS = 'helpdesk+t1.abcdefghijklmnop@bot.example.ru';

/** What each mail client's answer says, without what it quotes and who signed it. */
const answers: Record<string, string> = {
  'gmail-ru': 'Здравствуйте!\nНомер исправлен, попробуйте ещё раз.',
  'gmail-en': 'Please try the number with +7 once more.',
  'outlook-ru':
    'Добрый день!\n\nЗапись нашлась, пройдите регистрацию заново: по этой ссылке (https://isu.sechenov.ru/reg).',
  'outlook-en': 'Your record is found. Please register again.',
  'outlook-old-ru': 'Перезвоните, пожалуйста, по номеру из раздела "Контакты".',
  'apple-ru': 'Готово, проверьте.',
  'apple-en': 'Done, please check.',
  'yandex-ru': 'Добрый день!\n\nПришлите, пожалуйста, номер группы.',
  'mailru-ru': 'Код придёт в течение часа.',
  'thunderbird-ru': 'Какой номер вы вводите?\nПосмотрите в папке «Спам».',
  'thunderbird-en': 'Look into the folder “Spam”, please.',
  'not-auto': 'A person wrote this.',
};

describe('an answer by letter', () => {
  it.each(Object.entries(answers))('says only its own words: %s', async (name, text) => {
    const letter = await read(name);
    expect(letter.text).toBe(text);
    expect(letter).toMatchObject({ writer: 'person', own: false, closes: false, files: [], dropped: [] });
    expect(letter.to).toContain(ADDRESS);
    expect(letter.messageId).toMatch(/^[^<>\s]+@[^<>\s]+$/);
  });

  it('names its author as the mail client does', async () => {
    expect((await read('gmail-ru')).from).toEqual({ address: 'maria.support@gmail.com', name: 'Мария Иванова' });
    expect((await read('outlook-ru')).from.name).toBe('Пётр Сидоров');
    expect((await read('outlook-old-ru')).from.name).toBe('p.sidorov');
  });

  it.each([
    ['From: helpdesk@smartics.ru <eve@example.org>', 'eve@example.org'],
    ['From: "helpdesk@smartics.ru" <Eve@Example.org>', 'eve@example.org'],
    ['From: eve@example.org (helpdesk@smartics.ru)', 'eve@example.org'],
    ['From: helpdesk@smartics.ru, Eve <eve@example.org>', 'helpdesk@smartics.ru, eve@example.org'],
    ['From: us: helpdesk@smartics.ru, eve@example.org;', 'helpdesk@smartics.ru, eve@example.org'],
    ['From: helpdesk@smartics.ru\r\nFrom: eve@example.org', 'helpdesk@smartics.ru, eve@example.org'],
    ['From: <maria@smartics.ru>\r\nFrom: "Maria" <Maria@smartics.ru>', 'maria@smartics.ru'],
  ])('is of nobody’s address where it names several: %j', async (from, address) => {
    const letter = await readLetter(Buffer.from(`${from}\r\n\r\nx`), { envelopeFrom: 'eve@example.org', host: 'x' });
    expect(letter.from.address.split(', ').sort()).toEqual(address.split(', ').sort());
  });

  it('is empty where nothing but a quotation is in it', async () => {
    expect(await read('only-quote')).toMatchObject({ text: '', files: [], writer: 'person' });
  });

  it('may close the ticket in its first line, and may come without a number of its own', async () => {
    const letter = await read('no-id');
    expect(letter).toMatchObject({ closes: true, text: 'done', to: [ADDRESS] });
    expect(letter.messageId).toBe((await read('no-id')).messageId);
  });

  it('keeps attachments and pictures within the text, not signatures and their little pictures', async () => {
    const { files, text } = await read('attachments');
    expect(text).toBe('Вот так:');
    expect(files.map(({ name, mimeType, bytes }) => [name, mimeType, bytes.byteLength])).toEqual([
      ['shot.png', 'image/png', 5008],
      ['Инструкция.pdf', 'application/pdf', 8],
      ['passwd', 'text/plain', 5],
    ]);
  });

  it('names attachments that are too many or too large', async () => {
    const part = (name: string, size: number) =>
      `--b\r\nContent-Type: application/zip\r\nContent-Disposition: attachment; filename="${name}"\r\n\r\n${'x'.repeat(size)}\r\n`;
    const letterOf = (parts: string[]) =>
      readLetter(
        Buffer.from(
          `Message-ID: <m@x>\r\nFrom: a@b.ru\r\nContent-Type: multipart/mixed; boundary="b"\r\n\r\n${parts.join('')}--b--\r\n`,
        ),
        { envelopeFrom: 'a@b.ru', host: 'x' },
      );
    const many = await letterOf(Array.from({ length: MOST_FILES + 2 }, (_, at) => part(`${at}.zip`, 10)));
    expect(many.files).toHaveLength(MOST_FILES);
    expect(many.dropped).toEqual(['10.zip', '11.zip']);
    const large = await letterOf([part('large.zip', 20_000_001), part('small.zip', 10)]);
    expect(large.files.map(({ name }) => name)).toEqual(['small.zip']);
    expect(large.dropped).toEqual(['large.zip']);
  });
});

describe('what no person wrote', () => {
  it.each(readdirSync(folder).filter((name) => name.startsWith('auto-')))('is recognised: %s', async (file) => {
    const { writer, answers } = await read(file.replace('.eml', ''));
    expect({ writer, answers }).toEqual({ writer: file === 'auto-list.eml' ? 'list' : 'machine', answers: [] });
  });

  it('is what a list sends on, unless it answers a letter of ours: then nobody’s machine may have touched it', async () => {
    const listed = (...more: string[]) =>
      readLetter(
        Buffer.from(
          ['Message-ID: <m@x>', 'From: a@b.ru', 'Precedence: list', 'List-ID: <help.b.ru>', ...more, '', 'Done.'].join(
            '\r\n',
          ),
        ),
        { envelopeFrom: 'help+bounces@b.ru', host: 'pass.example.ru' },
      );
    const ours = 'In-Reply-To: <ticket-142.9@pass.example.ru>';
    expect(await listed()).toMatchObject({ writer: 'list', answers: [] });
    expect(await listed(ours)).toMatchObject({ writer: 'list', answers: [142], own: false });
    const chain =
      'References: <ticket-142.9@pass.example.ru>\r\n <ticket-7-1-3.0123456789abcdef.9@PASS.example.ru> <x@y>';
    expect((await listed(chain)).answers).toEqual([142, 7]);
    expect((await listed('In-Reply-To: <ticket-142.9@another.ru>')).answers).toEqual([]);
    for (const mark of ['Auto-Submitted: auto-replied', 'X-Autoreply: yes', 'Precedence: bulk', 'Subject: Автоответ']) {
      expect((await listed(ours, mark)).writer).toBe('machine');
    }
    // Our own letter, that the helpdesk's list sent on: by its mark, by its number, and as a machine's.
    expect(await listed(ours, 'X-Propusk: ticket')).toMatchObject({ own: true });
    expect(await listed(ours, 'Auto-Submitted: auto-generated')).toMatchObject({ writer: 'machine' });
  });

  it('is also what has no sender', async () => {
    expect((await read('not-auto', '')).writer).toBe('machine');
  });

  it('is a letter of our own, by its mark or its number', async () => {
    expect((await read('own')).own).toBe(true);
    expect((await read('own-id')).own).toBe(true);
    // Somebody’s mail client may name the same host.
    const theirs = Buffer.from(raw('own-id').toString().replace('ticket-1.9@', '4b1d@'));
    expect((await readLetter(theirs, { envelopeFrom: 'a@b.ru', host: 'pass.example.ru' })).own).toBe(false);
  });

  it('is a mail server that could not deliver; what it returns names the ticket', async () => {
    const letter = await read('dsn', '');
    expect(letter.writer).toBe('bounce');
    expect(letter.returned).toContain(ADDRESS);
  });
});

describe('words of one’s own', () => {
  it('may look like a quotation’s beginning and are kept', () => {
    const text = 'Нужно прислать:\n1. Фото пропуска\n2. Номер группы\nСрок — 22.11.2026, 12:05:\nзвоните.';
    expect(ownWords(text)).toBe(text);
    const before = 'Пришлите номер группы.\nСпасибо';
    expect(ownWords(`${before}\n22.11.2026, 12:05, "Propusk" <a@b.ru>:\nfoo`)).toBe(before);
    expect(ownWords(`${before}\nPropusk писал 2026-11-22 12:05:\n> foo`)).toBe(before);
    expect(ownWords('От: кого — не важно\nПишите нам.')).toBe('От: кого — не важно\nПишите нам.');
  });

  it('are told from quotations of other languages too', () => {
    expect(ownWords('Hallo\n\nAm 22.11.2026 um 12:05 schrieb Propusk <a@b.ru>:\n> foo')).toBe('Hallo');
    expect(ownWords('Bonjour\n\nLe dim. 22 nov. 2026 à 12:05, Propusk <a@b.ru> a écrit :\n\n> foo')).toBe('Bonjour');
  });

  it('are found in hostile letters in no time', async () => {
    const begun = process.cpuUsage().user;
    for (const text of ['On 1111from< a b 12:05 ', 'Op schreef\n', 'От: <\n', 'a '.repeat(90), '> '.repeat(90), '##-'])
      ownWords(text.repeat(3000));
    for (const html of ['<', '<a href="', '<!--', '<a ', '<blockquote>x', '&#x41', '</', '<!x'])
      htmlToText(html.repeat(20_000));
    htmlToText(`<${'a'.repeat(200_000)}`);
    const addressed = Buffer.from(`From: a@b.ru\r\nTo: ${'a'.repeat(300_000)}\r\n\r\nx`);
    expect((await readLetter(addressed, { envelopeFrom: null, host: 'x' })).to).toEqual([]);
    // No letter becomes a thousand times as long.
    expect(htmlToText('<blockquote>x'.repeat(20_000)).length).toBeLessThan(1_000_000);
    // Of a quadratic reader minutes would go by.
    expect(process.cpuUsage().user - begun).toBeLessThan(15_000_000);
  });
});

it('a letter that nobody can read is told from one to be tried again', async () => {
  const deep = Array.from(
    { length: 300 },
    (_, at) => `Content-Type: multipart/mixed; boundary=b${at}\r\n\r\n--b${at}\r\n`,
  );
  const read = readLetter(Buffer.from(`From: a@b.ru\r\n${deep.join('')}`), { envelopeFrom: null, host: 'x' });
  await expect(read).rejects.toThrow(UnreadableLetter);
  const begun = process.cpuUsage().user;
  const lines = Buffer.from(`From: a@b.ru\r\n\r\n${'\r\n'.repeat(5_000_000)}`);
  await expect(readLetter(lines, { envelopeFrom: null, host: 'x' })).rejects.toThrow(UnreadableLetter);
  expect(process.cpuUsage().user - begun).toBeLessThan(15_000_000);
});

it('recipients are found in whatever line of a letter names them', async () => {
  const lines = `Subject: to x@y.ru\r\nTo: "A, B" <a@b.ru>,\r\n\t${ADDRESS}\r\nDelivered-To: c@d.ru\r\nFrom: e@f.ru\r\n\r\nx`;
  const { to } = await readLetter(Buffer.from(lines), { envelopeFrom: null, host: 'x' });
  expect([...to].sort()).toEqual(['a@b.ru', ADDRESS, 'c@d.ru'].sort());
});

describe('who signed an answer', () => {
  const said = 'Проверьте ещё раз.';
  it.each([
    'С уважением, Ольга',
    'С уважением,\nОльга Петрова\nСлужба поддержки\n+7 (495) 128-43-74',
    'С уважением Ольга Петрова, специалист',
    'с наилучшими пожеланиями,\n\nОльга',
    'Всего доброго, Ольга',
    'Хорошего дня!\nОльга',
    'Best, Olga',
    'Best,\nOlga',
    'Kind regards, Olga P.',
    'Best regards,\nOlga\nHelpdesk',
    'Yours sincerely\nOlga Petrova',
    'All the best,\nOlga',
    'Cheers, Olga',
  ])('is cut without a line before it: %s', (farewell) => {
    expect(ownWords(`${said}\n\n${farewell}\n`)).toBe(said);
    expect(ownWords(`${said}\n${farewell}`)).toBe(said);
  });

  it('is cut at the end of a line, and above a postscript that stays', () => {
    expect(ownWords(`${said} С уважением, Ольга`)).toBe(said);
    expect(ownWords('Done. Best regards, Olga')).toBe('Done.');
    expect(ownWords(`${said}\n\nС уважением,\nОльга\n\nP.S. Паспорт возьмите с собой.`)).toBe(
      `${said}\n\nP.S. Паспорт возьмите с собой.`,
    );
    expect(ownWords(`${said}\n\nВсего доброго!\n\nЕсли код не придёт за час, напишите нам ещё раз.`)).toContain(
      'Если код не придёт за час, напишите нам ещё раз.',
    );
  });

  it.each([
    'Best way: ask the dean.',
    'Best, if you come today.',
    'Отнеситесь с уважением к очереди.',
    'С уважением к правилам у нас строго: без паспорта не пускают.',
    'Хорошего дня не обещаю, но код придёт.',
    'Regards to your group!',
    'Хорошего дня, Анна!',
    'Спасибо, Анна',
  ])('is not found in words like “%s”', (words) => {
    expect(ownWords(`${said}\n${words}`)).toBe(`${said}\n${words}`);
    expect(ownWords(words)).toBe(words);
  });
});
