import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { type FaqOptions, type FaqStore, openFaq } from '#core/faq/open.ts';
import { eventually } from '#tests/support/world.ts';
import { Folder, page, smallSet } from './folder.ts';

interface Told {
  level: 'info' | 'warn' | 'error';
  message: string;
  [fact: string]: unknown;
}

// Learning takes a moment, and the machine may be busy with other tests.
vi.setConfig({ testTimeout: 120_000 });

const newFolder = (): string => mkdtempSync(join(tmpdir(), 'propusk-faq-cache-'));
/** Holds what the small set teaches: it is learnt once, not by every test. */
const learnt = newFolder();
afterAll(() => rmSync(learnt, { recursive: true }));
let cache: string;
let told: Told[];
beforeEach(async () => {
  const { path: folder } = new Folder(smallSet());
  if (readdirSync(learnt).length === 0) (await openFaq({ folder, cacheFolder: learnt, every: null })).close();
  const own = newFolder();
  cpSync(learnt, own, { recursive: true });
  cache = own;
  told = [];
  return () => rmSync(own, { recursive: true });
});

const teller = (level: Told['level']) => (facts: object, message: string) =>
  void told.push({ level, message, ...facts });
const log = { info: teller('info'), warn: teller('warn'), error: teller('error') };

async function open(folder: Folder, options: Partial<FaqOptions> = {}): Promise<FaqStore> {
  const store = await openFaq({ folder: folder.path, cacheFolder: cache, log, every: null, ...options });
  onTestFinished(() => store.close());
  return store;
}

const ready = (): unknown[] =>
  told.filter(({ message }) => message === 'the articles are ready').map(({ from }) => from);
const kept = (): string[] => readdirSync(cache);
const keptFile = (): string => join(cache, kept()[0] ?? '');

describe('the store', () => {
  it('answers, and learns a set once however often it is opened', async () => {
    const folder = new Folder(smallSet());
    cache = join(cache, 'not there yet');
    const first = (await open(folder)).current();
    expect(first.ask('my qr')).toMatchObject({ outcome: 'answer', intents: [{ intent: 'isu.qr_where' }, {}, {}] });
    expect(first.article('isu.qr_where', 'ru')?.body).toBe('Answer of qr_where, ru.');

    const second = (await open(folder)).current();
    expect(ready()).toEqual(['training', 'cache']);
    for (const text of ['where is the qr', 'завести новый аккаунт', 'ufnj', 'позовите оператора', 'buy a bicycle']) {
      expect(second.ask(text), text).toEqual(first.ask(text));
    }
    expect(kept()).toHaveLength(1);
  });

  it('learns anew when an example or the lexicon changes, not when only an answer does', async () => {
    const folder = new Folder(smallSet());
    await open(folder);
    folder.write('en/faq/isu/register.md', page({ utterances: ['how do I register'], order: 1, body: 'New answer.' }));
    await open(folder);
    folder.write(
      'en/faq/isu/register.md',
      page({ utterances: ['how do I register'], order: 1, body: 'Newer answer.' }),
    );
    expect((await open(folder)).current().article('isu.register', 'en')?.body).toBe('Newer answer.');
    folder.write('concepts.yml', 'account: { ru: [учётка], en: [profile] }\n');
    await open(folder);
    expect(ready()).toEqual(['cache', 'training', 'cache', 'training']);
  });

  it('takes a changed answer over without learning or loading anything', async () => {
    const folder = new Folder(smallSet());
    const store = await open(folder);
    const before = store.current();
    folder.write('ru/faq/isu/qr_where.md', smallSet()['ru/faq/isu/qr_where.md']?.replace('Answer', 'New answer') ?? '');
    expect(await store.reload()).toBe(true);
    expect(store.current().article('isu.qr_where', 'ru')?.body).toBe('New answer of qr_where, ru.');
    expect(store.current().ask('my qr')).toEqual(before.ask('my qr'));
    expect(ready()).toEqual(['cache', 'memory']);
  });

  it.each([
    ['a byte changed', (file: string) => writeFileSync(file, flipped(readFileSync(file)))],
    ['something else', (file: string) => writeFileSync(file, 'not weights')],
  ])('learns anew when the cache is damaged (%s), and mends it', async (_, damage) => {
    const folder = new Folder(smallSet());
    const whole = (await open(folder)).current();
    damage(keptFile());
    const anew = (await open(folder)).current();
    expect(anew.ask('where is the qr')).toEqual(whole.ask('where is the qr'));
    await open(folder);
    expect(ready()).toEqual(['cache', 'training', 'cache']);
  });

  it('goes on without a place to keep anything', async () => {
    const file = join(cache, 'a file');
    writeFileSync(file, '');
    const folder = new Folder(smallSet());
    const store = await open(folder, { cacheFolder: join(file, 'below it') });
    expect(store.current().ask('my qr').outcome).toBe('answer');
    expect(told.map(({ level }) => level)).toEqual(['info', 'info']);
    expect(told[0]?.message).toMatch(/^learning the articles/);
  });

  it('keeps only the newest few sets, and no drafts of those who died', async () => {
    const draft = join(cache, `faq-${'0'.repeat(32)}.bin.abcdef`);
    writeFileSync(draft, 'half');
    utimesSync(draft, 0, 0);
    for (let at = 0; at < 8; at += 1) {
      const old = join(cache, `faq-${String(at).repeat(32)}.bin`);
      writeFileSync(old, 'old');
      utimesSync(old, at, at);
    }
    writeFileSync(join(cache, 'of somebody else'), '');
    await open(new Folder({ ...smallSet(), 'en/faq/isu/register.md': page() }));
    expect(kept().filter((name) => name.startsWith('faq-'))).toHaveLength(4);
    expect(kept()).toContain('of somebody else');
    expect(kept()).not.toContain(`faq-${'0'.repeat(32)}.bin.abcdef`);
  });

  it('forgets what it could not learn once that is taken back', async () => {
    const folder = new Folder(smallSet());
    const store = await open(folder);
    const path = 'en/faq/isu/register.md';
    const change = () => folder.write(path, page({ utterances: ['how do I register'], order: 1, body: 'New answer.' }));
    vi.stubEnv('TSX_TSCONFIG_PATH', '/nowhere/tsconfig.json');
    onTestFinished(() => void vi.unstubAllEnvs());
    change();
    expect(await store.reload()).toBe(false);
    folder.write(path, smallSet()[path] ?? '');
    expect(await store.reload()).toBe(false);
    told = [];
    change();
    // As of something new.
    expect(await store.reload()).toBe(false);
    expect(told.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^learning the articles/),
      'the articles cannot be learnt',
    ]);
  });

  it('without an article says so, understands nothing and stands ready', async () => {
    const folder = new Folder();
    const store = await open(folder);
    expect(store.current().ask('my qr')).toEqual({ outcome: 'none', intents: [] });
    expect(told).toMatchObject([{ level: 'error', cause: 'there is not one article' }]);

    for (const [file, text] of Object.entries(smallSet())) folder.write(file, text);
    expect(await store.reload()).toBe(true);
    expect(store.current().ask('my qr').outcome).toBe('answer');
  });

  it('begins without a file that has a mistake, and says so', async () => {
    const store = await open(new Folder({ ...smallSet(), 'en/faq/isu/app.md': 'no settings', 'concepts.yml': 'a: [' }));
    expect(store.current().ask('my qr').outcome).toBe('answer');
    expect(told.filter(({ level }) => level === 'warn')).toEqual([
      expect.objectContaining({ file: 'en/faq/isu/app.md', message: expect.stringContaining('left out') }),
      expect.objectContaining({ file: 'concepts.yml', message: expect.stringContaining('left out') }),
    ]);
  });

  it('is the same for two processes that open it at the same time', async () => {
    const folder = new Folder(smallSet());
    cache = join(cache, 'of these');
    const run = promisify(execFile);
    const opener = join(import.meta.dirname, 'opener.ts');
    const both = await Promise.all(
      [1, 2].map(() => run(process.execPath, ['--import', 'tsx', opener, folder.path, cache, 'where is the qr'])),
    );
    const [one, other] = both.map(({ stdout }) => JSON.parse(stdout));
    expect(one.understood.intents[0].intent).toBe('isu.qr_where');
    expect(other.understood).toEqual(one.understood);
    expect(kept()).toEqual([expect.stringMatching(/^faq-[0-9a-f]{32}\.bin$/)]);

    expect((await open(folder)).current().ask('where is the qr')).toEqual(one.understood);
    expect(ready()).toEqual(['cache']);
  });
});

describe('while it runs', () => {
  const watched = { every: 20 };

  it('takes over an article that is added, and forgets one that is removed', async () => {
    const folder = new Folder(smallSet());
    const store = await open(folder, watched);
    const before = store.current();

    folder.write('en/faq/isu/mobile_app.md', page({ title: 'The app', utterances: ['install the app', 'mobile app'] }));
    folder.write('ru/faq/isu/mobile_app.md', page({ title: 'Приложение', utterances: ['установить приложение'] }));
    await eventually('the new article', () => store.current().article('isu.mobile_app', 'ru'));
    const after = store.current();
    expect(after.ask('mobile app').intents[0]?.intent).toBe('isu.mobile_app');
    expect(after.articles('isu', 'en').map(({ intent }) => intent)).toContain('isu.mobile_app');
    // Who has begun with the older one goes on with it.
    expect(before.article('isu.mobile_app', 'ru')).toBeNull();

    folder.remove('en/faq/isu/mobile_app.md');
    folder.remove('ru/faq/isu/mobile_app.md');
    await eventually('the article to be gone', () => !store.current().article('isu.mobile_app', 'ru'));
  });

  it('tries again what could not be learnt, with pauses, and says each cause once', async () => {
    // The thread that learns does not even start.
    vi.stubEnv('TSX_TSCONFIG_PATH', '/nowhere/tsconfig.json');
    onTestFinished(() => void vi.unstubAllEnvs());
    const folder = new Folder(smallSet());
    const store = await open(folder, { ...watched, cacheFolder: null, pauses: [0, 0, 40] });
    const failures = () => told.filter(({ level }) => level === 'error');
    expect(failures()).toMatchObject([{ message: 'the articles cannot be learnt' }]);
    expect(store.current().article('isu.register', 'en')?.body).toBe('Answer of register, en.');
    expect(store.current().ask('my qr').outcome).toBe('none');

    vi.unstubAllEnvs();
    await eventually('the articles to be learnt', () => store.current().ask('my qr').outcome === 'answer');
    expect(failures()).toHaveLength(1);
    expect(ready()).toEqual(['training']);
  });

  it('keeps the last good state of a file with a mistake, names the file, and takes it once it is mended', async () => {
    const folder = new Folder(smallSet());
    const store = await open(folder, watched);
    folder.write('en/faq/isu/register.md', page({ title: 'How to register', topic: 'nonsense', body: 'Bad.' }));
    folder.write('en/faq/isu/qr_where.md', page({ title: 'Changed', body: 'Good.', utterances: ['my qr'] }));
    await eventually('the good change', () => store.current().article('isu.qr_where', 'en')?.body === 'Good.');
    expect(store.current().article('isu.register', 'en')?.body).toBe('Answer of register, en.');
    expect(store.current().ask('how do I register').intents[0]?.intent).toBe('isu.register');
    const complaint = { file: 'en/faq/isu/register.md', line: 3, mistake: expect.stringContaining('topic') };
    expect(told.filter(({ level }) => level === 'warn')).toEqual([expect.objectContaining(complaint)]);

    folder.write(
      'en/faq/isu/register.md',
      page({ title: 'How to register', body: 'Mended.', utterances: ['register'] }),
    );
    await eventually('the mended file', () => store.current().article('isu.register', 'en')?.body === 'Mended.');
    expect(told.map(({ message }) => message)).toContain('the articles have no mistakes any more');
  });

  it('survives that all files are away for a while', async () => {
    const folder = new Folder(smallSet());
    const store = await open(folder, watched);
    renameSync(join(folder.path, 'en'), join(folder.path, 'elsewhere'));
    await eventually('the complaint', () => told.some(({ file }) => file === 'en/faq'));
    expect(await store.reload()).toBe(false);
    expect(store.current().article('isu.register', 'en')?.body).toBe('Answer of register, en.');
    renameSync(join(folder.path, 'elsewhere'), join(folder.path, 'en'));
    await eventually('the all-clear', () => told.some(({ message }) => message.includes('no mistakes any more')));
  });

  it('keeps the lexicon when its file is broken', async () => {
    const folder = new Folder({ ...smallSet(), 'concepts.yml': 'account: { ru: [учётка], en: [profile] }\n' });
    const store = await open(folder);
    const before = store.current().ask('учётка');
    folder.write('concepts.yml', 'account: [');
    expect(await store.reload()).toBe(false);
    expect(told.at(-1)).toMatchObject({ level: 'warn', file: 'concepts.yml', line: 1 });
    expect(store.current().ask('учётка')).toEqual(before);
  });

  it('looks no more once it is closed', async () => {
    const folder = new Folder(smallSet());
    const store = await open(folder, watched);
    store.close();
    folder.write('en/faq/isu/register.md', page({ body: 'Late.' }));
    expect(await store.reload()).toBe(false);
    expect(store.current().article('isu.register', 'en')?.body).toBe('Answer of register, en.');
  });
});

/** One bit in the middle turned over. */
function flipped(bytes: Buffer): Buffer {
  const changed = Buffer.from(bytes);
  const at = Math.floor(changed.length / 2);
  changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
  return changed;
}
