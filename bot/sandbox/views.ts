import { messageView } from './message-view.ts';
import type { Command, Keyboard, Person, Toast } from './page/protocol.ts';
import type { ReplyKeyboard, SandboxPerson } from './telegram/world.ts';

/** A person and their chat as the page shows them. Deleted messages are gone, as on a phone. */
export function personView(
  person: SandboxPerson,
  commands: readonly Command[],
  about: { ru: string; en: string } | undefined,
): Person {
  return {
    id: person.id,
    firstName: person.firstName,
    ...(person.lastName ? { lastName: person.lastName } : {}),
    ...(person.phone ? { phone: person.phone } : {}),
    language: person.language,
    ...(about ? { about } : {}),
    blocked: person.blocked,
    messages: person.chat.filter((message) => !message.deleted).map((message) => messageView(message)),
    keyboard: keyboardView(person.replyKeyboard),
    commands,
    toasts: toastsOf(person),
  };
}

/** What the bot answered to the person's last presses. */
export const toastsOf = ({ callbackAnswers }: SandboxPerson): Toast[] =>
  callbackAnswers
    .filter((answer) => answer.text)
    .slice(-5)
    .map(({ id, text = '', alert = false, at }) => ({ id, text, alert, at }));

function keyboardView(keyboard: ReplyKeyboard | null): Keyboard | null {
  if (!keyboard) return null;
  return {
    rows: keyboard.keyboard.map((row) =>
      row.map((key) => ({
        text: key.text,
        ...(key.request_contact
          ? { asks: 'contact' as const }
          : key.request_location
            ? { asks: 'location' as const }
            : {}),
      })),
    ),
    ...(keyboard.input_field_placeholder ? { placeholder: keyboard.input_field_placeholder } : {}),
  };
}
