import { h } from './dom.ts';
import type { Words } from './words.ts';

/** What this page is, and what to try first. */
export function aboutPanel(words: Words) {
  const element = h(
    'section',
    { class: 'panel about-panel', 'aria-label': words.about, tabindex: 0 },
    h('h2', {}, words.aboutTitle),
    h('p', {}, words.aboutText),
    h('h3', {}, words.aboutSteps),
    h('ol', { class: 'steps' }, ...words.steps.map((step) => h('li', {}, step))),
    h('h3', {}, words.aboutSchool),
    h('ol', { class: 'steps' }, ...words.schoolSteps.map((step) => h('li', {}, step))),
    h('h3', {}, words.aboutDesk),
    h('ol', { class: 'steps' }, ...words.deskSteps.map((step) => h('li', {}, step))),
    h('h3', {}, words.aboutMore),
    h('ul', { class: 'tries' }, ...words.moreTries.map((one) => h('li', {}, one))),
    h('p', { class: 'quiet-text' }, words.aboutReal),
  );
  return { element, update: () => undefined };
}
