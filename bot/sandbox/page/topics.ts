import { badge, h, icon, reconcile } from './dom.ts';
import { gist, shortDate } from './format.ts';
import type { Topic } from './protocol.ts';
import type { Store } from './store.ts';
import type { PageLanguage, Words } from './words.ts';

interface Options {
  store: Store;
  words: Words;
  language: PageLanguage;
  onOpen: (thread: number) => void;
}

/** The group's topics, the newest first. */
export function topicList({ store, words, language, onOpen }: Options) {
  const list = h('ul', { class: 'topic-list' });
  const empty = h(
    'div',
    { class: 'empty' },
    icon('desk'),
    h('b', {}, words.desk.noTopics),
    h('p', {}, words.desk.noTopicsHint),
  );
  const element = h(
    'div',
    { class: 'topics', role: 'region', 'aria-label': words.desk.topics, tabindex: 0 },
    list,
    empty,
  );

  function row({ topic, unread }: { topic: Topic; unread: number }): HTMLElement {
    const { thread, closed, last, date } = topic;
    return h(
      'button',
      {
        type: 'button',
        class: closed ? 'topic-row closed' : 'topic-row',
        'data-topic': thread,
        onclick: () => onOpen(thread),
      },
      mark(topic),
      h(
        'span',
        { class: 'who' },
        h(
          'span',
          { class: 'first-line' },
          h('b', {}, thread === 0 ? words.desk.general : topic.name),
          date > 0 && h('time', {}, shortDate(date, language)),
        ),
        h(
          'span',
          { class: 'second-line' },
          h('span', { class: 'preview' }, last ? gist(last, words) : ''),
          closed && h('span', { class: 'chip' }, icon('lock'), words.desk.closed),
          unread > 0 && badge(unread, words),
        ),
      ),
    );
  }

  return {
    element,
    update(): void {
      const topics = store.snapshot.desk?.topics ?? [];
      element.hidden = store.desk.thread !== null;
      empty.hidden = topics.length > 1;
      reconcile(
        list,
        topics.map((topic) => ({ topic, unread: store.desk.unread(topic) })),
        { key: ({ topic }) => String(topic.thread), make: (one) => h('li', {}, row(one)) },
      );
    },
  };
}

const HUES = [168, 210, 265, 330, 20, 45, 190, 130];

/** A ticket's number, or General's #, in a circle whose colour stays with the topic. */
function mark({ thread, name }: Topic): HTMLElement {
  const number = /^#(\d+)/.exec(name)?.[1] ?? '';
  const circle = h('span', { class: 'avatar topic-mark', 'aria-hidden': 'true' }, number ? number.slice(-4) : '#');
  circle.style.setProperty('--hue', String(HUES[thread % HUES.length]));
  return circle;
}
