import { existsSync, mkdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import chromium from '@sparticuz/chromium';
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium as playwright } from 'playwright-core';

/** Flags for tiny machines that end the browser with its first window, and those that would hide mistakes of our pages' safety. */
const UNWANTED =
  /^--(single-process|no-zygote|disable-web-security|allow-running-insecure-content|disable-site-isolation)/;

/**
 * Runs `work` with a real Chromium, which is closed afterwards whatever happens. The binary comes out of an npm package, so
 * nothing is downloaded; the first start unpacks it (about 2 s).
 */
export async function withBrowser<Value>(work: (browser: Browser) => Promise<Value>): Promise<Value> {
  const browser = await launchBrowser();
  try {
    return await work(browser);
  } finally {
    await browser.close();
  }
}

/** For a suite that keeps one Chromium from `beforeAll` to `afterAll`; the caller closes it. */
export async function launchBrowser(): Promise<Browser> {
  const executablePath = await unpacked();
  const args = chromium.args.filter((flag) => !UNWANTED.test(flag));
  return playwright.launch({ executablePath, args: [...args, '--no-sandbox'], headless: true });
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
  context.setDefaultTimeout(10_000);
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
    if (existsSync(lock) && Date.now() - statSync(lock).mtimeMs > 60_000)
      rmSync(lock, { recursive: true, force: true });
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
