import { randomBytes } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { type Institution, Institutions } from '#core/institution.ts';
import { defaultInstitutions } from '#core/institutions.ts';

/** All mistakes of the settings at once, a line each, for whoever starts the bot. */
export class ConfigError extends Error {
  readonly mistakes: string[];

  constructor(mistakes: string[]) {
    super(`The settings cannot be used:\n${mistakes.map((mistake) => `  - ${mistake}`).join('\n')}`);
    this.name = 'ConfigError';
    this.mistakes = mistakes;
  }
}

export type CallSettings =
  | { provider: 'off' }
  | { provider: 'sandbox'; numbers: string[]; secret: string }
  | { provider: 'webhook'; numbers: string[]; secret: string }
  | { provider: 'smsru'; apiId: string; apiRoot: string | null };

export interface OidcSettings {
  kind: 'oidc';
  /** As the provider names itself: what its `/.well-known/openid-configuration` stands under. */
  issuer: string;
  clientId: string;
  clientSecret: string;
}

export interface EsiaSettings {
  kind: 'esia';
  /** Without a slash at the end. */
  issuer: string;
  clientId: string;
  /** Path of the program that signs. */
  signer: string;
}

/** How people sign in by Gosuslugi. */
export type GosuslugiSettings = { kind: 'off' } | OidcSettings | EsiaSettings;

/** A server that speaks OpenAI's `/chat/completions`. */
export interface RerankerSettings {
  /** Without a slash at the end. */
  url: string;
  key: string | null;
  model: string;
}

export interface Config {
  /** Null starts the sandbox. */
  botToken: string | null;
  framework: 'grammy' | 'telegraf';
  /** Without a slash at the end; null means Telegram's own server. */
  telegramApiRoot: string | null;
  databaseUrl: string | null;
  dataDir: string;
  /** Base of every link, without a slash at the end; null means http://HOST:PORT. */
  publicUrl: string | null;
  host: string;
  port: number;
  smtpUrl: string | null;
  mailFrom: string;
  calls: CallSettings;
  onec: { url: string; user: string; password: string } | null;
  /** Off in the sandbox's settings: the sandbox brings a stand-in of its own. */
  gosuslugi: GosuslugiSettings;
  /** Null: nobody outside is asked what a question means. */
  reranker: RerankerSettings | null;
  helpdeskChatId: string | null;
  institutions: Institution[];
  /** 32 bytes. */
  secretKey: Buffer;
  adminIds: string[];
  logLevel: string;
}

const httpUrl = z.url({ protocol: /^https?$/, error: 'must be an http or https address', abort: true });
const text = z.string().trim().min(1);
const list = text.transform((value) => value.split(/[,\s]+/).filter((part) => part !== ''));

const Environment = z.object({
  BOT_TOKEN: text.regex(/^\d+:[\w-]{3,}$/, 'does not look like a token of @BotFather (123456:ABC…)').optional(),
  BOT_FRAMEWORK: z.enum(['grammy', 'telegraf']).default('grammy'),
  TELEGRAM_API_ROOT: httpUrl.optional(),
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/, error: 'must be postgres://user:password@host/database' })
    .optional(),
  DATA_DIR: text.default('.data'),
  PUBLIC_URL: httpUrl
    .refine(
      (url) => /\.|\[/.test(new URL(url).hostname),
      'Telegram refuses links to a host without a dot: use 127.0.0.1',
    )
    .optional(),
  HOST: text.default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  SMTP_URL: z.url({ protocol: /^smtps?$/, error: 'must be smtp://user:password@host:port or smtps://…' }).optional(),
  MAIL_FROM: text
    .regex(/^(?:[^<>@]*<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/, 'must be an address, or Name <address>')
    .optional(),
  CALL_PROVIDER: z.enum(['sandbox', 'smsru', 'webhook']).optional(),
  CALL_NUMBER: list
    .pipe(z.array(z.string().regex(/^\+?\d{5,15}$/, 'must be a number such as +78005008275')))
    .optional(),
  CALL_WEBHOOK_SECRET: text.min(16, 'must have at least 16 characters').optional(),
  SMSRU_API_ID: text.optional(),
  SMSRU_API_ROOT: httpUrl.optional(),
  ONEC_URL: httpUrl.optional(),
  ONEC_USER: text.optional(),
  ONEC_PASSWORD: text.optional(),
  GOSUSLUGI_KIND: z.enum(['oidc', 'esia']).default('oidc'),
  GOSUSLUGI_ISSUER: httpUrl
    .refine((url) => isPrivateOrSecret(new URL(url)), 'must be https: http is for this machine only')
    .optional(),
  GOSUSLUGI_CLIENT_ID: text.optional(),
  GOSUSLUGI_CLIENT_SECRET: text.optional(),
  GOSUSLUGI_SIGNER: text.optional(),
  FAQ_RERANKER_URL: httpUrl
    .refine((url) => isPrivateOrSecret(new URL(url)), 'must be https: http is for this machine only')
    .optional(),
  FAQ_RERANKER_KEY: text.optional(),
  FAQ_RERANKER_MODEL: text.optional(),
  HELPDESK_CHAT_ID: text.regex(/^-?\d+$/, 'must be the number of a chat').optional(),
  INSTITUTIONS: text.optional(),
  SECRET_KEY: text
    .refine(
      (value) => Buffer.from(value, 'base64').length === 32,
      'must be 32 bytes in base64 (openssl rand -base64 32)',
    )
    .optional(),
  ADMIN_IDS: list.pipe(z.array(z.string().regex(/^\d+$/, 'must be numbers of Telegram users'))).optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
});

type Environment = z.infer<typeof Environment>;

/** Where nobody can listen: behind TLS, or within this machine. */
function isPrivateOrSecret({ protocol, hostname }: URL): boolean {
  return protocol === 'https:' || /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(hostname);
}

/**
 * Reads the settings. An empty variable counts as absent.
 * @throws {ConfigError} with everything that is wrong
 */
export function readConfig(environment: Record<string, string | undefined> = process.env): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value?.trim()));
  const parsed = Environment.safeParse(given);
  const mistakes = parsed.success
    ? []
    : parsed.error.issues.map((issue) => `${String(issue.path[0])}: ${issue.message}`);
  // What depends on several settings is judged even when one of them is wrong, so that nobody mends the file twice.
  const env = parsed.success ? parsed.data : ({ ...Environment.parse({}), ...readable(given) } as Environment);

  const sandbox = !given.BOT_TOKEN;
  const calls = callSettings(env, sandbox, mistakes);
  const gosuslugi = gosuslugiSettings(env, given, mistakes);
  const reranker = rerankerSettings(env, given, mistakes);
  const institutions = readInstitutions(env.INSTITUTIONS, mistakes);
  if (!sandbox) {
    if (!given.SMTP_URL) mistakes.push('SMTP_URL: is needed with BOT_TOKEN, for letters would go nowhere');
    if (!given.SECRET_KEY) mistakes.push('SECRET_KEY: is needed with BOT_TOKEN (make one: openssl rand -base64 32)');
  }
  if (env.ONEC_URL && !(env.ONEC_USER && env.ONEC_PASSWORD)) {
    mistakes.push('ONEC_USER and ONEC_PASSWORD: are needed with ONEC_URL');
  }
  const dataDir = resolve(env.DATA_DIR);
  const secretKey = env.SECRET_KEY
    ? Buffer.from(env.SECRET_KEY, 'base64')
    : sandbox
      ? sandboxKey(dataDir, mistakes)
      : null;
  // A list has as many mistakes as wrong parts.
  if (mistakes.length > 0 || !secretKey) throw new ConfigError([...new Set(mistakes)]);

  return {
    botToken: env.BOT_TOKEN ?? null,
    framework: env.BOT_FRAMEWORK,
    telegramApiRoot: env.TELEGRAM_API_ROOT?.replace(/\/+$/, '') ?? null,
    databaseUrl: env.DATABASE_URL ?? null,
    dataDir,
    publicUrl: env.PUBLIC_URL?.replace(/\/+$/, '') ?? null,
    host: env.HOST,
    port: env.PORT,
    smtpUrl: env.SMTP_URL ?? null,
    mailFrom: env.MAIL_FROM ?? defaultSender(env),
    calls,
    onec:
      env.ONEC_URL && env.ONEC_USER && env.ONEC_PASSWORD
        ? { url: env.ONEC_URL, user: env.ONEC_USER, password: env.ONEC_PASSWORD }
        : null,
    gosuslugi,
    reranker,
    helpdeskChatId: env.HELPDESK_CHAT_ID ?? null,
    institutions,
    secretKey,
    adminIds: env.ADMIN_IDS ?? [],
    logLevel: env.LOG_LEVEL,
  };
}

function callSettings(env: Environment, sandbox: boolean, mistakes: string[]): CallSettings {
  const provider = env.CALL_PROVIDER ?? (sandbox ? 'sandbox' : 'off');
  if (provider === 'off') return { provider };
  if (provider === 'smsru') {
    if (!env.SMSRU_API_ID) mistakes.push('SMSRU_API_ID: is needed with CALL_PROVIDER=smsru');
    return { provider, apiId: env.SMSRU_API_ID ?? '', apiRoot: env.SMSRU_API_ROOT?.replace(/\/+$/, '') ?? null };
  }
  if (provider === 'sandbox') {
    if (!sandbox) mistakes.push('CALL_PROVIDER: the sandbox’s exchange cannot serve a real bot; use smsru or webhook');
    return {
      provider,
      numbers: env.CALL_NUMBER ?? ['+78005553535'],
      secret: env.CALL_WEBHOOK_SECRET ?? randomBytes(24).toString('base64url'),
    };
  }
  if (!env.CALL_NUMBER) mistakes.push('CALL_NUMBER: is needed with CALL_PROVIDER=webhook (the line people ring)');
  if (!env.CALL_WEBHOOK_SECRET) mistakes.push('CALL_WEBHOOK_SECRET: is needed with CALL_PROVIDER=webhook');
  return { provider, numbers: env.CALL_NUMBER ?? [], secret: env.CALL_WEBHOOK_SECRET ?? '' };
}

/** The state's own address of ESIA. */
const ESIA = 'https://esia.gosuslugi.ru';

/** Off when nothing of it is given; else everything of its kind must be. */
function gosuslugiSettings(
  env: Environment,
  given: Record<string, string | undefined>,
  mistakes: string[],
): GosuslugiSettings {
  if (!Object.keys(given).some((name) => name.startsWith('GOSUSLUGI_'))) return { kind: 'off' };
  // What else is needed depends on the kind, and a wrong one is told already.
  if (!Environment.shape.GOSUSLUGI_KIND.safeParse(given.GOSUSLUGI_KIND).success) return { kind: 'off' };
  const kind = env.GOSUSLUGI_KIND;
  const needed = (
    name: 'GOSUSLUGI_ISSUER' | 'GOSUSLUGI_CLIENT_ID' | 'GOSUSLUGI_CLIENT_SECRET' | 'GOSUSLUGI_SIGNER',
  ) => {
    if (!given[name]) mistakes.push(`${name}: is needed to sign in by Gosuslugi (GOSUSLUGI_KIND=${kind})`);
    return env[name] ?? '';
  };
  const clientId = needed('GOSUSLUGI_CLIENT_ID');
  if (kind === 'oidc') {
    return { kind, issuer: needed('GOSUSLUGI_ISSUER'), clientId, clientSecret: needed('GOSUSLUGI_CLIENT_SECRET') };
  }
  const issuer = (env.GOSUSLUGI_ISSUER ?? ESIA).replace(/\/+$/, '');
  const signer = needed('GOSUSLUGI_SIGNER');
  if (signer && !existsSync(signer))
    mistakes.push(`GOSUSLUGI_SIGNER: ${signer} does not exist (the path of a program)`);
  return { kind, issuer, clientId, signer };
}

/** Off when nothing of it is given. A server within this machine may need no key. */
function rerankerSettings(
  env: Environment,
  given: Record<string, string | undefined>,
  mistakes: string[],
): RerankerSettings | null {
  if (!Object.keys(given).some((name) => name.startsWith('FAQ_RERANKER_'))) return null;
  for (const name of ['FAQ_RERANKER_URL', 'FAQ_RERANKER_MODEL']) {
    if (!given[name]) mistakes.push(`${name}: is needed for the re-ranker (FAQ_RERANKER_URL, FAQ_RERANKER_MODEL)`);
  }
  const url = (env.FAQ_RERANKER_URL ?? '').replace(/\/+$/, '').replace(/\/chat\/completions$/, '');
  return { url, key: env.FAQ_RERANKER_KEY ?? null, model: env.FAQ_RERANKER_MODEL ?? '' };
}

/** The settings that can be read one by one, although another one is wrong. */
function readable(given: Record<string, string | undefined>): Partial<Environment> {
  return Object.fromEntries(
    Object.entries(Environment.shape).flatMap(([name, schema]) => {
      const one = schema.safeParse(given[name]);
      return one.success ? [[name, one.data]] : [];
    }),
  );
}

function readInstitutions(path: string | undefined, mistakes: string[]): Institution[] {
  if (!path) return defaultInstitutions;
  try {
    const parsed = Institutions.safeParse(JSON.parse(readFileSync(path, 'utf8')));
    if (parsed.success) return parsed.data;
    for (const issue of parsed.error.issues) {
      mistakes.push(`INSTITUTIONS: ${path}: ${issue.path.join('.') || 'the file'}: ${issue.message}`);
    }
  } catch (error) {
    mistakes.push(`INSTITUTIONS: ${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
  return [];
}

/** The sandbox's own key, made once and kept, so that links and passes survive a restart. */
function sandboxKey(dataDir: string, mistakes: string[]): Buffer {
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

/** A sender that the mail server is likely to take: its own user, else one at the address of our pages. */
function defaultSender({ SMTP_URL: smtp, PUBLIC_URL: publicUrl }: Environment): string {
  const user = smtp ? decodeURIComponent(new URL(smtp).username) : '';
  if (user.includes('@')) return `Propusk <${user}>`;
  const host = publicUrl?.startsWith('https:') ? new URL(publicUrl).hostname : 'propusk.example';
  return `Propusk <no-reply@${host}>`;
}
