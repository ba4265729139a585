import { badRequest } from './errors.ts';

export interface Upload {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** A call's parameters. JSON gives real types, forms give strings: like Telegram, every reader takes both. */
export class Params {
  readonly fields: Readonly<Record<string, unknown>>;
  readonly files: ReadonlyMap<string, Upload>;

  constructor(fields: Readonly<Record<string, unknown>> = {}, files: ReadonlyMap<string, Upload> = new Map()) {
    this.fields = fields;
    this.files = files;
  }

  /** Empty when left out. */
  text(name: string): string {
    const value = this.fields[name];
    if (value === undefined || value === null) return '';
    return typeof value === 'object' ? JSON.stringify(value) : String(value);
  }

  has(name: string): boolean {
    return this.text(name) !== '' || this.files.has(name);
  }

  integer(name: string): number | undefined {
    const text = this.text(name);
    if (text === '') return undefined;
    const digits = /^-?\d+/.exec(text)?.[0];
    return digits === undefined ? 0 : Number(digits);
  }

  flag(name: string): boolean {
    return ['true', 'yes', '1'].includes(this.text(name).toLowerCase());
  }

  /** An object or array, given as such or as JSON text. @throws ApiError with `complaint` when it cannot be read. */
  json(name: string, complaint: string): unknown {
    const value = this.fields[name];
    if (value === undefined || value === null || value === '') return undefined;
    if (typeof value !== 'string') return value;
    try {
      return JSON.parse(value);
    } catch {
      throw badRequest(complaint);
    }
  }

  /**
   * The parameters as they are kept in the record of calls. An uploaded file stands there as its name and size: under its
   * parameter's name, or, when the parameter says `attach://part`, under `attach://part`.
   */
  toRecord(): Record<string, unknown> {
    const record: Record<string, unknown> = { ...this.fields };
    const text = JSON.stringify(this.fields);
    for (const [name, file] of this.files) {
      const key = text.includes(`attach://${name}`) ? `attach://${name}` : name;
      record[key] = { uploaded: true, name: file.name, size: file.bytes.length };
    }
    return record;
  }
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
