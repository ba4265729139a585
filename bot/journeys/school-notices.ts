import type { AccountNotice } from '#core/news.ts';
import { blockedTold } from './human-when.ts';
import type { Notices } from './notices.ts';
import { anywhere, type Button, goOn, human, phrase, screen } from './screen.ts';

/** Where nobody's password is at stake: the text says what to do. */
const ABOUT_CARDS: readonly AccountNotice[] = ['card-corrected', 'card-left', 'card-back'];

const own = (accountId: string, mine: string | null): boolean => accountId === mine;

/**
 * What pupils, parents and teachers read of their account, wherever in the chat they are. A chat that registered somebody and speaks for
 * another hears of them without their address, which may be a new one by now: addresses are shown to nobody else.
 */
export const schoolNotices = {
  async 'email-confirmed'({ core, accountId }, news) {
    const account = await core.accounts.view(news.accountId);
    if (!account) return null;
    return own(news.accountId, accountId)
      ? { screen: screen('school-email-confirmed', [[goOn]], { email: news.email }) }
      : { screen: screen('school-email-confirmed-other', [[goOn]], { name: account.fullName }) };
  },

  async 'email-reminder'({ core, accountId }, news) {
    const account = await core.accounts.view(news.accountId);
    if (!account?.email || account.emailConfirmed) return null;
    const { email, fullName: name } = account;
    // Only the chat's own account can be written to from here: another one's letter is on its own page.
    return own(news.accountId, accountId)
      ? {
          screen: screen('school-email-reminder', [[anywhere('button-confirm-email', 'confirm-email')], [goOn]], {
            email,
          }),
        }
      : { screen: screen('school-email-reminder-other', [[goOn]], { name }) };
  },

  async 'access-restored'({ core }, news) {
    const account = await core.accounts.view(news.accountId);
    if (!account) return null;
    const reset: Button = { label: 'button-new-password', page: news.pageId, at: 'reset' };
    const args = { curator: news.curator, name: account.fullName, login: account.login ?? '' };
    return { screen: screen('school-access-restored', [[reset], [goOn]], args) };
  },

  async 'account-notice'({ core }, news) {
    const account = await core.accounts.view(news.accountId);
    if (!account) return null;
    const args = { curator: news.curator === '' ? 'none' : news.curator, name: account.fullName };
    const told = phrase(`account-notice-${news.what}`, args);
    if (ABOUT_CARDS.includes(news.what)) return { screen: { text: [told], buttons: [[goOn], [human]] } };
    const text = [told, phrase('account-notice-not-you')];
    return { screen: { text, buttons: [[anywhere('button-recover', 'recover')], [goOn]] } };
  },

  'request-in-hand': (_context, { curator }) => ({ screen: screen('request-in-hand', [[goOn]], { curator }) }),

  'request-answered': (_context, { curator, text }) => ({
    screen: screen('request-answered', [[goOn]], { curator, text }),
  }),

  async 'request-handed-over'(context, { ticketId, institutionId }) {
    const { institutions, language } = context;
    const institution = institutions.find(({ id }) => id === institutionId);
    if (!institution) return null;
    const blocked = await blockedTold(context, institution);
    if (blocked) return { screen: { text: [phrase('curator-absent-blocked'), ...blocked], buttons: [[goOn]] } };
    const { email, phone } = institution.contacts;
    const args = { ticket: String(ticketId), hours: institution.workingHours[language], email, phone };
    return { screen: screen('request-handed-over', [[goOn], [human]], args) };
  },
} satisfies Notices;
