import type { Button, Command, Keyboard, Message, Person } from './page/protocol.ts';
import type { ChatMessage, InlineButton, ReplyKeyboard, SandboxPerson } from './telegram/world.ts';

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
    messages: person.chat.filter((message) => !message.deleted).map(messageView),
    keyboard: keyboardView(person.replyKeyboard),
    commands,
    toasts: person.callbackAnswers
      .filter((answer) => answer.text)
      .slice(-5)
      .map(({ id, text = '', alert = false, at }) => ({ id, text, alert, at })),
  };
}

function messageView(message: ChatMessage): Message {
  const { photo, document, contact, buttons, forwardedFrom, viaBot, html } = message;
  const text = message.text ?? message.caption;
  return {
    id: message.messageId,
    from: message.from,
    date: message.date,
    ...(text ? { text } : {}),
    ...(html ? { html } : {}),
    ...(photo ? { photo } : {}),
    ...(document ? { document: { name: document.name, size: document.size } } : {}),
    ...(contact ? { contact: { phone: contact.phone, firstName: contact.firstName } } : {}),
    ...(message.sticker ? { sticker: true } : {}),
    ...(message.voice ? { voice: true } : {}),
    ...(message.location ? { location: true } : {}),
    ...(forwardedFrom ? { forwardedFrom } : {}),
    ...(viaBot ? { viaBot } : {}),
    ...(buttons?.length ? { buttons: buttons.map((row) => row.map(buttonView)) } : {}),
    ...(message.edited ? { edited: true } : {}),
  };
}

function buttonView(button: InlineButton): Button {
  return {
    text: button.text,
    ...(button.callback_data ? { callbackData: button.callback_data } : {}),
    ...(button.url ? { url: button.url } : {}),
    ...(button.web_app ? { webApp: button.web_app.url } : {}),
    ...(button.copy_text ? { copy: button.copy_text.text } : {}),
  };
}

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
