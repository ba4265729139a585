import type { Message, Person } from './protocol.ts';
import type { PageLanguage, Words } from './words.ts';

export const fullName = ({ firstName, lastName }: Person): string =>
  lastName ? `${firstName} ${lastName}` : firstName;

/** `+79051234567` → `+7 905 123-45-67`; other countries' numbers stay as they are. */
export function readablePhone(phone: string): string {
  const match = /^\+?7(\d{3})(\d{3})(\d{2})(\d{2})$/.exec(phone);
  return match ? `+7 ${match[1]} ${match[2]}-${match[3]}-${match[4]}` : phone;
}

const locale = (language: PageLanguage): string => (language === 'ru' ? 'ru-RU' : 'en-GB');

export const clockTime = (date: number, language: PageLanguage): string =>
  new Date(date).toLocaleTimeString(locale(language), { hour: '2-digit', minute: '2-digit' });

/** The time for today, the date for other days. */
export function shortDate(date: number, language: PageLanguage): string {
  const day = new Date(date);
  if (day.toDateString() === new Date().toDateString()) return clockTime(date, language);
  return day.toLocaleDateString(locale(language), { day: 'numeric', month: 'short' });
}

/** What a list of chats shows of the last message. */
export function preview(person: Person, words: Words): string {
  const last = person.messages.at(-1);
  return last ? gist(last, words) : words.notStarted;
}

/** A message in one line. */
export function gist(message: Message, words: Words): string {
  const { text, service, clip } = message;
  if (service) return words.desk.service[service.kind](service.name ?? '');
  if (text) return text.replace(/\s+/g, ' ').slice(0, 90);
  if (message.photo) return words.photo;
  if (message.contact) return words.contact;
  if (message.sticker) return `${words.sticker} ${message.sticker}`;
  if (clip) return words.desk.clips[clip.kind];
  return message.document ? message.document.name : words.location;
}

const HUES = [168, 210, 265, 330, 20, 45, 190, 130];

/** Initials in a circle whose colour stays with the person. */
export function avatar(person: Person): HTMLElement {
  const circle = document.createElement('span');
  circle.className = 'avatar';
  circle.setAttribute('aria-hidden', 'true');
  circle.style.setProperty('--hue', String(HUES[person.id % HUES.length]));
  circle.textContent = `${person.firstName.slice(0, 1)}${person.lastName?.slice(0, 1) ?? ''}`.toUpperCase();
  return circle;
}

export function botAvatar(): HTMLElement {
  const circle = document.createElement('span');
  circle.className = 'avatar bot-avatar';
  circle.setAttribute('aria-hidden', 'true');
  circle.append(logo());
  return circle;
}

/** The sandbox's own mark: a pass with a code on it. */
export function logo(): SVGSVGElement {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('class', 'logo');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  path.setAttribute('fill-rule', 'evenodd');
  path.setAttribute(
    'd',
    'M7 2.5h10A2.5 2.5 0 0 1 19.5 5v14a2.5 2.5 0 0 1-2.5 2.5H7A2.5 2.5 0 0 1 4.5 19V5A2.5 2.5 0 0 1 7 2.5Zm3 1.8v1.4h4V4.3ZM7.5 9v4H11.5V9Zm1.3 1.3h1.4v1.4H8.8ZM13 9v1.5h1.5V9Zm1.5 1.5V12H16.5V9.2H15.5ZM13 12v1.3h1.5V12ZM7.5 14.5v3.5H11v-3.5Zm1.2 1.2h1.1v1.1H8.7ZM12.5 14.5V16H14v-1.5ZM14 16v2h2.5v-3.5H15V16Zm-1.5 1v1H14v-1Z',
  );
  svg.append(path);
  return svg;
}
