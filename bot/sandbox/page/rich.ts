import { h } from './dom.ts';

const TAGS = new Set(['b', 'i', 'u', 's', 'code', 'pre', 'blockquote']);
const LINK = /^(https?:|mailto:|tg:)/i;
const NUMBER = /(?<![\d+])(?:\+\d|8(?=[\s\u00a0(-]))[\d\s\u00a0()\u2011-]{8,18}\d(?!\d)/g;

export interface RichOptions {
  /** Called with the number's element when a telephone number is tapped. */
  onNumber: (number: string, element: HTMLElement) => void;
  /** Called when a command in the text is tapped. */
  onCommand: (command: string) => void;
  /** What a tap on a link to the bot itself does; undefined for any other link. */
  botLink: (url: string) => (() => void) | undefined;
}

/**
 * A message's formatted text as nodes. Only the tags that a message can have are let through, whatever the text says,
 * and telephone numbers can be tapped.
 */
export function richText(html: string, options: RichOptions): DocumentFragment {
  const parsed = new DOMParser().parseFromString(html, 'text/html');
  const fragment = document.createDocumentFragment();
  fragment.append(...copy(parsed.body, options));
  return fragment;
}

function copy(from: Node, options: RichOptions): Node[] {
  return [...from.childNodes].flatMap((node) => {
    if (node instanceof Text) return withNumbers(node.data, options);
    if (!(node instanceof HTMLElement)) return [];
    const tag = node.localName;
    if (tag === 'a') return [link(node, options)];
    if (node.classList.contains('spoiler')) return [spoiler(node, options)];
    if (node.dataset.command) return [command(node.dataset.command, options)];
    if (!TAGS.has(tag)) return copy(node, options);
    const element = document.createElement(tag);
    element.append(...copy(node, options));
    return [element];
  });
}

function link(node: HTMLElement, options: RichOptions): Node {
  const href = node.getAttribute('href') ?? '';
  const text = node.textContent ?? '';
  if (/^tel:/i.test(href)) return number(text, href.slice(4), options);
  if (!LINK.test(href)) return document.createTextNode(text);
  const opensBot = options.botLink(href);
  const onclick = opensBot
    ? (event: Event) => {
        event.preventDefault();
        opensBot();
      }
    : null;
  return h('a', { href, target: '_blank', rel: 'noreferrer noopener', onclick }, text);
}

function spoiler(node: HTMLElement, options: RichOptions): Node {
  const button = h('button', { type: 'button', class: 'spoiler', onclick: () => button.classList.add('open') });
  button.append(...copy(node, options));
  return button;
}

function command(text: string, { onCommand }: RichOptions): Node {
  return h('button', { type: 'button', class: 'command', onclick: () => onCommand(text) }, text);
}

function withNumbers(text: string, options: RichOptions): Node[] {
  const nodes: Node[] = [];
  let end = 0;
  for (const match of text.matchAll(NUMBER)) {
    const digits = match[0].replace(/\D/g, '').length;
    if (digits < 10 || digits > 15) continue;
    nodes.push(document.createTextNode(text.slice(end, match.index)), number(match[0], match[0], options));
    end = match.index + match[0].length;
  }
  nodes.push(document.createTextNode(text.slice(end)));
  return nodes;
}

function number(text: string, value: string, { onNumber }: RichOptions): Node {
  // A link and not a button, for it must break and flow like the text around it.
  const link = h('a', { href: `tel:${value.replace(/[^\d+]/g, '')}`, class: 'number' }, text);
  link.addEventListener('click', (event) => {
    event.preventDefault();
    onNumber(value, link);
  });
  return link;
}
