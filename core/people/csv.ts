import { pipeline, Readable } from 'node:stream';
import { CsvError, type Info, parse } from 'csv-parse';
import iconv from 'iconv-lite';
import { type Columns, findColumns } from './columns.ts';
import { DirectoryUnreadable, type Row } from './row.ts';

/** How much is looked at to tell the encoding and the delimiter. Bytes. */
const SAMPLE = 64 * 1024;
/** No record of a directory is longer; a quote that was never closed would otherwise swallow the file. Characters. */
const LONGEST_RECORD = 64 * 1024;

/** One record of a CSV file. */
export interface CsvRecord {
  cells: string[];
  /** Line of the file where it begins, from 1. */
  line: number;
}

/**
 * Reads a directory exported as CSV, record by record. Memory does not grow with the file.
 * @throws DirectoryUnreadable when a needed column is missing or the file is not CSV
 */
export async function* readPeopleCsv(source: AsyncIterable<Uint8Array>): AsyncGenerator<Row> {
  let columns: Columns | undefined;
  let width = 0;
  for await (const { cells, line } of readCsv(source)) {
    if (columns) {
      yield toRow(cells, columns, width, line);
    } else {
      columns = findColumns(cells);
      width = cells.length;
    }
  }
  if (!columns) throw new DirectoryUnreadable('The file is empty.');
}

/**
 * Reads any CSV file, record by record, its headings first: UTF-8, UTF-16 with a mark, or windows-1251; `;`, `,` or tab.
 * @throws DirectoryUnreadable when the file is not CSV
 */
export async function* readCsv(source: AsyncIterable<Uint8Array>): AsyncGenerator<CsvRecord> {
  const { sample, rest } = await takeSample(source);
  const encoding = encodingOf(sample);
  const opening = iconv.decode(sample, encoding);
  const separator = /^"?sep=([;,\t])"?\r?\n/i.exec(opening);

  const parser = parse({
    delimiter: separator?.[1] ?? delimiterOf(opening),
    record_delimiter: '\n',
    info: true,
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_empty_values: true,
    max_record_size: LONGEST_RECORD,
    from_line: separator ? 2 : 1,
  });
  // Failures of the source reach the loop below through the parser, which the pipeline destroys with them.
  pipeline(Readable.from(decoded(rest, encoding)), parser, () => {});

  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: Info }>) {
      yield { cells: record, line: firstLine(record, info.lines) };
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new DirectoryUnreadable(
      `Line ${error.lines}: the file stops being CSV here; perhaps a quotation mark is opened and never closed.`,
    );
  }
}

function toRow(record: string[], columns: Columns, width: number, line: number): Row {
  const cell = (index: number): string => record[index] ?? '';
  return {
    line,
    id: cell(columns.id),
    name: columns.name.map(cell).join(' '),
    roles: cell(columns.role),
    ...(columns.status !== undefined && { status: cell(columns.status) }),
    phones: columns.phones
      .map(cell)
      .join('; ')
      .replace(/^[;\s]+$/, ''),
    shifted: record.slice(width).some((extra) => extra.trim() !== ''),
  };
}

/** The parser counts the line on which a record ends; the operator looks for the one on which it begins. */
const firstLine = (record: string[], lastLine: number): number =>
  lastLine - record.reduce((breaks, cell) => breaks + cell.split('\n').length - 1, 0);

async function takeSample(
  source: AsyncIterable<Uint8Array>,
): Promise<{ sample: Buffer; rest: AsyncGenerator<Uint8Array> }> {
  const iterator = source[Symbol.asyncIterator]();
  const chunks: Uint8Array[] = [];
  let length = 0;
  while (length < SAMPLE) {
    const { done, value } = await iterator.next();
    if (done) break;
    chunks.push(value);
    length += value.length;
  }
  const sample = Buffer.concat(chunks);

  async function* rest(): AsyncGenerator<Uint8Array> {
    try {
      yield sample;
      for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value;
    } finally {
      await iterator.return?.();
    }
  }
  return { sample, rest: rest() };
}

function encodingOf(sample: Buffer): string {
  if (sample[0] === 0xff && sample[1] === 0xfe) return 'utf-16le';
  if (sample[0] === 0xfe && sample[1] === 0xff) return 'utf-16be';
  if (sample.subarray(0, 2).toString('latin1') === 'PK') {
    throw new DirectoryUnreadable('This is an Excel workbook or an archive. Save it as CSV and import that.');
  }
  if (sample.includes(0)) throw new DirectoryUnreadable('This is not a text file. Export the directory as CSV.');
  try {
    // `stream` tolerates a character cut by the end of the sample.
    new TextDecoder('utf-8', { fatal: true }).decode(sample, { stream: true });
    return 'utf-8';
  } catch {
    return 'windows-1251';
  }
}

/** The one that occurs most in the first line, outside quotation marks. */
function delimiterOf(text: string): string {
  const line = text.replace(/"[^"]*"/g, '').split(/[\r\n]/, 1)[0] ?? '';
  const count = (delimiter: string): number => line.split(delimiter).length;
  return [';', ',', '\t'].reduce((best, next) => (count(next) > count(best) ? next : best));
}

/** The text with plain line feeds for every kind of line break: the parser would count a Windows one twice. */
async function* decoded(chunks: AsyncIterable<Uint8Array>, encoding: string): AsyncGenerator<string> {
  const decoder = iconv.getDecoder(encoding);
  let held = '';
  for await (const chunk of chunks) {
    const text = held + decoder.write(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength));
    // What follows a carriage return decides whether it is a line break of its own.
    held = text.endsWith('\r') ? '\r' : '';
    const whole = text.slice(0, text.length - held.length).replace(/\r\n?/g, '\n');
    if (whole !== '') yield whole;
  }
  const last = (held + (decoder.end() ?? '')).replace(/\r\n?/g, '\n');
  if (last !== '') yield last;
}
