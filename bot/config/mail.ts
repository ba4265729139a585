import { existsSync } from 'node:fs';
import type { Environment } from './environment.ts';

/** Our own door for letters that answer tickets. */
export interface InboundSmtp {
  host: string;
  port: number;
  /** Paths of files in PEM; null: no STARTTLS, for an MTA of one's own stands before it. */
  tls: { certificate: string; key: string } | null;
}

/** A mailbox where answers to tickets arrive. */
export interface Imap {
  host: string;
  port: number;
  /** TLS from the first byte; else STARTTLS, which only this machine itself may do without. */
  secure: boolean;
  user: string;
  password: string;
  folder: string;
}

/** How the helpdesk's answers come back. */
export interface HelpdeskMail {
  /** Each ticket has an address of its own, made from this one: `<local>+t142.<token>@<domain>`. */
  address: string;
  smtp: InboundSmtp | null;
  imap: Imap | null;
}

/** A sender that the mail server is likely to take: its own user, else one at the address of our pages. */
export function defaultSender({ SMTP_URL: smtp, PUBLIC_URL: publicUrl }: Environment): string {
  const user = smtp ? decodeURIComponent(new URL(smtp).username) : '';
  if (user.includes('@')) return `Propusk <${user}>`;
  const host = publicUrl?.startsWith('https:') ? new URL(publicUrl).hostname : 'propusk.example';
  return `Propusk <no-reply@${host}>`;
}

/** Null where answers cannot come back by letter. The sandbox has an address and a door of its own. */
export function helpdeskMail(
  env: Environment,
  given: Record<string, string | undefined>,
  sandbox: boolean,
  mistakes: string[],
): HelpdeskMail | null {
  const wanted = Object.keys(given).some((name) => /^HELPDESK_(MAIL|SMTP_|IMAP_)/.test(name));
  if (!wanted && !sandbox) return null;
  if (!given.HELPDESK_MAIL && !sandbox) {
    mistakes.push(
      'HELPDESK_MAIL: is needed for answers by letter (helpdesk@bot.example.ru): tickets’ addresses come of it',
    );
  }
  if (!given.HELPDESK_SMTP_PORT && !given.HELPDESK_IMAP_URL && !sandbox) {
    mistakes.push(
      'HELPDESK_SMTP_PORT or HELPDESK_IMAP_URL: is needed with HELPDESK_MAIL, for answers would come nowhere',
    );
  }
  return {
    address: (env.HELPDESK_MAIL ?? 'helpdesk@propusk.example').toLowerCase(),
    smtp: given.HELPDESK_SMTP_PORT || (sandbox && !given.HELPDESK_IMAP_URL) ? inboundSmtp(env, given, mistakes) : null,
    imap: imap(env),
  };
}

function inboundSmtp(env: Environment, given: Record<string, string | undefined>, mistakes: string[]): InboundSmtp {
  const { HELPDESK_SMTP_CERT: certificate, HELPDESK_SMTP_KEY: key } = env;
  if (!given.HELPDESK_SMTP_CERT !== !given.HELPDESK_SMTP_KEY) {
    mistakes.push('HELPDESK_SMTP_CERT and HELPDESK_SMTP_KEY: are needed together');
  }
  for (const name of ['HELPDESK_SMTP_CERT', 'HELPDESK_SMTP_KEY'] as const) {
    const path = env[name];
    if (path && !existsSync(path)) mistakes.push(`${name}: ${path} does not exist (the path of a file in PEM)`);
  }
  return {
    host: env.HELPDESK_SMTP_HOST,
    port: env.HELPDESK_SMTP_PORT ?? 0,
    tls: certificate && key ? { certificate, key } : null,
  };
}

function imap({ HELPDESK_IMAP_URL: address }: Environment): Imap | null {
  if (!address) return null;
  const url = new URL(address);
  const secure = url.protocol === 'imaps:';
  return {
    host: url.hostname,
    port: url.port ? Number(url.port) : secure ? 993 : 143,
    secure,
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    folder: decodeURIComponent(url.pathname.slice(1)) || 'INBOX',
  };
}
