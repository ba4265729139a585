import { z } from 'zod';
import { schoolStart } from './school-place.ts';
import { type Button, back, button, human, phrase } from './screen.ts';
import { enter, go, type Journey, type Move, type StepContext, step } from './step.ts';

/** Browsers whose menus the texts know. */
const Browser = z.enum(['chrome', 'yandex', 'safari', 'firefox', 'other']);
const InBrowser = z.object({ browser: Browser });

const helped: Button = button('button-helped', 'helped');
const restore: Button = button('button-forgot', 'recover');

/** What every screen of the check offers: it helped, the data are forgotten after all. Null for what is the step's own. */
function common(action: string, context: StepContext<unknown>): Move | Promise<Move> | null {
  if (action === 'helped') return schoolStart(context, [phrase('login-help-helped')]);
  return action === 'recover' ? enter('recover', 'ways') : null;
}

/** “Wrong login or password”: tells forgotten data from a fault of the browser. */
export const loginHelp: Journey = {
  typing: step({
    screen: () => ({
      text: [phrase('login-help-typing')],
      buttons: [[restore], [button('button-still-wrong', 'next')], [helped], [back, human]],
    }),

    on(signal, context) {
      if (signal.kind !== 'action') return null;
      if (signal.action === 'next') return go('browser');
      return signal.action === 'back' ? schoolStart(context) : common(signal.action, context);
    },
  }),

  browser: step({
    screen: () => ({
      text: [phrase('login-help-browser')],
      buttons: [
        [button('button-browser-chrome', 'chrome'), button('button-browser-yandex', 'yandex')],
        [button('button-browser-safari', 'safari'), button('button-browser-firefox', 'firefox')],
        [button('button-browser-other', 'other')],
        [button('button-in-app', 'app')],
        [back, human],
      ],
    }),

    on(signal) {
      if (signal.kind !== 'action') return null;
      if (signal.action === 'back') return go('typing');
      if (signal.action === 'app') return go('app');
      const browser = Browser.safeParse(signal.action);
      return browser.success ? go('version', { browser: browser.data }) : null;
    },
  }),

  /** The application's data are the journal's: what it refuses, the page tells apart. */
  app: step({
    screen: () => ({
      text: [phrase('login-help-app')],
      buttons: [[button('button-from-app', 'way')], [helped], [back, human]],
    }),

    on(signal, context) {
      if (signal.kind !== 'action') return null;
      if (signal.action === 'way') return enter('recover', 'app');
      return signal.action === 'back' ? go('browser') : common(signal.action, context);
    },
  }),

  version: step({
    data: InBrowser,
    screen: ({ data }) => ({
      text: [phrase('login-help-version', data)],
      buttons: [[helped], [button('button-newest-version', 'next')], [back, human]],
    }),

    on(signal, context) {
      if (signal.kind !== 'action') return null;
      if (signal.action === 'next') return go('cache', context.data);
      return signal.action === 'back' ? go('browser') : common(signal.action, context);
    },
  }),

  cache: step({
    data: InBrowser,
    screen: ({ data }) => ({
      text: [phrase('login-help-cache', data)],
      buttons: [[helped], [button('button-cleared', 'next')], [back, human]],
    }),

    on(signal, context) {
      if (signal.kind !== 'action') return null;
      if (signal.action === 'next') return go('restore', context.data);
      return signal.action === 'back' ? go('version', context.data) : common(signal.action, context);
    },
  }),

  /** The browser is in order: then it is the login or the password. */
  restore: step({
    data: InBrowser,
    screen: () => ({ text: [phrase('login-help-restore')], buttons: [[restore], [helped], [back, human]] }),

    on(signal, context) {
      if (signal.kind !== 'action') return null;
      return signal.action === 'back' ? go('cache', context.data) : common(signal.action, context);
    },
  }),
};
