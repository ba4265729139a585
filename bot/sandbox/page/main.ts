import { aboutPanel } from './about.ts';
import { arrival } from './arrival.ts';
import { chatPanel } from './chat.ts';
import { deskPanel } from './desk.ts';
import { badge as badgeOf, h, type IconName, icon, reconcile } from './dom.ts';
import { gatePanel } from './gate.ts';
import { lettersPanel } from './letters.ts';
import { toast } from './overlay.ts';
import { peoplePanel } from './people.ts';
import { whenLetGo } from './pressing.ts';
import { sheetsPanel } from './sheets.ts';
import { Store, type View } from './store.ts';
import { telephonePanel } from './telephone.ts';
import { words as allWords, type PageLanguage } from './words.ts';

const store = new Store();

function savedLanguage(): PageLanguage {
  const saved = localStorage.getItem('propusk.language');
  if (saved === 'ru' || saved === 'en') return saved;
  return navigator.language.startsWith('ru') ? 'ru' : 'en';
}

function switchTheme(): void {
  const root = document.documentElement;
  const dark = root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  root.dataset.theme = dark ? 'light' : 'dark';
  localStorage.setItem('propusk.theme', root.dataset.theme);
}

/** Puts the whole page up in one language; what it knows stays in the store. */
function mount(language: PageLanguage): void {
  const words = allWords[language];
  localStorage.setItem('propusk.language', language);
  document.documentElement.lang = language;
  document.title = words.title;
  store.unsubscribeAll();
  store.onError = () => toast(words.failed);

  const telephone = telephonePanel({ store, words, language });
  const people = peoplePanel({
    store,
    words,
    language,
    onLanguage: () => mount(language === 'ru' ? 'en' : 'ru'),
    onTheme: switchTheme,
  });
  const chat = chatPanel({ store, words, language, onRing: telephone.ring });
  const desk = deskPanel({ store, words, language, onRing: telephone.ring });
  const letters = lettersPanel({ store, words, language });
  const sheets = sheetsPanel({ store, words, language });
  const gate = gatePanel({ store, words, language });
  const about = aboutPanel(words);
  const offline = h('div', { class: 'offline', role: 'alert', hidden: true });

  const places: { view: View; label: string; icon: IconName; badge?: () => number }[] = [
    {
      view: 'people',
      label: words.chats,
      icon: 'chat',
      badge: () => store.snapshot.people.reduce((sum, one) => sum + store.unread(one), 0),
    },
    { view: 'desk', label: words.desk.place, icon: 'desk', badge: () => store.desk.unreadTopics },
    { view: 'letters', label: words.letters, icon: 'letter', badge: () => store.unreadLetters },
    { view: 'telephone', label: words.telephone, icon: 'phone' },
    { view: 'sheets', label: words.sheets, icon: 'file' },
    { view: 'gate', label: words.gate, icon: 'gate' },
    { view: 'about', label: words.aboutShort, icon: 'info' },
  ];
  const nav = h('nav', { class: 'places', 'aria-label': words.sections });
  const side = h(
    'div',
    { class: 'side' },
    desk.element,
    letters.element,
    telephone.element,
    sheets.element,
    gate.element,
    about.element,
  );
  const app = h(
    'div',
    { class: 'app' },
    h('h1', { class: 'spoken' }, words.title),
    people.element,
    chat.element,
    nav,
    side,
    offline,
  );
  document.querySelector('#app')?.replaceChildren(app);

  let lastSide: View = 'about';
  store.subscribe(() => {
    if (store.view !== 'people' && store.view !== 'chat') lastSide = store.view;
    app.dataset.view = store.view;
    app.dataset.side = lastSide;
    offline.hidden = store.online;
    offline.textContent = store.online ? '' : words.offline;
    const there = places.filter(({ view }) => view !== 'desk' || store.snapshot.desk !== null);
    const rows = there.map(({ view, label, icon: name, badge }) => ({
      view,
      label,
      name,
      count: badge?.() ?? 0,
      chosen: view === 'people' ? store.view === 'people' || store.view === 'chat' : view === lastSide,
    }));
    reconcile(nav, rows, {
      key: ({ view }) => view,
      make: ({ view, label, name, count, chosen }) =>
        h(
          'button',
          {
            type: 'button',
            class: 'place',
            'data-place': view,
            'aria-current': chosen && 'true',
            onclick: () => store.show(view),
          },
          icon(name),
          h('span', {}, label),
          count > 0 && badgeOf(count, words),
        ),
    });
  });
  for (const panel of [people, chat, desk, letters, telephone, sheets, gate, about]) store.subscribe(panel.update);
  store.subscribe(() => arrival(store, words));
  store.changed();
}

const theme = localStorage.getItem('propusk.theme');
if (theme) document.documentElement.dataset.theme = theme;
mount(savedLanguage());
whenLetGo(() => store.changed());
store.follow();
document.addEventListener('visibilitychange', () => store.changed());
