import { errorKey } from '#locales/texts.ts';
import { resendFailed, sendAnswer, sendArticle } from './answering.ts';
import { block, unblock } from './blocking.ts';
import type { DeskPress, InlineButton } from './buttons.ts';
import { cardKeyboard } from './card-keyboard.ts';
import { type TicketContext, toast } from './context.ts';
import { leaveHeld, sendHeld } from './held.ts';
import { setLanguage } from './language.ts';
import { answersMenu, BlockReason, blockMenu, closeMenu, revokeMenu } from './menus.ts';
import { allowCalls, resendLetter, revokePass } from './on-behalf.ts';
import { askPhone, leavePhone, setPhone } from './phone.ts';
import { closeTicket, isUnanswered } from './told.ts';
import { tellJourney } from './whereabouts.ts';

/** An operator pressed a button of a ticket. @param messageId where it stands @returns what the button says */
export async function pressed(
  context: TicketContext,
  { action, argument }: DeskPress,
  messageId: number,
): Promise<string> {
  const { core, ticket, institution, operator, texts, language } = context;
  const place = { ticketId: ticket.id, texts, language };
  const say = (code: string) => texts.plain(language, errorKey(code));

  /** Other buttons in the place of these. No state of it is kept: whatever changes the card brings its buttons back. */
  const show = (keyboard: InlineButton[][]): string => {
    context.later('editMessageReplyMarkup', {
      chat_id: Number(context.group.chatId),
      message_id: messageId,
      reply_markup: { inline_keyboard: keyboard },
    });
    return '';
  };
  const showCard = async (): Promise<string> => {
    const blocked = await core.blocks.isBlocked(ticket.chat, ticket.institutionId);
    const now = (await core.tickets.find(ticket.id)) ?? ticket;
    return show(cardKeyboard(now, institution, texts, blocked, await core.onBehalf.standing(ticket)));
  };
  const thenCard = async (said: string): Promise<string> => {
    await showCard();
    return said;
  };

  switch (action) {
    case 'take': {
      const taken = await core.tickets.take(ticket.id, operator);
      return taken.ok ? toast(context, taken.value === 'had' ? 'had' : 'taken') : say(`operators.${taken.error}`);
    }
    case 'release':
      return toast(context, (await core.tickets.release(ticket.id, operator)) ? 'released' : 'not-yours');
    case 'close':
      if (isUnanswered(ticket)) return show(closeMenu(place));
      return toast(context, (await closeTicket(context)) ? 'closed' : 'closed-already');
    case 'close-now':
      return toast(context, (await closeTicket(context)) ? 'closed' : 'closed-already');
    case 'resend':
      return resendFailed(context);
    case 'reopen':
      return toast(context, (await core.tickets.reopen(ticket.id, operator)) ? 'reopened' : 'not-reopened');
    case 'journey':
      await tellJourney(context);
      return toast(context, 'below');
    case 'language':
      return setLanguage(context, argument === 'en' ? 'en' : 'ru');
    case 'answers':
      return show(answersMenu(place, context.answers.list(institution, language), Number(argument) || 0));
    case 'answer':
      return thenCard(await sendAnswer(context, argument, []));
    case 'article':
      return sendArticle(context, argument);
    case 'card':
      return showCard();
    case 'block':
      return show(blockMenu(place));
    case 'block-for': {
      const reason = BlockReason.safeParse(argument);
      return thenCard(reason.success ? await block(context, reason.data) : toast(context, 'over'));
    }
    case 'unblock':
      return unblock(context);
    case 'letter':
      return resendLetter(context);
    case 'call':
      return allowCalls(context);
    case 'phone':
      return askPhone(context);
    case 'phone-set':
      return setPhone(context, argument);
    case 'phone-leave':
      return leavePhone(context, argument);
    case 'held-send':
      return sendHeld(context, argument);
    case 'held-leave':
      return leaveHeld(context, argument);
    case 'revoke':
      return operator.senior ? show(revokeMenu(place)) : say('operators.senior-only');
    case 'revoke-now':
      return thenCard(await revokePass(context));
  }
}
