import { schoolHome } from './school-home.ts';
import { anywhere, button, human, phrase, screen } from './screen.ts';
import { enter, type Journey, step } from './step.ts';
import { takenCode } from './step-answers.ts';

/** Where a registered person is when nothing is under way. */
export const home: Journey = {
  home: step({
    async screen(context) {
      const { core, accountId, institution } = context;
      const account = accountId && (await core.accounts.view(accountId));
      if (!account) return screen('home-no-account', [[button('button-start-again', 'again')], [human]]);
      if (account.schoolId) return schoolHome.screen(context);
      const owed = account.authorization.some((one) => !one.confirmed);
      if (account.authorization.length === 0) {
        const text = [phrase('home-registered', { name: account.fullName }), phrase('errors-pass-no-role')];
        return { text, buttons: [[human], [anywhere('button-help', 'help')]] };
      }
      const app = institution?.kind === 'university' ? institution.apps : null;
      return {
        text: [
          phrase(owed ? 'home-owed' : 'home', { name: account.fullName }),
          ...(app ? [phrase('home-app', { app: app.name })] : []),
        ],
        buttons: [
          owed ? [button('button-authorize', 'authorize')] : [anywhere('button-pass', 'pass')],
          ...(app
            ? [
                [
                  { label: 'button-app-store', url: app.appStore },
                  { label: 'button-google-play', url: app.googlePlay },
                ],
              ]
            : []),
          ...(owed ? [] : [[button('button-authorization', 'authorize')]]),
          [anywhere('button-help', 'help'), human],
        ],
      };
    },

    async takes(text, { core, accountId }) {
      const account = accountId ? await core.accounts.view(accountId) : null;
      return account?.schoolId ? takenCode(text) : 'no';
    },

    async on(signal, context) {
      const account = context.accountId ? await context.core.accounts.view(context.accountId) : null;
      if (account?.schoolId) return schoolHome.on(signal, context);
      if (signal.kind !== 'action') return null;
      if (signal.action === 'authorize') return enter('authorize', 'status');
      return signal.action === 'again' ? enter('welcome', 'institution') : null;
    },
  }),
};
