import { timingSafeEqual } from 'node:crypto';
import type { Secrets } from '../../secrets.ts';

/** Addresses to which operators answer, one for each ticket. */
export interface ReplyAddresses {
  /** `helpdesk+t142.k5x2…@bot.example.ru` for ticket 142. */
  of(ticketId: number): string;
  /** Which ticket this is the address of, or null: another's, or one whose token is wrong. Capitals do not matter. Compares in constant time. */
  ticketOf(address: string): number | null;
  /** The first of our addresses that stands in a text, such as the headers of a letter that came back. */
  ticketIn(text: string): number | null;
}

/** 80 bits: too many to guess where every guess is a letter. */
const TOKEN_LENGTH = 16;
// Letters and digits of one case: mail servers make what stands before the @ small.
const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567';
/** No ticket has a longer number: it is a 32-bit one. */
const LONGEST_NUMBER = 2_147_483_647;

/** @param address what tickets' addresses are made from, such as `helpdesk@bot.example.ru` */
export function replyAddresses(secrets: Pick<Secrets, 'hash'>, address: string): ReplyAddresses {
  const at = address.lastIndexOf('@');
  const [local, domain] = [address.slice(0, at).toLowerCase(), address.slice(at + 1).toLowerCase()];
  const shape = `${escaped(local)}\\+t([1-9]\\d{0,9})\\.([a-z2-7]{${TOKEN_LENGTH}})@${escaped(domain)}`;
  const whole = new RegExp(`^${shape}$`);
  const anywhere = new RegExp(shape, 'g');

  const token = (ticketId: number): string =>
    [...Buffer.from(secrets.hash('ticket-mail', String(ticketId)), 'hex').subarray(0, TOKEN_LENGTH)]
      .map((byte) => ALPHABET[byte % ALPHABET.length])
      .join('');

  function checked([, number, given]: RegExpExecArray): number | null {
    const ticketId = Number(number);
    if (ticketId > LONGEST_NUMBER || given === undefined) return null;
    return timingSafeEqual(Buffer.from(given), Buffer.from(token(ticketId))) ? ticketId : null;
  }

  return {
    of: (ticketId) => `${local}+t${ticketId}.${token(ticketId)}@${domain}`,

    ticketOf(given) {
      const match = whole.exec(given.trim().toLowerCase());
      return match && checked(match);
    },

    ticketIn(text) {
      for (const match of text.toLowerCase().matchAll(anywhere)) {
        const ticketId = checked(match);
        if (ticketId !== null) return ticketId;
      }
      return null;
    },
  };
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
