import parsePhoneNumber from 'libphonenumber-js/max';

/**
 * A number as telephone exchanges write it (`8905…`, `7905…`, `905…`, `+7905…`, `sip:+7905…@trunk`) in E.164.
 * Null for a hidden or unreadable one.
 */
export function readExchangeNumber(text: string): string | null {
  const bare = text
    .trim()
    .replace(/^(sip|tel):/i, '')
    .replace(/[@;].*$/s, '');
  if (!/^\+?[\d\s()-]{3,24}$/.test(bare)) return null;
  const local = parsePhoneNumber(bare, 'RU');
  if (local?.isValid()) return local.number;
  const abroad = parsePhoneNumber(`+${bare.replace(/\D/g, '').replace(/^00/, '')}`);
  return abroad?.isValid() ? abroad.number : null;
}

/** The key under which a line is stored and compared: E.164, or the bare text for an exchange's internal number. */
export const lineKey = (line: string): string => readExchangeNumber(line) ?? line.trim();
