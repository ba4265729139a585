import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeEach, onTestFinished } from 'vitest';
import type { Language } from '#core/language.ts';
import { botFile } from './bot-file.ts';
import { launchBrowser, openWindow } from './browser.ts';

const root = join(import.meta.dirname, '../..');
const pictures = join(root, 'docs/images');

interface Propusk {
  address: string;
  stop(): Promise<void>;
}

/** What `npm start` starts, as a newcomer has it: no settings, a folder of its own. The caller stops it. */
async function startPropusk(): Promise<Propusk> {
  const folder = mkdtempSync(join(tmpdir(), 'propusk-newcomer-'));
  const child = spawn(process.execPath, [await botFile()], {
    cwd: root,
    env: { PATH: process.env.PATH, PORT: '0', DATA_DIR: folder, LOG_LEVEL: 'warn' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'exit');
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  let said = '';
  let late: NodeJS.Timeout | undefined;
  try {
    const address = await new Promise<string>((resolve, reject) => {
      const hear = (chunk: Buffer): void => {
        said += chunk.toString();
        const found = /http:\/\/127\.0\.0\.1:\d+\/sandbox\//.exec(said);
        if (found) resolve(found[0]);
      };
      child.stdout.on('data', hear);
      child.stderr.on('data', hear);
      child.once('exit', (code) => reject(new Error(`the bot ended with ${code}:\n${said}`)));
      late = setTimeout(() => reject(new Error(`no address within 120 s:\n${said}`)), 120_000);
    });
    return { address, stop };
  } catch (error) {
    await stop();
    throw error;
  } finally {
    clearTimeout(late);
  }
}

/** For a suite: a browser, and the bot that a newcomer has just started, kept from one test to the next. To be called while the suite is described. */
export function newcomer(): () => { browser: Browser; propusk: Propusk } {
  let browser: Browser | undefined;
  let propusk: Propusk | undefined;

  async function end(): Promise<void> {
    await browser?.close();
    await propusk?.stop();
    browser = propusk = undefined;
  }
  afterAll(end);

  beforeEach(async ({ task }) => {
    // A try that failed leaves its person half-way: the next one has a browser and a bot that know nobody.
    if (task.result?.retryCount) await end();
    browser ??= await launchBrowser();
    propusk ??= await startPropusk();
  });

  return () => {
    if (!browser || !propusk) throw new Error('Nothing was started');
    return { browser, propusk };
  };
}

/** Opens the sandbox's page in a window of the newcomer's language, which closes with the test; what the page stumbles over is in `mistakes`. */
export async function opensSandbox(
  { browser, propusk }: { browser: Browser; propusk: Propusk },
  language: Language,
): Promise<{ window: BrowserContext; page: Page; mistakes: string[] }> {
  const window = await openWindow(browser, { locale: language === 'ru' ? 'ru-RU' : 'en-GB' });
  onTestFinished(() => window.close());
  const page = await window.newPage();
  const mistakes: string[] = [];
  page.on('pageerror', (error) => mistakes.push(error.message));
  await page.goto(propusk.address);
  return { window, page, mistakes };
}

/** Renews a picture of the documentation when UPDATE_PICTURES is set. */
export async function shoot(page: Page, name: string): Promise<void> {
  if (!process.env.UPDATE_PICTURES) return;
  mkdirSync(pictures, { recursive: true });
  await page.screenshot({ path: join(pictures, `${name}.png`) });
}
