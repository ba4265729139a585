import type { Institution } from '../../institution.ts';
import { isCommonMail } from '../../verification/email.ts';

/**
 * Whether somebody who writes from this address may be one of the helpdesk's: from its own address; from another of its domain, unless anybody has
 * addresses there (a mail service's, or the domains of students and staff); or from one that the settings name. Whoever has come to know a
 * ticket's address, by a copy of a letter, is none of them for that.
 */
export function isHelpdesks(institution: Institution, address: string): boolean {
  const from = address.trim().toLowerCase();
  const own = institution.contacts.email.toLowerCase();
  const domain = domainOf(from);
  if (domain === '') return false;
  if (from === own) return true;
  if (institution.helpdesk.senders.some((one) => (one.startsWith('@') ? one.slice(1) === domain : one === from))) {
    return true;
  }
  return domain === domainOf(own) && !isEverybodys(institution, domain);
}

/** Empty for what is not exactly one address: two that stand beside each other, or one within another. */
const domainOf = (address: string): string => {
  const [name, domain = '', ...more] = address.split('@');
  return name && more.length === 0 ? domain : '';
};

const isEverybodys = (institution: Institution, domain: string): boolean =>
  isCommonMail(domain) ||
  (institution.kind === 'university' && Object.values(institution.corporateDomains).includes(domain));
