/**
 * What wrote a letter: a person; a machine that answers for them; or a mail server that could not deliver ours. `list`: a list sent it on (the
 * helpdesk's address may be a group of Google's), so that it may be a person's answer or anything else.
 */
export type Writer = 'person' | 'list' | 'machine' | 'bounce';

/** Names in small letters. */
export type Headers = readonly { key: string; value: string }[];

/** How holiday notices begin; whoever answers our letter by hand keeps its subject behind “Re:”. */
const SUBJECTS =
  /^\s*(auto(matic(al)?)?[ -]?(reply|response|answer)|autoreply|out of (the )?office|ooo\b|vacation|away from|on (leave|vacation)|автоответ|автоматическ(ий|ое) (ответ|сообщение)|вне офиса|(я )?(сейчас )?(в отпуске|не на работе)|отсутствую|нахожусь в отпуске)/i;
const UNDELIVERED =
  /^\s*(undeliver(ed|able)|delivery (status notification|failure|has failed)|mail delivery (failed|failure|subsystem)|returned mail|failure notice|недоставлен|не удалось доставить|сообщение не доставлено)/i;
const DAEMON = /^(mailer-daemon|postmaster|mail-daemon)@/i;

/**
 * Who wrote it, by what RFC 3834 and mail servers' habits tell of.
 * @param envelopeFrom as SMTP named the sender, empty for none; null where that is not known
 */
export function writerOf(headers: Headers, from: string, subject: string, envelopeFrom: string | null): Writer {
  const all = (name: string): string[] => headers.filter(({ key }) => key === name).map(({ value }) => value.trim());
  const is = (name: string, pattern: RegExp): boolean => all(name).some((value) => pattern.test(value));

  if (is('content-type', /multipart\/report/i) && !is('content-type', /disposition-notification/i)) return 'bounce';
  if (all('x-failed-recipients').length > 0 || DAEMON.test(from) || UNDELIVERED.test(subject)) return 'bounce';

  const nobody = envelopeFrom === '' || is('return-path', /^<?\s*>?$/);
  const machine =
    nobody ||
    is('auto-submitted', /^(?!no\b)/i) ||
    is('precedence', /^\s*(bulk|junk|auto[_-]?reply)/i) ||
    ['x-autoreply', 'x-autorespond', 'x-autoresponse', 'x-auto-reply'].some((name) => is(name, /^(?!no\b)/i)) ||
    is('content-type', /multipart\/report/i) ||
    SUBJECTS.test(subject);
  if (machine) return 'machine';
  return is('precedence', /^\s*list/i) ? 'list' : 'person';
}
