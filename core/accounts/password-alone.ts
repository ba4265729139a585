/** Shorter ones are refused as passwords, and are often something else: «ивт21-б». Characters. */
const SHORTEST = 8;
const ADDRESS = /.@[^@\s]+\.\p{L}{2,}$/u;
const HOST = /^(?:https?:\/\/|www\.|[\p{L}\d.-]+\.[a-zа-яё]{2,}(?:[/?#]|$))/iu;
/** What bears a number of its own. */
const PRODUCT = /^(?:android|iphone|ipad|ios|windows|office|galaxy|covid)-?\d{1,2}\p{L}*$/iu;
/** Typed on one row of keys: nobody speaks like that. */
const ROW_OF_KEYS = /^(?:qwerty|asdfgh|zxcvbn|йцукен|фывапр|ячсмит|gfhjkm|q1w2e3|1q2w3e)/iu;
/** Within a word no language has them. */
const SIGNS = /[_#$%^&*+=@!~<>|\\]/;

/**
 * Whether a message is nothing but what looks like a password: one word with letters and digits, with signs, or with capitals within. An
 * address, a number, a page's name or an ordinary word is none.
 */
export function isPasswordAlone(text: string): boolean {
  const whole = text.normalize('NFKC').trim();
  if (/\s/.test(whole) || ADDRESS.test(whole) || HOST.test(whole)) return false;
  const bare = whole.replace(/^[("«“']+|[)"»”'.,;:!?…]+$/gu, '');
  if (bare.length < SHORTEST || !/\p{L}/u.test(bare) || PRODUCT.test(bare)) return false;
  if (ROW_OF_KEYS.test(bare)) return true;
  const letters = (bare.match(/\p{L}/gu) ?? []).length;
  const digits = (bare.match(/\p{Nd}/gu) ?? []).length;
  if (digits > 0) return letters >= 2;
  return SIGNS.test(bare) || (/\p{Ll}\p{Lu}/u.test(bare) && /\p{Lu}.*\p{Ll}.*\p{Lu}/u.test(bare));
}
