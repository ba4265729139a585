import { randomBytes } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The sandbox's own key, made once and kept, so that links and passes survive a restart. */
export function sandboxKey(dataDir: string, mistakes: string[]): Buffer {
  const file = join(dataDir, 'secret-key');
  try {
    if (!existsSync(file)) makeKey(dataDir, file);
    const key = Buffer.from(readFileSync(file, 'utf8').trim(), 'base64');
    if (key.length !== 32) mistakes.push(`SECRET_KEY: ${file} is damaged; restore it, or remove it to begin anew`);
    return key;
  } catch (error) {
    mistakes.push(`DATA_DIR: ${dataDir} cannot be used: ${error instanceof Error ? error.message : String(error)}`);
    return Buffer.alloc(0);
  }
}

/** Whole or not at all, however the process ends; of two that make one at the same time the first is kept. */
function makeKey(dataDir: string, file: string): void {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const draft = `${file}.${randomBytes(6).toString('hex')}`;
  writeFileSync(draft, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flag: 'wx' });
  try {
    linkSync(draft, file);
  } catch (error) {
    if (!existsSync(file)) throw error;
  } finally {
    unlinkSync(draft);
  }
}
