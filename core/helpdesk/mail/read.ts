import { createHash } from 'node:crypto';
import PostalMime, { type Attachment, addressParser, type Email } from 'postal-mime';
import { fileName, oneLine, storable } from '../../mail/printable.ts';
import { type Writer, writerOf } from './automatic.ts';
import { htmlToText } from './html.ts';
import { ownWords } from './quotes.ts';
import { isOwnId, OWN_HEADER, ticketOfId } from './thread.ts';

/** Attachments of one letter that go on to the person, at most, and their bytes together. */
export const MOST_FILES = 10;
export const MOST_BYTES = 20_000_000;
/** Pictures of a signature are smaller. */
const DECORATION = 4_000;
const LONGEST_NAME = 100;
/** An index takes no longer number of a letter, and no mail server makes one. */
const LONGEST_ID = 500;
const LONGEST_ADDRESS = 254;
/** Of each part of a letter that came back, so much is looked through for our address: it stands in the headers. Bytes. */
const RETURNED = 200_000;
/** The parser takes its time for each line: a letter of millions of tiny ones would hold up everybody. Those of encoded files are longer. */
const SHORT_LINE = 40;
const MOST_SHORT_LINES = 100_000;

/** The words of a command on an answer's first line. */
const CLOSE = /^#(close|закрыть)(?=\s|$)[ \t]*/i;

/** An answer as it came by letter. */
export interface InboundLetter {
  /** Without angle brackets; made from the letter where it has none. */
  messageId: string;
  from: { address: string; name: string };
  /** To whom it went, as far as its headers tell: Bcc and forwarding leave only traces of it. */
  to: string[];
  writer: Writer;
  /** Tickets whose letters it says to answer. */
  answers: number[];
  /** One of our own letters that came back. */
  own: boolean;
  /** What its author wrote themselves. */
  text: string;
  /** The ticket is to be closed after it. */
  closes: boolean;
  files: { name: string; mimeType: string; bytes: Uint8Array }[];
  /** Names of attachments that are too many or too large. */
  dropped: string[];
  /** What a mail server sent back, as text. */
  returned: string;
}

const RECIPIENTS = ['to', 'cc', 'delivered-to', 'x-original-to', 'x-forwarded-to', 'envelope-to', 'x-envelope-to'];

/** What a letter itself does not tell. */
export interface HowRead {
  /** As SMTP named the sender, empty for none; null where that is not known. */
  envelopeFrom: string | null;
  /** Of our own letters' Message-IDs. */
  host: string;
}

/**
 * Reads a letter as it came over SMTP or IMAP. A large one holds the thread for seconds: see `letterReader`.
 * @throws UnreadableLetter
 */
export async function readLetter(raw: Uint8Array, { envelopeFrom, host }: HowRead): Promise<InboundLetter> {
  if (hasTooManyLines(raw)) throw new UnreadableLetter('a letter has too many lines to be read');
  const mail = await PostalMime.parse(raw, { forceRfc822Attachments: true, attachmentEncoding: 'arraybuffer' }).catch(
    (error: unknown): never => {
      throw new UnreadableLetter('a letter is built too oddly to be read', { cause: error });
    },
  );
  const from = authorOf(mail);
  const subject = mail.subject ?? '';
  const named = storable(mail.messageId?.trim().replace(/^<|>$/g, '') ?? '');
  const messageId = named && named.length <= LONGEST_ID ? named : `${sha256(named || raw)}@without.message.id`;
  const writer = writerOf(mail.headers, from.address, subject, envelopeFrom);
  const written = storable(ownWords(textOf(mail)));
  return {
    ...{ messageId, from, writer, to: recipients(mail), answers: answeredIn(mail, host) },
    own: isOwnId(messageId, host) || mail.headers.some(({ key }) => key === OWN_HEADER.toLowerCase()),
    text: written.replace(CLOSE, '').trim(),
    closes: CLOSE.test(written),
    ...filesOf(mail),
    returned: writer === 'bounce' ? returnedIn(mail) : '',
  };
}

function hasTooManyLines(raw: Uint8Array): boolean {
  let short = 0;
  for (let from = 0, to = raw.indexOf(10); to !== -1; from = to + 1, to = raw.indexOf(10, from)) {
    if (to - from < SHORT_LINE) short += 1;
  }
  return short > MOST_SHORT_LINES;
}

// Bounded: where no @ comes, a long word must not be looked through once for each of its letters.
const addressesIn = (text: string): string[] => text.match(/[^\s<>,;:"()[\]@]{1,128}@[^\s<>,;:"()[\]@]{1,255}/g) ?? [];

/** A letter that is built so that it cannot be read, today or later. */
export class UnreadableLetter extends Error {}

const recipients = (mail: Email): string[] => [
  ...new Set(mail.headers.filter(({ key }) => RECIPIENTS.includes(key)).flatMap(({ value }) => addressesIn(value))),
];

const answeredIn = ({ inReplyTo = '', references = '' }: Email, host: string): number[] => [
  ...new Set(addressesIn(`${inReplyTo} ${references}`).flatMap((id) => ticketOfId(id, host) ?? [])),
];

/**
 * Who wrote it. Where `From` names several, or stands there twice, all of them together, which is nobody's address: the server that judged the letter
 * may have taken another of them for its author.
 */
function authorOf({ headers, from }: Email): InboundLetter['from'] {
  const one = from?.group ? from.group[0] : from;
  const named = headers
    .filter(({ key }) => key === 'from')
    .flatMap(({ value }) => addressParser(value, { flatten: true }))
    .flatMap(({ address }) => (address ? [oneLine(address).toLowerCase()] : []));
  const address = [...new Set(named)].join(', ').slice(0, LONGEST_ADDRESS);
  const name = oneLine(one?.name ?? '') || (address.split('@')[0] ?? '');
  return { address: storable(address), name: storable(name.slice(0, LONGEST_NAME)) };
}

/** The plain part, or what the HTML shows where there is none. */
function textOf({ text, html }: Email): string {
  const plain = text?.trim() ?? '';
  return plain === '' && html ? htmlToText(html) : plain;
}

function filesOf({ attachments }: Email): Pick<InboundLetter, 'files' | 'dropped'> {
  const files: InboundLetter['files'] = [];
  const dropped: string[] = [];
  let size = 0;
  for (const [index, one] of attachments.filter(isForReaders).entries()) {
    const bytes = bytesOf(one);
    const name = nameOf(one, index);
    if (files.length >= MOST_FILES || size + bytes.byteLength > MOST_BYTES) {
      dropped.push(name);
      continue;
    }
    size += bytes.byteLength;
    files.push({
      name,
      mimeType: /^[\w.+-]{1,60}\/[\w.+-]{1,90}$/.exec(one.mimeType)?.[0] ?? 'application/octet-stream',
      bytes,
    });
  }
  return { files, dropped };
}

/** Not a signature's key, and not its little pictures. */
const isForReaders = (one: Attachment): boolean =>
  !/^application\/(pkcs7-signature|x-pkcs7-signature|pgp-signature)$/.test(one.mimeType) &&
  !(one.related && bytesOf(one).byteLength < DECORATION) &&
  bytesOf(one).byteLength > 0;

function nameOf({ filename, mimeType }: Attachment, index: number): string {
  // No path, and nothing that ends a name in the header of an upload.
  const named = fileName(filename ?? '')
    .replaceAll('"', "'")
    .replaceAll(';', ',');
  if (named === '') return `file-${index + 1}.${/^\w+\/([\w]{1,8})$/.exec(mimeType)?.[1] ?? 'bin'}`;
  const dot = named.lastIndexOf('.');
  const ending = dot > 0 ? named.slice(dot).slice(0, 12) : '';
  return named.length > LONGEST_NAME
    ? storable(named.slice(0, LONGEST_NAME - ending.length)) + storable(ending)
    : named;
}

/** The beginning of all that a bounce says and returns: by its headers we find the ticket. */
const returnedIn = (mail: Email): string =>
  [
    mail.text ?? '',
    ...mail.attachments.map((one) => Buffer.from(bytesOf(one).subarray(0, RETURNED)).toString('latin1')),
  ]
    .map((part) => part.slice(0, RETURNED))
    .join('\n')
    .slice(0, 2 * RETURNED);

function bytesOf({ content }: Attachment): Uint8Array {
  if (typeof content === 'string') return Buffer.from(content);
  return content instanceof Uint8Array ? content : new Uint8Array(content);
}

const sha256 = (raw: Uint8Array | string): string => createHash('sha256').update(raw).digest('hex');
