import { plainWords } from '../plain-words.ts';

/**
 * What somebody complains of who names next to nothing: the step tells what is meant. `come`: what they wait for is not there; `code`, `letter`:
 * it is that; `call`: where to call is not clear; `stuck`: something does not work; `thing`: the link or the button does not; `forgotten`: something is not remembered.
 */
export type Complaint = 'come' | 'code' | 'letter' | 'call' | 'stuck' | 'thing' | 'forgotten';

/** Whoever writes more says what it is about. Words. */
const MOST_WORDS = 9;

const whole = (words: string): RegExp => new RegExp(`^(?:${words.trim().split(/\s+/).join('|')})$`, 'u');

/** What each word of such a message is: the first that fits. */
const kinds = {
  code: whole('код кода коду кодик code codes'),
  letter: whole('письмо письма письмецо letter letters'),
  thing: whole('ссылк\\p{L}* кнопк\\p{L}* страниц\\p{L}* страничк\\p{L}* link links button buttons page'),
  come: whole(
    'при?ход[ия]т? приходил[аои]? приш[её]?л[аои]? при[дй](?:ет|дет|дут) присла\\p{L}* присыла\\p{L}* поступ\\p{L}* доход[ия]т дош[её]?л[аои]? ' +
      'получ(?:ил|ила|или|аю|ал|ала) come comes came coming arrive arrives arrived arriving receive received get got getting sent',
  ),
  waits: whole('жду ждем ждать waiting wait'),
  where: whole('где where'),
  when: whole('когда when'),
  call: whole('звонить позвонить звоню позвоню набирать набрать call ring dial phone'),
  number: whole('номер номеру номера number'),
  which: whole('куда какой какому какого кому who whom which what'),
  not: whole(
    'не нет нету ничего ничо никак no not never nothing don doesn didn hasn haven isn won dont doesnt didnt hasnt havent isnt wont',
  ),
  remembers: whole('помню помним вспомню вспомнить remember'),
  works: whole(
    'работа(?:ет|ют|ло|л|ла) могу смог смогла получ(?:ается|илось|ится) выход(?:ит|ят) вышло подход(?:ит|ят) подош(?:ел|ло|ла) ' +
      'откры(?:вается|ваются|вает|лась|лось|ть) нажима(?:ется|ются|ю) нажать груз(?:ит|ится) загружа(?:ется|ет) прогружается ' +
      'проход(?:ит|ят) прош(?:ел|ло|ла) принима(?:ет|ют|ется) отправля(?:ется|ет) срабатыва(?:ет|ют) реагирует происходит вижу видно ' +
      'work works worked working open opens opened opening load loads loading happen happens happened happening accept accepts accepted ' +
      'respond responds responding press see do fit pass can could couldn cant couldnt cannot',
  ),
  broken: whole(
    'ошибка ошибку ошибки error errors завис зависло зависла зависает висит глючит глюк тупит сломал(?:ось|ся|ась) застря(?:л|ла) ' +
      'проблема проблемы неверно неверный неправильно stuck broken fails failed fail frozen problem wrong',
  ),
  /** Says nothing by itself. */
  around: whole(
    'а и я на но ну да же ж то так вот у мне меня мой моя мое оно он она они это этот эта эти блин вообще все еще уже до сих пор опять снова тут здесь там ' +
      'почему зачем что чего че чо дальше пока давно долго час часа минут минуты сколько можно пожалуйста помогите привет здравствуйте только тоже был ' +
      'было будет бот выдает пишет какая i m im it its s is are am the a an still yet my me this that these at all just again why has have been be for ' +
      'to up here there and but so well please hi hello now long t ve did does do will bot anything any on in says gives went some something какие никакого никакой',
  ),
};
type Kind = keyof typeof kinds;

const names = Object.keys(kinds) as Kind[];

/** Numbers go with them: «жду 20 минут». */
const NUMBER = /^\p{Nd}{1,3}$/u;
/** «Что-то не так», “I can’t”: no word of theirs says it alone. */
const AMISS = /(?:^| )(?:не так|can ?t|cannot|couldn ?t)(?: |$)/u;

function complaintIn(text: string): Complaint | null {
  const words = plainWords(text)
    .split(' ')
    .filter((word) => word !== '' && !NUMBER.test(word));
  if (words.length === 0 || words.length > MOST_WORDS) return null;
  const found = new Set<Kind>();
  for (const word of words) {
    const kind = names.find((name) => kinds[name].test(word));
    if (!kind) return null;
    found.add(kind);
  }
  const any = (...some: Kind[]): boolean => some.some((kind) => found.has(kind));
  const fails = any('broken') || (any('works') && any('not')) || AMISS.test(words.join(' '));
  if (any('remembers')) return (any('not') || fails) && !any('code', 'letter', 'thing', 'come') ? 'forgotten' : null;
  if (any('thing')) return fails || any('where', 'not') ? 'thing' : null;
  const calls = any('call') && any('where', 'which');
  if (calls || (any('number') && any('where', 'which')))
    return fails || any('come', 'code', 'letter', 'thing', 'not') ? null : 'call';
  const missing = any('where', 'waits') || (any('come') && any('not', 'when'));
  if (any('code', 'letter')) {
    if (fails || !(missing || any('not'))) return null;
    return any('code') ? 'code' : 'letter';
  }
  if (missing) return 'come';
  return fails ? 'stuck' : null;
}

/**
 * What a short complaint complains of; null where it is none, or says more than that.
 * @param readings as the text may have been meant, the likeliest first: slips and the wrong keyboard undone
 */
export function complaintOf(text: string, readings: readonly string[] = []): Complaint | null {
  for (const one of [text, ...readings]) {
    const complaint = complaintIn(one);
    if (complaint) return complaint;
  }
  return null;
}
