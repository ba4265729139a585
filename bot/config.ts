import { resolve } from 'node:path';
import type { Institution } from '#core/institution.ts';
import { type CallSettings, callSettings } from './config/calls.ts';
import { Environment, readable } from './config/environment.ts';
import { type GosuslugiSettings, gosuslugiSettings } from './config/gosuslugi.ts';
import { readInstitutions, withDefaultGroup } from './config/institutions.ts';
import { defaultSender, type HelpdeskMail, helpdeskMail } from './config/mail.ts';
import { type RerankerSettings, rerankerSettings } from './config/reranker.ts';
import { sandboxKey } from './config/secret-key.ts';

export type { CallSettings } from './config/calls.ts';
export type { EsiaSettings, GosuslugiSettings, OidcSettings } from './config/gosuslugi.ts';
export { withDefaultGroup } from './config/institutions.ts';
export type { HelpdeskMail, Imap, InboundSmtp } from './config/mail.ts';
export type { RerankerSettings } from './config/reranker.ts';

/** All mistakes of the settings at once, a line each, for whoever starts the bot. */
export class ConfigError extends Error {
  readonly mistakes: string[];

  constructor(mistakes: string[]) {
    super(`The settings cannot be used:\n${mistakes.map((mistake) => `  - ${mistake}`).join('\n')}`);
    this.name = 'ConfigError';
    this.mistakes = mistakes;
  }
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
  /** Null: answers to the helpdesk's letters do not come back. */
  helpdeskMail: HelpdeskMail | null;
  /** With HELPDESK_CHAT_ID for those that name no group of their own. */
  institutions: Institution[];
  /** 32 bytes. */
  secretKey: Buffer;
  adminIds: string[];
  logLevel: string;
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
  const institutions = withDefaultGroup(readInstitutions(env.INSTITUTIONS, mistakes), env.HELPDESK_CHAT_ID ?? null);
  const mail = helpdeskMail(env, given, sandbox, mistakes);
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
    helpdeskMail: mail,
    institutions,
    secretKey,
    adminIds: env.ADMIN_IDS ?? [],
    logLevel: env.LOG_LEVEL,
  };
}
