import { Upload } from './transport.ts';

/** A copy of the parameters in which every `Upload`, however deep, is what the framework takes for a file. */
export function replaceUploads(
  value: Record<string, unknown>,
  asFile: (upload: Upload) => unknown,
): Record<string, unknown> {
  const replace = (one: unknown): unknown => {
    if (one instanceof Upload) return asFile(one);
    if (Array.isArray(one)) return one.map(replace);
    if (one && typeof one === 'object') return Object.fromEntries(Object.entries(one).map(([k, v]) => [k, replace(v)]));
    return one;
  };
  return replace(value) as Record<string, unknown>;
}
