import { openBot, startOf } from './bot-link.ts';
import { bubble, type Shown } from './bubble.ts';
import { composer } from './composer.ts';
import { h, iconButton, reconcile } from './dom.ts';
import { brokenStrip } from './faults.ts';
import { botAvatar, fullName, readablePhone } from './format.ts';
import { openMenu, openMiniApp } from './overlay.ts';
import { shown } from './shown.ts';
import type { Store } from './store.ts';
import { toasts } from './toasts.ts';
import type { PageLanguage, Words } from './words.ts';

interface Options {
  store: Store;
  words: Words;
  language: PageLanguage;
  onRing: (number: string) => void;
}

/** How near the end counts as reading along, pixels. */
const NEAR_END = 120;

/** The chosen person's chat with the bot, as on their phone. */
export function chatPanel({ store, words, language, onRing }: Options) {
  let shownPerson = 0;
  let wasVisible = false;
  const bottom = composer(store, words);
  const strip = brokenStrip({ store, words });
  const botName = h('b', {});
  const subtitle = h('span', { class: 'subtitle' });
  const log = h('div', { class: 'log', role: 'log', 'aria-live': 'polite', tabindex: 0 });
  const hint = h(
    'div',
    { class: 'first-hint' },
    botAvatar(),
    h('p', {}, h('b', {}, words.startHint)),
    h('p', {}, words.startHintMore),
  );
  const wall = h('div', { class: 'wall' }, log, hint);
  const answers = toasts(store, words, wall);
  const menu = iconButton('more', words.more, () => openMenu(menu, menuItems()));
  const element = h(
    'section',
    { class: 'chat', 'aria-label': words.chats },
    h(
      'header',
      { class: 'chat-head' },
      iconButton('back', words.back, () => store.show('people'), 'only-phone'),
      botAvatar(),
      h('div', { class: 'who' }, botName, subtitle),
      menu,
    ),
    strip.element,
    wall,
    bottom.element,
  );

  const make = (row: Shown): HTMLElement =>
    bubble(row, {
      viewer: () => store.current,
      words,
      language,
      onRing,
      botLink: (url) => {
        const payload = startOf(url, store.snapshot.botLinks);
        return payload === null ? undefined : () => void openBot(store, payload);
      },
      onCommand: (text) => void store.act({ do: 'send', text }),
      onPress: ({ id }, row, column) => void store.act({ do: 'press', messageId: id, row, column }),
      onMiniApp: (url, title) => openMiniApp(words, url, title),
      onReply: (message) => bottom.reply(message),
      onReact: ({ id }, emoji) => void store.act({ do: 'react', messageId: id, emoji }),
      mayDelete: (_message, own) => own,
      onEdit: (own) => bottom.edit(own),
      onDelete: ({ id }) => void store.act({ do: 'delete', messageId: id }),
    });

  function menuItems() {
    const person = store.person;
    if (!person) return [];
    const other = person.language.startsWith('ru') ? 'en' : 'ru';
    return [
      {
        label: words.telegramLanguage(words.languages[other] ?? other),
        icon: 'globe' as const,
        run: () => void store.act({ do: 'language', language: other }),
      },
      person.blocked
        ? { label: words.unblock, icon: 'block' as const, run: () => void store.act({ do: 'unblock' }) }
        : { label: words.block, icon: 'block' as const, run: () => void store.act({ do: 'block' }) },
    ];
  }

  return {
    element,
    update() {
      const person = store.person;
      const switched = person?.id !== shownPerson;
      shownPerson = person?.id ?? 0;
      const nearEnd = log.scrollHeight - log.scrollTop - log.clientHeight < NEAR_END;
      const last = log.lastElementChild?.getAttribute('data-message');

      botName.textContent = store.snapshot.botName;
      const typing = store.typing.has(shownPerson);
      subtitle.classList.toggle('typing', typing);
      subtitle.textContent = typing
        ? words.typing
        : person
          ? words.asPerson(fullName(person), readablePhone(person.phone ?? ''))
          : words.bot;
      log.setAttribute('aria-label', person ? words.chatWith(fullName(person)) : words.chats);
      hint.hidden = !person || person.messages.length > 0 || person.blocked;
      const rows = shown(person?.messages ?? [], {
        words,
        isOwn: ({ from }) => from === 'person',
        authorOf: () => '',
      });
      reconcile(log, rows, { key: ({ message }) => `${shownPerson}:${message.id}`, make });
      strip.update();
      bottom.update();
      answers(person?.toasts ?? [], switched);

      const added = log.lastElementChild?.getAttribute('data-message') !== last;
      const ownLast = log.lastElementChild?.classList.contains('person') ?? false;
      const appeared = log.clientHeight > 0 && !wasVisible;
      wasVisible = log.clientHeight > 0;
      if (switched || appeared || nearEnd || (added && ownLast)) log.scrollTop = log.scrollHeight;
    },
  };
}
