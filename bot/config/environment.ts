import { z } from 'zod';

const httpUrl = z.url({ protocol: /^https?$/, error: 'must be an http or https address', abort: true });
const text = z.string().trim().min(1);
const list = text.transform((value) => value.split(/[,\s]+/).filter((part) => part !== ''));

/** What the environment may hold. An empty variable counts as absent. */
export const Environment = z.object({
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
  HELPDESK_CHAT_ID: text.regex(/^-\d+$/, 'must be the number of a group, such as -1001234567890').optional(),
  HELPDESK_MAIL: text
    // Of 64 characters before the @ a ticket's number and token take up to 29.
    .regex(/^[a-z0-9._-]{1,30}@[a-z0-9-]+(\.[a-z0-9-]+)+$/i, 'must be an address such as helpdesk@bot.example.ru')
    .optional(),
  HELPDESK_SMTP_HOST: text.default('127.0.0.1'),
  HELPDESK_SMTP_PORT: z.coerce.number().int().min(0).max(65535).optional(),
  HELPDESK_SMTP_CERT: text.optional(),
  HELPDESK_SMTP_KEY: text.optional(),
  HELPDESK_IMAP_URL: z
    .url({ protocol: /^imaps?$/, error: 'must be imaps://user:password@host/INBOX', abort: true })
    .refine((url) => {
      const { username, password, hostname } = new URL(url);
      return username !== '' && password !== '' && hostname !== '';
    }, 'must be imaps://user:password@host/INBOX')
    .optional(),
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

export type Environment = z.infer<typeof Environment>;

/** Where nobody can listen: behind TLS, or within this machine. */
function isPrivateOrSecret({ protocol, hostname }: URL): boolean {
  return protocol === 'https:' || /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(hostname);
}

/** The settings that can be read one by one, although another one is wrong. */
export function readable(given: Record<string, string | undefined>): Partial<Environment> {
  return Object.fromEntries(
    Object.entries(Environment.shape).flatMap(([name, schema]) => {
      const one = schema.safeParse(given[name]);
      return one.success ? [[name, one.data]] : [];
    }),
  );
}
