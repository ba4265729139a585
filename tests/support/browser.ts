import { mkdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import chromium from '@sparticuz/chromium';
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type Page,
  chromium as playwright,
} from 'playwright-core';

/** Flags for tiny machines that end the browser with its first window, and those that would hide mistakes of our pages' safety. */
const UNWANTED =
  /^--(single-process|no-zygote|disable-web-security|allow-running-insecure-content|disable-site-isolation)/;

/** For `vi.setConfig`, at the top of a file of tests with a browser: on a busy machine it takes its time, and axe looks at every corner. */
export const BROWSER_PATIENCE = { testTimeout: 240_000, hookTimeout: 180_000 };
/** What a page may take for one thing, milliseconds. */
const PATIENCE = 30_000;

/** For a suite that keeps one Chromium from `beforeAll` to `afterAll`; the caller closes it. One that opens no window is given up for another. */
export async function launchBrowser(): Promise<Browser> {
  const executablePath = await unpacked();
  const args = [...chromium.args.filter((flag) => !UNWANTED.test(flag)), '--no-sandbox'];
  for (let left = 2; ; left -= 1) {
    const browser = await playwright.launch({ executablePath, args, headless: true });
    if (await opensWindow(browser)) return browser;
    // Its end is not waited for: what opens no window may not close either. Playwright kills it with this process.
    browser.close().catch(() => undefined);
    if (left === 0) throw new Error('Chromium started three times, and never opened a window');
  }
}

/** Opening a window is what Playwright sets no limit to. */
async function opensWindow(browser: Browser): Promise<boolean> {
  const opened = browser.newPage().then(
    (page) => page.close().then(() => true),
    () => false,
  );
  const given = new AbortController();
  const late = sleep(PATIENCE, false, { signal: given.signal }).catch(() => false);
  return Promise.race([opened, late]).finally(() => given.abort());
}

/** A fresh window (own storage), in Russian and light unless told, that reaches loopback addresses only. */
export async function openWindow(browser: Browser, options: BrowserContextOptions = {}): Promise<BrowserContext> {
  const context = await browser.newContext({
    locale: 'ru-RU',
    timezoneId: 'Europe/Moscow',
    colorScheme: 'light',
    reducedMotion: 'reduce',
    viewport: { width: 1280, height: 800 },
    ...options,
  });
  context.setDefaultTimeout(PATIENCE);
  await context.route(
    (url) => /^https?:$/.test(url.protocol) && !/^(127\.0\.0\.1|localhost)$/.test(url.hostname),
    (route) => route.abort(),
  );
  return context;
}

/** Two test files that start at once must not unpack the same file together: the first one does it, the other waits. */
async function unpacked(): Promise<string> {
  const lock = join(tmpdir(), 'propusk-chromium.lock');
  const deadline = Date.now() + 60_000;
  while (!tryLock(lock)) {
    // The other one may be done by now, and its lock gone.
    const held = statSync(lock, { throwIfNoEntry: false });
    if (held && Date.now() - held.mtimeMs > 60_000) rmSync(lock, { recursive: true, force: true });
    if (Date.now() > deadline) throw new Error(`Another test holds ${lock}; remove it`);
    await sleep(100);
  }
  try {
    return await chromium.executablePath();
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

function tryLock(folder: string): boolean {
  try {
    mkdirSync(folder);
    return true;
  } catch {
    return false;
  }
}

/** A page in a window of its own; what it complains of is added to `mistakes`. */
export async function openPage(
  browser: Browser,
  address: string,
  options: BrowserContextOptions,
  mistakes: string[],
): Promise<Page> {
  const window = await openWindow(browser, options);
  const page = await window.newPage();
  page.on('pageerror', (error) => mistakes.push(error.message));
  page.on('console', (message) => message.type() === 'error' && mistakes.push(message.text()));
  await page.goto(address);
  return page;
}
