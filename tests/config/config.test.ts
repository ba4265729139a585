import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ConfigError, readConfig } from '#bot/config.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'propusk-config-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const KEY = Buffer.alloc(32, 7).toString('base64');
const real = (): Record<string, string> => ({
  BOT_TOKEN: '7000000009:abc-DEF_123',
  SMTP_URL: 'smtp://127.0.0.1:25',
  SECRET_KEY: KEY,
  DATA_DIR: folder,
});

function mistakes(environment: Record<string, string>): string[] {
  try {
    readConfig(environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.mistakes;
    throw error;
  }
  return [];
}

describe('the settings', () => {
  it('are all optional: without any, the sandbox', () => {
    expect(readConfig({ DATA_DIR: folder })).toMatchObject({
      botToken: null,
      framework: 'grammy',
      databaseUrl: null,
      publicUrl: null,
      host: '127.0.0.1',
      port: 3000,
      calls: { provider: 'sandbox', numbers: ['+78005553535'] },
    });
  });

  it('count an empty one as absent', () => {
    const config = readConfig({ ...real(), PUBLIC_URL: '', PORT: ' ', BOT_FRAMEWORK: '' });
    expect(config).toMatchObject({ publicUrl: null, port: 3000, framework: 'grammy' });
  });

  it('sign nobody in by Gosuslugi unless it is set up, and then need all of it', () => {
    expect(readConfig(real()).gosuslugi).toEqual({ kind: 'off' });
    const oidc = {
      GOSUSLUGI_ISSUER: 'https://id.example',
      GOSUSLUGI_CLIENT_ID: 'propusk',
      GOSUSLUGI_CLIENT_SECRET: 'between us',
    };
    expect(readConfig({ ...real(), ...oidc }).gosuslugi).toEqual({
      kind: 'oidc',
      issuer: 'https://id.example',
      clientId: 'propusk',
      clientSecret: 'between us',
    });
    expect(mistakes({ ...real(), GOSUSLUGI_CLIENT_ID: 'propusk' }).map((one) => one.split(':')[0])).toEqual([
      'GOSUSLUGI_ISSUER',
      'GOSUSLUGI_CLIENT_SECRET',
    ]);
    // Over plain http somebody on the way could be anybody; only this machine itself is safe from that.
    expect(mistakes({ ...real(), ...oidc, GOSUSLUGI_ISSUER: 'http://id.example' })).toEqual([
      'GOSUSLUGI_ISSUER: must be https: http is for this machine only',
    ]);
    expect(mistakes({ ...real(), ...oidc, GOSUSLUGI_ISSUER: 'http://127.0.0.1:3000/oidc' })).toEqual([]);
  });

  it('ask no language model unless it is named', () => {
    expect(readConfig(real()).reranker).toBeNull();
    const settings = { FAQ_RERANKER_URL: 'https://llm.example/v1/', FAQ_RERANKER_MODEL: 'small' };
    expect(readConfig({ ...real(), ...settings }).reranker).toEqual({
      ...{ url: 'https://llm.example/v1', key: null, model: 'small' },
    });
    const whole = {
      ...settings,
      FAQ_RERANKER_URL: 'http://127.0.0.1:11434/v1/chat/completions',
      FAQ_RERANKER_KEY: 'k',
    };
    expect(readConfig({ ...real(), ...whole }).reranker).toMatchObject({ url: 'http://127.0.0.1:11434/v1', key: 'k' });
    expect(mistakes({ ...real(), FAQ_RERANKER_KEY: 'k' }).map((one) => one.split(':')[0])).toEqual([
      'FAQ_RERANKER_URL',
      'FAQ_RERANKER_MODEL',
    ]);
    expect(mistakes({ ...real(), ...settings, FAQ_RERANKER_URL: 'http://llm.example/v1' })).toEqual([
      'FAQ_RERANKER_URL: must be https: http is for this machine only',
    ]);
  });

  it('take answers to the helpdesk’s letters by SMTP, from a mailbox, or not at all', () => {
    expect(readConfig(real()).helpdeskMail).toBeNull();
    const mail = { HELPDESK_MAIL: 'Helpdesk@bot.example.ru' };
    expect(readConfig({ ...real(), ...mail, HELPDESK_SMTP_PORT: '25', HELPDESK_SMTP_HOST: '0.0.0.0' })).toMatchObject({
      helpdeskMail: {
        ...{ address: 'helpdesk@bot.example.ru', imap: null },
        smtp: { host: '0.0.0.0', port: 25, tls: null },
      },
    });
    const url = 'imaps://desk%40bot.example.ru:p%3Ass@imap.example.ru/Propusk';
    expect(readConfig({ ...real(), ...mail, HELPDESK_IMAP_URL: url }).helpdeskMail).toEqual({
      ...{ address: 'helpdesk@bot.example.ru', smtp: null },
      imap: {
        ...{ host: 'imap.example.ru', port: 993, secure: true, folder: 'Propusk' },
        ...{ user: 'desk@bot.example.ru', password: 'p:ss' },
      },
    });
    // The sandbox has a mailbox that answers, and a door for it.
    expect(readConfig({ DATA_DIR: folder }).helpdeskMail).toMatchObject({ smtp: { host: '127.0.0.1', port: 0 } });
  });

  it('need both halves of the way by which answers come back', () => {
    expect(mistakes({ ...real(), HELPDESK_MAIL: 'h@bot.example.ru' })).toEqual([
      expect.stringMatching(/^HELPDESK_SMTP_PORT or HELPDESK_IMAP_URL: is needed/),
    ]);
    const missing = mistakes({ ...real(), HELPDESK_SMTP_PORT: '0', HELPDESK_SMTP_CERT: join(folder, 'absent') });
    expect(missing.map((one) => one.split(':')[0])).toEqual([
      ...['HELPDESK_MAIL', 'HELPDESK_SMTP_CERT and HELPDESK_SMTP_KEY', 'HELPDESK_SMTP_CERT'],
    ]);
  });

  it('give HELPDESK_CHAT_ID to the institutions that name no group of their own', () => {
    const file = join(folder, 'institutions.json');
    const [isu, eljur] = readConfig(real()).institutions;
    writeFileSync(file, JSON.stringify([isu, { ...eljur, helpdesk: { groups: ['-1002'] } }]));
    const { institutions } = readConfig({ ...real(), INSTITUTIONS: file, HELPDESK_CHAT_ID: '-1001' });
    expect(institutions.map(({ helpdesk }) => helpdesk.groups)).toEqual([['-1001'], ['-1002']]);
    expect(readConfig(real()).institutions.map(({ helpdesk }) => helpdesk.groups)).toEqual([[], []]);
  });

  it('take ESIA at its own address, with a program that signs', () => {
    const settings = { GOSUSLUGI_KIND: 'esia', GOSUSLUGI_CLIENT_ID: 'PROPUSK', GOSUSLUGI_SIGNER: process.execPath };
    expect(readConfig({ ...real(), ...settings }).gosuslugi).toEqual({
      kind: 'esia',
      issuer: 'https://esia.gosuslugi.ru',
      clientId: 'PROPUSK',
      signer: process.execPath,
    });
    const absent = join(folder, 'absent');
    expect(mistakes({ ...real(), ...settings, GOSUSLUGI_SIGNER: absent })).toEqual([
      `GOSUSLUGI_SIGNER: ${absent} does not exist (the path of a program)`,
    ]);
  });

  it('leave a real bot without calls unless a provider is named', () => {
    expect(readConfig(real()).calls).toEqual({ provider: 'off' });
    expect(readConfig({ ...real(), CALL_PROVIDER: 'smsru', SMSRU_API_ID: 'id' }).calls).toMatchObject({
      provider: 'smsru',
      apiId: 'id',
    });
    const webhook = { CALL_PROVIDER: 'webhook', CALL_NUMBER: '+78005008275, 88005008276', CALL_WEBHOOK_SECRET: KEY };
    expect(readConfig({ ...real(), ...webhook }).calls).toEqual({
      provider: 'webhook',
      numbers: ['+78005008275', '88005008276'],
      secret: KEY,
    });
  });

  it('take addresses with and without a slash at the end', () => {
    const config = readConfig({
      ...real(),
      PUBLIC_URL: 'https://pass.example.ru/',
      TELEGRAM_API_ROOT: 'http://bots:8081//',
    });
    expect(config).toMatchObject({ publicUrl: 'https://pass.example.ru', telegramApiRoot: 'http://bots:8081' });
  });

  it('send letters from the mail server’s own user, or from the address of our pages', () => {
    const from = (settings: Record<string, string>) => readConfig({ ...real(), MAIL_FROM: '', ...settings }).mailFrom;
    expect(from({ SMTP_URL: 'smtps://pass%40example.ru:secret@mail.example.ru' })).toBe('Propusk <pass@example.ru>');
    expect(from({ PUBLIC_URL: 'https://pass.example.ru' })).toBe('Propusk <no-reply@pass.example.ru>');
    expect(from({ MAIL_FROM: 'ISU <isu@example.ru>' })).toBe('ISU <isu@example.ru>');
  });

  it.each([
    ['BOT_TOKEN', 'a password'],
    ['BOT_FRAMEWORK', 'aiogram'],
    ['TELEGRAM_API_ROOT', 'ftp://example.org'],
    ['DATABASE_URL', 'mysql://localhost/x'],
    ['PUBLIC_URL', 'https://localhost:3000'],
    ['PUBLIC_URL', 'pass.example.ru'],
    ['PORT', '-1'],
    ['PORT', '65536'],
    ['PORT', 'http'],
    ['SMTP_URL', 'https://mail.example.org'],
    ['MAIL_FROM', 'Propusk'],
    ['CALL_PROVIDER', 'sandbox'],
    ['CALL_NUMBER', 'eight eight hundred'],
    ['CALL_WEBHOOK_SECRET', 'short'],
    ['GOSUSLUGI_KIND', 'saml'],
    ['HELPDESK_CHAT_ID', '@helpdesk'],
    ['HELPDESK_CHAT_ID', '1001234567890'],
    ['SECRET_KEY', 'c2hvcnQ='],
    ['ADMIN_IDS', '1,admin'],
    ['LOG_LEVEL', 'loud'],
    ['INSTITUTIONS', '/nowhere/institutions.json'],
  ])('refuse %s=%s, and nothing else', (name, value) => {
    const found = mistakes({ ...real(), [name]: value });
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(new RegExp(`^${name}: .{10,}`));
    // A secret that was mistyped is not repeated where others read.
    if (name === 'BOT_TOKEN' || name === 'SECRET_KEY') expect(found[0]).not.toContain(value);
  });

  it.each([
    ['HELPDESK_MAIL', 'helpdesk'],
    ['HELPDESK_MAIL', `${'h'.repeat(31)}@bot.example.ru`],
    ['HELPDESK_SMTP_PORT', '70000'],
    ['HELPDESK_IMAP_URL', 'https://imap.example.ru'],
    ['HELPDESK_IMAP_URL', 'imaps://imap.example.ru'],
  ])('refuse %s=%s beside good ones, and nothing else', (name, value) => {
    const good = { HELPDESK_MAIL: 'h@bot.example.ru', HELPDESK_SMTP_PORT: '25', HELPDESK_IMAP_URL: 'imaps://a:b@c.ru' };
    expect(mistakes({ ...real(), ...good })).toEqual([]);
    const found = mistakes({ ...real(), ...good, [name]: value });
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(new RegExp(`^${name}: .{10,}`));
  });

  it('tell all mistakes at once, also those that depend on each other', () => {
    const found = mistakes({
      BOT_TOKEN: 'abc',
      PORT: 'x',
      CALL_PROVIDER: 'webhook',
      ONEC_URL: 'https://1c.example.org',
    });
    expect(found.map((line) => line.split(':')[0])).toEqual([
      ...['BOT_TOKEN', 'PORT', 'CALL_NUMBER', 'CALL_WEBHOOK_SECRET', 'SMTP_URL', 'SECRET_KEY'],
      'ONEC_USER and ONEC_PASSWORD',
    ]);
  });

  it('name the field of the institutions’ file that is wrong', () => {
    const file = join(folder, 'institutions.json');
    writeFileSync(file, '[{"id":"isu","kind":"university"}]');
    const found = mistakes({ ...real(), INSTITUTIONS: file });
    expect(found.length).toBeGreaterThan(0);
    for (const line of found) expect(line).toMatch(/^INSTITUTIONS: .*institutions\.json: 0\.\w+/);
  });

  it.each([
    ['timeZone', 'Moscow'],
    ['country', 'XX'],
    ['url', 'javascript:alert(1)'],
    ['corporateDomains', { student: 'sechenov.ru', staff: 'Sechenov.RU' }],
  ])('refuse an institution whose %s would fail later', (field, value) => {
    const file = join(folder, 'institutions.json');
    const [isu] = readConfig(real()).institutions;
    writeFileSync(file, JSON.stringify([{ ...isu, country: 'ru' }]));
    expect(readConfig({ ...real(), INSTITUTIONS: file }).institutions).toEqual([isu]);
    writeFileSync(file, JSON.stringify([{ ...isu, [field]: value }]));
    expect(mistakes({ ...real(), INSTITUTIONS: file })).toEqual([expect.stringContaining(`: 0.${field}: `)]);
  });
});

describe('the sandbox’s own key', () => {
  it('is made once, for this user only, and kept', () => {
    const first = readConfig({ DATA_DIR: folder }).secretKey;
    expect(first).toHaveLength(32);
    expect(readConfig({ DATA_DIR: folder }).secretKey).toEqual(first);
    expect(readdirSync(folder)).toEqual(['secret-key']);
    expect(statSync(join(folder, 'secret-key')).mode & 0o777).toBe(0o600);
  });

  it('is not replaced when it is damaged: passes and links hang on it', () => {
    writeFileSync(join(folder, 'secret-key'), '');
    expect(mistakes({ DATA_DIR: folder })).toEqual([expect.stringMatching(/^SECRET_KEY: .*is damaged/)]);
  });

  it('needs a folder that can be written', () => {
    const file = join(folder, 'a file');
    writeFileSync(file, '');
    expect(mistakes({ DATA_DIR: join(file, 'data') })).toEqual([expect.stringMatching(/^DATA_DIR: .*cannot be used/)]);
  });
});
