import EmailReplyParser from 'email-reply-parser';

/** What stands above everything in our letters (`mail-ticket-marker`), in any language. */
const MARKER = /^\s*##-.{0,200}-##\s*$/;
/** Words beyond this are no answer to a person in a chat. */
const LONGEST = 50_000;
/** The library's patterns are slow on long lines: those it does not see. */
const LONG_LINE = 200;
const LIBRARY_TAKES = 20_000;

/** Said of a quotation by Outlook, Mail.ru and others. */
const SEPARATOR =
  /^\s*[-–—_*]{2,}\s*(original message|исходное сообщение|first message|forwarded message|пересылаемое сообщение|пересланное сообщение|конец исходного сообщения)\s*[-–—_*]{2,}\s*$/i;
const FORWARDED = /^\s*(begin forwarded message|начало переадресованного сообщения)\s*:\s*$/i;
const FROM = /^\s*\*?(from|от|от кого|отправитель)\s*:\*?\s*\S/i;
const OTHER_HEADER = /^\s*\*?(sent|date|to|subject|cc|reply-to|отправлено|дата|кому|тема|копия)\s*:\*?\s*/i;
/** Header lines of a quotation stand within so many lines. */
const HEADERS_WITHIN = 6;
/** An attribution is broken into so many lines at most. */
const ATTRIBUTION_LINES = 4;
const LONGEST_ATTRIBUTION = 400;

const YEAR = /\b(19|20)\d\d\b|\b\d{1,2}[./]\d{1,2}[./]\d{2}\b/;
const TIME = /\b\d{1,2}[:.]\d{2}\b/;
/** How an attribution of several lines begins: with “On”, a day or a date, and not with somebody's own words. */
const DAY =
  /^\s*(\d|on |le |el |il |am |op |den |(mon|tue|wed|thu|fri|sat|sun)|(пн|вт|ср|чт|пт|сб|вс|понед|втор|сред|четв|пятн|субб|воскр))/i;
/** “… писал 2026-11-22 12:05:” */
const SAYS_AT = /(wrote|писал(\(а\)|а)?)\s[^.!?]{0,40}\d{1,2}:\d{2}\s*:\s*$/i;
const SAYS = /(wrote|writes|написал(\(а\)|а)?|пишет|писал(\(а\)|а)?|сообщил(\(а\)|а)?)\s*:\s*$/i;
const ADDRESS = /[^\s<>"]@[^\s<>"]+[>\]"]?\s*:\s*$/;
const QUOTED = /^\s*>/;

/** Mobile clients' own lines. */
const SENT_FROM =
  /^\s*(sent from |sent with |get outlook for |отправлено с |отправлено из |отправлено через |послано с |--\s*отправлено |получить outlook )/i;
/** How letters end; beside it or below stands who wrote it, which the person must not learn. */
const FAREWELL =
  'с (?:глубоким |искренним |большим )?уважением|с наилучшими пожеланиями|(?:with )?(?:best|kind|kindest|warm) regards|regards|best wishes|all the best|' +
  'sincerely(?: yours)?|yours (?:sincerely|faithfully|truly)|искренне ваш[аи]?';
/** Said to the person as well: a name beside it may be theirs. */
const WISH = 'всего (?:вам )?(?:самого )?(?:доброго|наилучшего|хорошего)|(?:вам )?хорошего дня|cheers|best,';
const FAREWELL_ALONE = new RegExp(`^\\s*(?:${FAREWELL}|${WISH})\\s*[,.!]?\\s*$`, 'i');
/** With a name, or what somebody is, in the same line: “С уважением, Ольга Петрова”, “… once more. Best regards, Olga”. */
const FAREWELL_BY = new RegExp(`^(.*[.!?)…]\\s+|\\s*)(?:${FAREWELL})\\s*(,?)\\s+(\\S+(?:\\s+\\S+){0,4})\\s*$`, 'i');
const WISH_BY = new RegExp(
  `^(.*[.!?)…]\\s+|\\s*)(?:${WISH}),?\\s+(\\p{L}[\\p{L}.'-]*(?:\\s+\\p{L}[\\p{L}.'-]*){0,2})\\s*$`,
  'iu',
);
/** As names are written. */
const NAME = /^\p{Lu}[\p{L}.'-]*(\s+\p{Lu}[\p{L}.'-]*){0,2}$/u;
/** What stands under a farewell: so many lines, none of them so long, and none a sentence. */
const UNDER_LINES = 8;
const UNDER_LENGTH = 70;
const SENTENCE = /^\s*(p\.? ?s\b|з\.? ?ы\b|постскриптум)|(\S+\s+){3,}\S+[.!?…:]\s*$/i;
/** A signature is no longer than this, in lines. */
const SIGNATURE_LINES = 12;

/**
 * What somebody wrote themselves in an answer: without what they quote, however their mail client marks it, in Russian and in English and
 * some other languages, and without their signature. Empty where nothing else is left.
 */
export function ownWords(text: string): string {
  const lines = text.slice(0, LONGEST).replaceAll('\r\n', '\n').replaceAll('\u00a0', ' ').split('\n');
  const unquoted = withoutQuotations(lines).join('\n').trim();
  return withoutSignature(byLibrary(unquoted).split('\n')).join('\n').trim();
}

function withoutQuotations(lines: readonly string[]): string[] {
  const kept: string[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    if (QUOTED.test(line)) continue;
    if (MARKER.test(line) || SEPARATOR.test(line) || FORWARDED.test(line) || beginsHeaders(lines, at)) return kept;
    const length = attributionAt(lines, at);
    if (length === 0) {
      kept.push(line);
      continue;
    }
    const next = lines.slice(at + length).find((one) => one.trim() !== '');
    // Without marks all that follows is the quotation; with them, an answer may stand between and below.
    if (next === undefined || !QUOTED.test(next)) return kept;
    at += length - 1;
  }
  return kept;
}

/** The lines that Outlook and phones put before what they quote: who, when, to whom. */
function beginsHeaders(lines: readonly string[], at: number): boolean {
  const line = lines[at] ?? '';
  if (/^\s*_{5,}\s*$/.test(line)) return FROM.test(lines.slice(at + 1).find((one) => one.trim() !== '') ?? '');
  if (!FROM.test(line)) return false;
  return lines.slice(at + 1, at + 1 + HEADERS_WITHIN).filter((one) => OTHER_HEADER.test(one)).length >= 2;
}

/** “22 ноября 2026 г., 10:00 +03:00 от … :”, “On … wrote:”: how many lines it takes; 0 where there is none. */
function attributionAt(lines: readonly string[], at: number): number {
  let whole = '';
  for (let count = 1; count <= ATTRIBUTION_LINES; count += 1) {
    const line = lines[at + count - 1];
    if (line === undefined || line.trim() === '' || QUOTED.test(line)) return 0;
    whole = `${whole} ${line}`.trim();
    if (whole.length > LONGEST_ATTRIBUTION) return 0;
    if (!whole.endsWith(':')) {
      if (!DAY.test(whole)) return 0;
      continue;
    }
    const says = SAYS.test(whole) || SAYS_AT.test(whole);
    return (says || ADDRESS.test(whole)) && YEAR.test(whole) && (TIME.test(whole) || says) ? count : 0;
  }
  return 0;
}

/** Forms of other languages than ours. */
function byLibrary(text: string): string {
  if (text.length > LIBRARY_TAKES) return text;
  const long: string[] = [];
  const short = text
    .split('\n')
    .map((line) => (line.length > LONG_LINE ? `\u0001${long.push(line) - 1}\u0001` : line))
    .join('\n');
  const visible = new EmailReplyParser().read(short).getVisibleText();
  // biome-ignore lint/suspicious/noControlCharactersInRegex: no letter holds it, for it was put there above
  return visible.replace(/\u0001(\d+)\u0001/g, (_, index) => long[Number(index)] ?? '');
}

function withoutSignature(lines: readonly string[]): string[] {
  const from = Math.max(0, lines.length - SIGNATURE_LINES);
  const at = lines.findIndex((line, index) => index >= from && /^-- ?$/.test(line));
  const kept = withoutFarewell(at === -1 ? lines : lines.slice(0, at));
  while (kept.length > 0 && (kept.at(-1)?.trim() === '' || SENT_FROM.test(kept.at(-1) ?? ''))) kept.pop();
  return kept;
}

/** Without the farewell and the names below it; what is said after them, as in a postscript, stays. */
function withoutFarewell(lines: readonly string[]): string[] {
  const from = Math.max(0, lines.length - SIGNATURE_LINES);
  for (let at = from; at < lines.length; at += 1) {
    const before = beforeFarewell(lines[at] ?? '');
    if (before === null) continue;
    let end = at + 1;
    for (let names = 0; end < lines.length && names < UNDER_LINES; end += 1) {
      const line = lines[end] ?? '';
      if (line.length > UNDER_LENGTH || SENTENCE.test(line)) break;
      if (line.trim() !== '') names += 1;
    }
    const words = before === '' ? [] : [before];
    return [...lines.slice(0, at), ...words, ...lines.slice(end)];
  }
  return [...lines];
}

/** What a line says before its farewell; null where it has none. */
function beforeFarewell(line: string): string | null {
  if (line.length > LONG_LINE * 10) return null;
  if (FAREWELL_ALONE.test(line)) return '';
  const by = FAREWELL_BY.exec(line);
  // Without a comma only a name: “Regards to your group” is none.
  if (by && !/[?!:;]$/.test(by[3] ?? '') && (by[2] === ',' || /^\p{Lu}/u.test(by[3] ?? '')))
    return (by[1] ?? '').trimEnd();
  const wish = WISH_BY.exec(line);
  return wish && NAME.test(wish[2] ?? '') ? (wish[1] ?? '').trimEnd() : null;
}
