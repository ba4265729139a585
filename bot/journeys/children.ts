import { codeTrouble, takeCode } from './invite-code.ts';
import { ownAccount, schoolStart } from './school-place.ts';
import { back, button, human, phrase } from './screen.ts';
import { enter, go, type Journey, type Move, type StepContext, step } from './step.ts';
import { takenCode } from './step-answers.ts';

/** Whose invitation a code is, if it may become one more child of this account. */
async function showChild(context: StepContext<unknown>, text: string): Promise<Move> {
  const { core, chat, institution } = context;
  const own = await ownAccount(context);
  if (!institution || !own) return schoolStart(context);
  const checked = await core.invitations.check(chat, institution.id, text, { accountId: own.account.id });
  return checked.ok
    ? enter('invite', 'confirm', { invitation: checked.value.id })
    : enter('children', 'code', {}, [codeTrouble(checked.error, text)]);
}

/** The children of a parent, or of a teacher who is one: more can be added at any time. */
export const children: Journey = {
  list: step({
    takes: takenCode,
    async screen(context) {
      const own = await ownAccount(context);
      const listed = own ? await context.core.enrollments.children(own.account.id) : [];
      const text = [
        phrase(listed.length > 0 ? 'children-list' : 'children-none'),
        ...listed.map(({ fullName, className }) =>
          phrase('children-line', { name: fullName, class: className ?? 'none' }),
        ),
        phrase('children-more'),
      ];
      return { text, buttons: [[button('button-add-child', 'add')], [button('button-home', 'home'), human]] };
    },

    on(signal, context) {
      if (signal.kind !== 'action') return takeCode(signal, context, (text) => showChild(context, text));
      if (signal.action === 'add') return go('code');
      return signal.action === 'home' ? schoolStart(context) : null;
    },
  }),

  code: step({
    takes: takenCode,
    screen: () => ({
      text: [phrase('children-code')],
      buttons: [[button('button-ask-curator', 'curator')], [back, human]],
    }),

    on(signal, context) {
      if (signal.kind !== 'action') return takeCode(signal, context, (text) => showChild(context, text));
      if (signal.action === 'curator') return enter('curator-help', 'ask', { reason: 'invitation.missing' });
      return signal.action === 'back' ? go('list') : null;
    },
  }),
};
