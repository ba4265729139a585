/** What people call a password, as they spell it. */
const THE_WORD =
  /п[ао]р+ол+[ьяюие][а-яё]*|паролей|парл[ьяюе]|праол[ьяюе]|пасс?ворд[а-яё]*|pas+w(?:or|ro|r)d[a-z]*|(?<!\p{L})(?:passwd|pswd|pwd|pw|parol)(?!\p{L})|(?<!\p{L})(?:pass|пасс?)(?=\s*[:=])/giu;

/** After these words a password is not told: they ask, complain or speak of something else. */
const NOT_TOLD =
  /^(?:не|нет|ни|без|забы|потеря|сброс|смен|измен|помен|восстан|невер|неправ|нужен|нужн|надо|должн|может|можно|обязат|слишком|снова|опять|сложн|прост|прежн|стар|нов|обычн|тот|друг|ошиб|как|где|что|чтобы|почему|зачем|куда|когда|кто|символ|букв|цифр|знак|логин|групп|класс|номер|договор|not|no|isn|doesn|don|can|cannot|won|wrong|incorrect|invalid|forgot|lost|reset|change|required|require|unknown|missing|empty|expired|unclear|broken|blank|too|very|still|being|always|never|also|how|what|why|where|when|who|if|must|should|has|have|at|ok|okay|fine|good|bad|correct|right|weak|strong|short|long|easy|hard|difficult|simple|secure|safe|secret|mine|same|different|old|new|gone|there|here|login|user|group|class|number|please|only|so|it|really|probably)/iu;
/** What comes after these is what the password is for. */
const FOR = /^(?:от|для|к|ко|на|в|во|с|со|из|for|of|to|on|at|from|in|by|the|my|our|your)$/iu;
const IS = /^(?:is|was|это|такой|такая|таков|вот|был|будет)$/iu;
/** Typed on one row of keys: nobody speaks like that. */
const ROW_OF_KEYS = /^(?:qwert|asdf|zxcv|йцук|фыва|ячсм|gfhjkm|parol|passw)\S*$/iu;
const HOST = /^[\p{L}\d.-]+\.[a-zа-яё]{2,}$/iu;
/** What bears a number of its own. */
const PRODUCT = /^(?:android|iphone|ipad|ios|windows|win|office|galaxy|covid)-?\d{1,2}\p{L}*$/iu;
/** What may come between the word and the password: “for my mail at school”. */
const MOST_BETWEEN = 4;
/** A password is told in what comes right after the word. Characters. */
const LOOKED_AT = 200;

interface Place {
  start: number;
  end: number;
}

/**
 * Whether a person's own words seem to give a password away: “my password is Summer2024”, «пароль от почты такой: солнышко». Plain words
 * are taken for one only where they are said to be it.
 */
export const holdsPassword = (text: string): boolean => placesOf(text.normalize('NFKC')).length > 0;

/** Whether a password is spoken of, told or not. */
export const namesPassword = (text: string): boolean => text.search(THE_WORD) !== -1;

/** The same words without the password. @param mask stands in its place */
export function withoutPassword(text: string, mask: string): string {
  let kept = '';
  let at = 0;
  for (const { start, end } of placesOf(text)) {
    if (start < at) continue;
    kept += text.slice(at, start) + mask;
    at = end;
  }
  return kept + text.slice(at);
}

/** Where passwords stand, in order. */
const placesOf = (text: string): Place[] =>
  [...text.matchAll(THE_WORD)].flatMap(({ index, 0: word }) => {
    const from = index + word.length;
    const place = toldIn(text.slice(from, from + LOOKED_AT));
    return place ? [{ start: from + place.start, end: from + place.end }] : [];
  });

/** Where a password stands in what comes after the word; null where none is told. */
function toldIn(tail: string): Place | null {
  // After a full stop or a comma something else begins.
  if (!/^(?:\s|["»”')]*\s*[:=\p{Pd}])/u.test(tail)) return null;
  let named = false;
  let before = '';
  let between = 0;
  for (const { index, 0: piece } of tail.matchAll(/[:=\p{Pd}]+(?=\s|$)|^["»”')]*\s*[:=\p{Pd}]+|[^\s]+/gu)) {
    if (/^["»”')]*\s*[:=\p{Pd}]+$/u.test(piece)) {
      named = true;
      continue;
    }
    const [, label = '', value = ''] = /^([\p{L}-]+[:=]+)(.*)$/su.exec(piece) ?? [];
    if (label && value === '') {
      if (NOT_TOLD.test(label)) return null;
      named = true;
      continue;
    }
    const said = label ? value : piece;
    const start = index + piece.length - said.length;
    const word = said.replace(/^[("«“']+|[)"»”'.,;!?]+$/gu, '');
    if (!label && IS.test(word)) {
      named = true;
      continue;
    }
    if (named || label)
      return isNamed(said, word, tail.slice(start + said.length)) ? { start, end: start + said.length } : null;
    const first = between === 0 && (ROW_OF_KEYS.test(word) || /^\d{5,}$/.test(word));
    if (first || (!FOR.test(before) && isStrong(word, 6))) return { start, end: start + said.length };
    between += 1;
    if (between > MOST_BETWEEN || word !== said || !/^[\p{L}-]+$/u.test(word) || NOT_TOLD.test(word)) return null;
    before = word;
  }
  return null;
}

/** Letters and a digit: no word of a language. */
const isStrong = (word: string, least: number): boolean =>
  word.length >= least && /\p{L}/u.test(word) && /\d/.test(word) && !HOST.test(word) && !PRODUCT.test(word);

/** Whether what is said to be the password may be one. @param said with its punctuation @param rest what comes after it */
function isNamed(said: string, word: string, rest: string): boolean {
  if (isStrong(word, 4) || /^\d{4,}$/.test(word) || ROW_OF_KEYS.test(word)) return true;
  if (word.length < 4 || !/\p{L}/u.test(word) || HOST.test(word) || /[?:]$/u.test(said) || NOT_TOLD.test(word))
    return false;
  // Signs and capitals within a word are no language's, either.
  if (/[_#$%^&*+=@!]|\p{Ll}\p{Lu}/u.test(word)) return true;
  // “It is rejected”, «он такой длинный».
  if (/(?:ed|ing|able|ый|ий|ая|ое|ится|ется|ят|ют|ает|ала|ил|ила|ыл|ыла)$/iu.test(word)) return false;
  return (
    word !== said ||
    /^\s*(?:$|\n)/u.test(rest) ||
    /^\s+(?:не|но|а|и|and|but|does|doesn|логин|login)(?!\p{L})/iu.test(rest)
  );
}
