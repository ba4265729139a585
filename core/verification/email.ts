import { domainToASCII } from 'node:url';
import { fail, ok, type Result } from '../result.ts';

export type EmailError = 'email.unreadable' | 'email.several' | 'email.not-ascii' | 'email.too-long';

/** Longest address and longest part before the @ (RFC 5321). */
const MAX_ADDRESS = 254;
const MAX_LOCAL = 64;

const LOCAL = /^[a-z0-9_](?:[a-z0-9_+'&~=/-]|\.(?!\.|$))*$/;
const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const TOP_LABEL = /^(?:[a-z]{2,63}|xn--[a-z0-9-]{1,59})$/;

/**
 * Reads one plain address out of what a person typed or pasted, in small letters, the domain in ASCII (punycode).
 * Everything is judged after Unicode normalisation (NFKC): a full-width @ is an @, and what mailers read differently from us
 * (quotes, comments, line breaks, IP literals, routes) is refused, not repaired.
 */
export function readEmail(text: string): Result<string, EmailError> {
  const typed = text
    .normalize('NFKC')
    .replace(/^[\s\p{Cf}<«(]+/u, '')
    .replace(/^mailto:/i, '')
    .replace(/[\s\p{Cf}.,;:!?>»)]+$/u, '')
    .toLowerCase();
  if (typed.split(/[\s,;]+/).filter((word) => word.includes('@')).length > 1) return fail('email.several');

  const [local, host, ...more] = typed.split('@');
  if (!local || !host || more.length > 0) return fail('email.unreadable');
  // A letter of another alphabet that looks like a Latin one; a domain's label may be wholly of another alphabet, not mixed.
  if (/\p{L}/u.test(local.replace(/[a-z]/g, '')) || host.split('.').some(isMixed)) return fail('email.not-ascii');
  if (!LOCAL.test(local) || !/^[\p{L}\p{M}\p{N}.-]+$/u.test(host)) return fail('email.unreadable');

  const domain = domainToASCII(host);
  const labels = domain.split('.');
  if (labels.length < 2 || !labels.every((label) => LABEL.test(label)) || !TOP_LABEL.test(labels.at(-1) ?? ''))
    return fail('email.unreadable');
  const email = `${local}@${domain}`;
  return local.length > MAX_LOCAL || email.length > MAX_ADDRESS ? fail('email.too-long') : ok(email);
}

/**
 * Like `readEmail`, for an address of exactly this domain: neither `evil<domain>` nor `<domain>.evil` nor a subdomain.
 * @param domain as the institution's settings name it, in small letters
 */
export function readCorporateEmail(text: string, domain: string): Result<string, EmailError | 'email.wrong-domain'> {
  const email = readEmail(text);
  if (!email.ok) return email;
  return domainOf(email.value) === domain ? email : fail('email.wrong-domain');
}

/** `anna.petrova@mail.ru` → `a•••@mail.ru`: enough for its owner. */
export const maskEmail = (email: string): string => `${email.slice(0, 1)}•••@${domainOf(email)}`;

const domainOf = (email: string): string => email.slice(email.lastIndexOf('@') + 1);

const isMixed = (label: string): boolean => /[a-z]/.test(label) && /\p{L}/u.test(label.replace(/[a-z]/g, ''));

/** Where most people have their mail, in Russia and in the world. */
const COMMON = [
  'mail.ru',
  'inbox.ru',
  'list.ru',
  'yandex.ru',
  'yandex.com',
  'rambler.ru',
  'gmail.com',
  'outlook.com',
  'hotmail.com',
  'icloud.com',
  'yahoo.com',
  'proton.me',
];

/** Other mail services where anybody may have an address: nothing else was meant by them, however near to a common one they are. */
const REAL = new Set(
  (
    'bk.ru ya.ru internet.ru xmail.ru vk.com mail.com email.com ymail.com mail.ua mail.kz yandex.by yandex.kz yandex.ua yandex.uz yandex.com.tr ' +
    'narod.ru lenta.ru myrambler.ru autorambler.ru ro.ru rambler.ua googlemail.com live.com live.ru hotmail.ru outlook.ru msn.com me.com mac.com ' +
    'yahoo.co.uk yahoo.de rocketmail.com aol.com protonmail.com pm.me tutanota.com tuta.io tuta.com gmx.com gmx.de gmx.net web.de zoho.com ' +
    'fastmail.com ukr.net i.ua tut.by qip.ru mail.by abv.bg seznam.cz qq.com 163.com 126.com'
  ).split(' '),
);

/** Whether anybody may have an address there. */
export const isCommonMail = (domain: string): boolean => COMMON.includes(domain) || REAL.has(domain);

/** The common mail domain that was probably meant (`gmial.com` → `gmail.com`), or null. Only a hint: the person decides. */
export function suggestDomain(domain: string): string | null {
  const typed = domain.toLowerCase();
  if (isCommonMail(typed)) return null;
  if (/^gmail\.[a-z]+$/.test(typed)) return 'gmail.com';
  return COMMON.find((known) => isOneSlipAway(typed, known)) ?? null;
}

/** One letter too many, too few, another one, or two neighbours swapped. */
function isOneSlipAway(typed: string, known: string): boolean {
  const start = commonStart(typed, known);
  const rest = typed.slice(start);
  const meant = known.slice(start);
  return (
    rest.slice(1) === meant ||
    rest === meant.slice(1) ||
    rest.slice(1) === meant.slice(1) ||
    (rest[0] === meant[1] && rest[1] === meant[0] && rest.slice(2) === meant.slice(2))
  );
}

function commonStart(one: string, other: string): number {
  let index = 0;
  while (index < one.length && one[index] === other[index]) index++;
  return index;
}
