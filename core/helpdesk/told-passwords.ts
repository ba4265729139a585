import { namesPassword } from '../accounts/password-in-words.ts';
import { ADDRESS, HIDDEN, roleOf } from '../faq/keepable.ts';

/** As passwords are in both institutions. Characters. */
const SHORTEST = 8;
const LONGEST = 64;

/** What bears a number of its own: telephones and programs, rooms and schools, names of files. */
const ORDINARY =
  /^(?:android|iphone|ipad|ios|mac|windows|win|office|word|excel|chrome|firefox|safari|edge|galaxy|samsung|xiaomi|redmi|note|poco|honor|huawei|realme|pixel|lenovo|ideapad|vivobook|asus|covid|ticket|room|school|class|group|grade|course|img|dsc|scan|photo|video|screenshot|err|error)[\W_]*(?:note|pro|mini|max|plus|book|tab|[a-z])?[\W_]*\d/iu;
/** A host, or a file. */
const ENDS_AS_NAME = /\.\p{L}[\p{L}\d]{1,4}$/u;
/** Typed along the keys, or the word itself with a number: the commonest passwords of all. */
const COMMONEST =
  /^(?:qwert\S*|q1w2\S*|1q2w\S*|1qaz\S*|asdf\S*|zxcv\S*|йцук\S*|фыва\S*|ячсм\S*|gfhjkm\S*|(?:пароль|parol|passw\S{0,4}|admin|админ)\d{1,6})$/iu;

/** What stands around a word is none of it. */
const EDGES = /^[("«“'‘]+|[)"»”'’.,;:!?]+$/gu;
/** What people say before they tell one. */
const LEADS =
  /^(?:вот|это|он|такой|такая|мой|моя|держите|ну|да|так|здесь|here|it|it['’]?s|is|this|that|my|mine|the|ok|okay)$/iu;

const SEPARATED = '[\\s:;,/|]+(?:(?:и|and)\\s+)?';
/** An e-mail address, and what comes right after it. */
const AFTER_ADDRESS = new RegExp(
  `((?<![^\\s:;,/|])[^\\s@:;,/|]{1,64}@[^\\s@:;,/|]{1,255}\\.\\p{L}{2,}${SEPARATED})(\\S+)`,
  'giu',
);
/** Nothing but a login, or a phone, and a word. */
const LOGIN_AND_WORD = new RegExp(
  `^(\\s*(?:(?=\\S*[\\d._])[a-z][\\w.-]{2,31}|\\+?\\d{11})${SEPARATED})(\\S+)(\\s*)$`,
  'iu',
);
/** «логин: ivanova, п: …», “login ivanova and pass …”. */
const AFTER_LOGIN =
  /((?<!\p{L})(?:логин|лог|login|username|user)(?!\p{L})[\s:=\p{Pd}]*(?:is\s+|мой\s+)?[a-z][\w.@-]{2,63}[\s,;/|]+(?:(?:и|and|а|with|пароль|пар|пасс?|password|pass|pwd|p|п)(?!\p{L})[\s:=.\p{Pd}]*){0,3})(\S+)/giu;
/** «логин и пароль: ivanova …». */
const AFTER_BOTH =
  /((?:логин|login)\p{L}*\s*(?:и|and|[/,+&])\s*(?:пароль|password|pass|pwd)(?!\p{L})[\s:=\p{Pd}]*[^\s/;,:|]+[\s/;,:|]+)([^\s/;,|]+)/giu;
/** «ввожу …», “I type in …”, with a few words between that name nothing else. */
const TYPED =
  /((?<!\p{L})(?:вв[её]л\p{L}*|ввожу|вводил\p{L}*|набира\p{L}+|набрал\p{L}*|(?:по)?ставил\p{L}*|придумал\p{L}*|печата\p{L}+|typ(?:e|ed|ing)|enter(?:ed|ing)?|tried|try(?:ing)?|put|chose|set)(?:\s+(?!логин|лог |login|user|почт|e?mail|адрес|имя|name|код|code)\p{L}{1,12}){0,3}\s*[:\p{Pd}]?\s+)(\S+)/giu;

/** A person's words without passwords that nothing names as such: alone, beside a login, or said to be typed. */
export function withoutToldPasswords(text: string): string {
  const alone = withoutLone(text);
  if (alone !== text) return alone;
  const hidden = (whole: string, before: string, word: string): string =>
    looksMade(word) ? before + maskOf(word) : whole;
  const told = text
    .replace(AFTER_BOTH, (whole, before: string, word: string) =>
      looksMade(word) || (/\p{L}/u.test(word) && /\d/.test(word)) ? before + maskOf(word) : whole,
    )
    .replace(AFTER_LOGIN, hidden)
    .replace(AFTER_ADDRESS, hidden)
    .replace(TYPED, hidden)
    .replace(LOGIN_AND_WORD, (whole, before: string, word: string, after: string) =>
      looksMade(word) ? before + maskOf(word) + after : whole,
    );
  return told;
}

/** Where a password is spoken of, other words like one are most likely another: «то ли Kotik2010, то ли Kotik2011». */
export function withoutOtherPasswords(text: string): string {
  if (!namesPassword(text)) return text;
  let before = '';
  return text.replace(/\S+/gu, (word) => {
    const isLogin = /^(?:логин|login|user)/iu.test(before);
    before = word;
    return !isLogin && isMixed(word) && looksMade(word) ? maskOf(word) : word;
  });
}

/** One word that looks like a password, and nothing that tells what else it is. */
function withoutLone(text: string): string {
  const words = text.trim().split(/\s+/);
  const others = words.filter((word) => !LEADS.test(word.replace(/[:,.\p{Pd}]+$/u, '')) && !/^\p{Pd}$/u.test(word));
  const [only] = others;
  if (others.length !== 1 || only === undefined || !looksMade(only)) return text;
  return text.replace(only, () => maskOf(only));
}

/** Letters of the Latin alphabet with digits, or with signs: no word of a language, and no name that is known. */
function looksMade(said: string): boolean {
  const word = said.replace(EDGES, '');
  if (COMMONEST.test(word)) return true;
  if (word.length < SHORTEST || word.length > LONGEST || !/\d/.test(word)) return false;
  if (word.startsWith('@') || ADDRESS.test(word) || word.includes('/') || ENDS_AS_NAME.test(word)) return false;
  // An invitation's code is told from a password, for its role may stay.
  if (ORDINARY.test(word) || roleOf(word)) return false;
  if (/^[a-z\d]+$/i.test(word)) return /[a-z].*[a-z]/i.test(word);
  return /^[\p{L}\d_#$%^&*+=!?@]+$/u.test(word) && /\p{L}.*\p{L}.*\p{L}/u.test(word) && /[_#$%^&*+=!?@]/.test(word);
}

const isMixed = (word: string): boolean => COMMONEST.test(word.replace(EDGES, '')) || /\p{Lu}/u.test(word);

/** In the word's place, with what stands around it. */
const maskOf = (said: string): string => {
  const word = said.replace(EDGES, '');
  return said.replace(word, () => HIDDEN);
};
