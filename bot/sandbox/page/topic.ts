import { openBot, startOf } from './bot-link.ts';
import { bubble, type Shown } from './bubble.ts';
import { h, iconButton, reconcile } from './dom.ts';
import { confirmed, openDialog, openMenu, openMiniApp } from './overlay.ts';
import { shown } from './shown.ts';
import type { Store } from './store.ts';
import { toasts } from './toasts.ts';
import { topicComposer } from './topic-composer.ts';
import type { PageLanguage, Words } from './words.ts';

interface Options {
  store: Store;
  words: Words;
  language: PageLanguage;
  onRing: (number: string) => void;
  onBack: () => void;
}

/** How near the end counts as reading along, pixels. */
const NEAR_END = 120;

/** One topic: what stands in it, and what an operator writes there. */
export function topicPanel({ store, words, language, onRing, onBack }: Options) {
  const desk = store.desk;
  let shownTopic: number | null = null;
  const bottom = topicComposer(store, words);
  const name = h('h2', {});
  const lock = h('span', { class: 'chip' }, words.desk.closed);
  const menu = iconButton('more', words.desk.topicMenu, () => openMenu(menu, menuItems()));
  const log = h('div', { class: 'log', role: 'log', 'aria-live': 'polite', tabindex: 0 });
  const wall = h('div', { class: 'wall' }, log);
  const answers = toasts(store, words, wall);
  const element = h(
    'div',
    { class: 'topic' },
    h(
      'header',
      { class: 'topic-head' },
      iconButton('back', words.desk.toTopics, onBack),
      h('div', { class: 'who' }, name),
      lock,
      menu,
    ),
    wall,
    bottom.element,
  );

  const make = (row: Shown): HTMLElement =>
    bubble(row, {
      words,
      language,
      onRing,
      viewer: () => desk.operator?.id ?? 0,
      botLink: (url) => {
        const payload = startOf(url, store.snapshot.botLinks);
        return payload === null ? undefined : () => void openBot(store, payload);
      },
      onCommand: (text) => void desk.act({ do: 'send', text }),
      onPress: ({ id }, at, column) => void desk.act({ do: 'press', messageId: id, row: at, column }),
      onMiniApp: (url, title) => openMiniApp(words, url, title),
      onReply: (message) => bottom.reply(message),
      onReact: ({ id }, emoji) => void desk.act({ do: 'react', messageId: id, emoji }),
      onEdit: (message) => bottom.edit(message),
      onDelete: ({ id }) => void desk.act({ do: 'delete', messageId: id }),
      mayDelete: (_message, own) => own || desk.operator?.senior === true,
    });

  function menuItems() {
    const closed = desk.topic?.closed ?? false;
    return [
      closed
        ? { label: words.desk.reopenTopic, icon: 'lock' as const, run: () => void desk.act({ do: 'reopen-topic' }) }
        : { label: words.desk.closeTopic, icon: 'lock' as const, run: () => void desk.act({ do: 'close-topic' }) },
      { label: words.desk.renameTopic, icon: 'edit' as const, run: () => void rename() },
      { label: words.desk.deleteTopic, icon: 'trash' as const, run: () => void remove() },
    ];
  }

  async function remove(): Promise<void> {
    const yes = await confirmed(words, words.desk.deleteTopic, words.desk.deleteSure, words.remove);
    if (yes) await desk.act({ do: 'delete-topic' });
  }

  async function rename(): Promise<void> {
    const field = h('input', { required: true, maxlength: 128, autocomplete: 'off', autofocus: true });
    field.value = desk.topic?.name ?? '';
    await openDialog(words, words.desk.renameTopic, (close) => [
      h(
        'form',
        {
          class: 'fields',
          onsubmit: (event) => {
            event.preventDefault();
            close('renamed');
            void desk.act({ do: 'rename-topic', name: field.value });
          },
        },
        h('label', {}, words.desk.topicName, field),
        h('footer', {}, h('button', { type: 'submit', class: 'main' }, words.desk.rename)),
      ),
    ]);
  }

  /** Operators are called by the page's language; everybody else as Telegram calls them. */
  function nameOf(id: number, known: string): string {
    return desk.desk?.operators.find((one) => one.id === id)?.name[language] ?? known;
  }

  return {
    element,
    focus: bottom.focus,
    update(): void {
      const topic = desk.topic;
      element.hidden = !topic;
      answers(desk.operator?.toasts ?? [], !topic);
      if (!topic) {
        shownTopic = null;
        return;
      }
      const switched = topic.thread !== shownTopic;
      shownTopic = topic.thread;
      const nearEnd = log.scrollHeight - log.scrollTop - log.clientHeight < NEAR_END;
      const last = log.lastElementChild?.getAttribute('data-message');
      const title = topic.thread === 0 ? words.desk.general : topic.name;
      name.textContent = title;
      lock.hidden = !topic.closed;
      menu.hidden = topic.thread === 0;
      log.setAttribute('aria-label', words.desk.saysTopic(title));
      const operator = desk.operator?.id;
      const rows = shown(desk.messages, {
        words,
        isOwn: ({ author }) => author?.id === operator,
        authorOf: ({ author }) => (author ? nameOf(author.id, author.name) : ''),
      });
      reconcile(log, rows, { key: ({ message }) => `${shownTopic}:${message.id}`, make });
      bottom.update();
      const added = log.lastElementChild?.getAttribute('data-message') !== last;
      const ownLast = log.lastElementChild?.classList.contains('person') ?? false;
      if (switched || nearEnd || (added && ownLast)) log.scrollTop = log.scrollHeight;
    },
  };
}
