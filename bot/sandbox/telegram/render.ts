import { byPlace } from './entities.ts';
import type { Entity } from './types.ts';

/** Text with entities as HTML that is safe to put into a page; line breaks stay line breaks. */
export function renderHtml(text: string, entities: readonly Entity[] = []): string {
  return render(text, 0, text.length, [...entities].sort(byPlace));
}

function render(text: string, from: number, to: number, entities: Entity[]): string {
  let html = '';
  let at = from;
  const queue = [...entities];
  for (let entity = queue.shift(); entity; entity = queue.shift()) {
    const end = Math.min(entity.offset + entity.length, to);
    const inner: Entity[] = [];
    while (queue[0] && queue[0].offset < end) {
      const next = queue.shift();
      if (next) inner.push(next);
    }
    // What reaches beyond this entity goes on after it, as Telegram splits crossing entities.
    const rest = inner.filter((one) => one.offset + one.length > end);
    queue.unshift(...rest.map((one) => ({ ...one, offset: end, length: one.offset + one.length - end })));
    const [open, close] = tags(entity, text.slice(entity.offset, end));
    html += escapeHtml(text.slice(at, entity.offset)) + open + render(text, entity.offset, end, inner) + close;
    at = end;
  }
  return html + escapeHtml(text.slice(at, to));
}

const PLAIN: Readonly<Record<string, string>> = {
  bold: 'b',
  italic: 'i',
  underline: 'u',
  strikethrough: 's',
  code: 'code',
  pre: 'pre',
  blockquote: 'blockquote',
  expandable_blockquote: 'blockquote',
};

function tags(entity: Entity, inner: string): [open: string, close: string] {
  const tag = PLAIN[entity.type];
  if (tag) return [`<${tag}>`, `</${tag}>`];
  const link = (href: string): [string, string] => [
    `<a href="${escapeHtml(href)}" target="_blank" rel="noopener noreferrer">`,
    '</a>',
  ];
  switch (entity.type) {
    case 'spoiler':
      return ['<span class="spoiler">', '</span>'];
    case 'bot_command':
      return [`<span class="command" data-command="${escapeHtml(inner)}">`, '</span>'];
    case 'text_link':
      return /^(https?|tg):/i.test(entity.url ?? '') ? link(entity.url ?? '') : ['', ''];
    case 'url':
      return link(/^https?:/i.test(inner) ? inner : `http://${inner}`);
    case 'email':
      return link(`mailto:${inner}`);
    case 'phone_number':
      return link(`tel:${inner.replace(/[^\d+]/g, '')}`);
    default:
      return ['', ''];
  }
}

export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
