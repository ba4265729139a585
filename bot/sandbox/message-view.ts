import type { Button, ClipKind, Message, Reaction, ServiceText } from './page/protocol.ts';
import type { ChatMessage, InlineButton } from './telegram/world.ts';

/** A message as the page shows it. With `named` it says who wrote it, as groups do. */
export function messageView(message: ChatMessage, named = false): Message {
  const { photo, document, contact, venue, buttons, forwardedFrom, viaBot, html, albumId, replyTo, quote } = message;
  const text = message.text ?? message.caption;
  const clip = clipOf(message);
  const service = serviceOf(message);
  const reactions = reactionsOf(message);
  return {
    id: message.messageId,
    from: message.from,
    ...(named ? { author: { id: message.authorId, name: message.authorName } } : {}),
    date: message.date,
    ...(text ? { text } : {}),
    ...(html ? { html } : {}),
    ...(photo ? { photo } : {}),
    // An animation has a document besides, for whoever does not know animations.
    ...(document && !clip ? { document } : {}),
    ...(contact ? { contact: { phone: contact.phone, firstName: contact.firstName } } : {}),
    ...(clip ? { clip } : {}),
    ...(message.sticker ? { sticker: message.stickerEmoji ?? '👍' } : {}),
    ...(message.location && !venue ? { location: true } : {}),
    ...(venue ? { venue } : {}),
    ...(service ? { service } : {}),
    ...(forwardedFrom ? { forwardedFrom } : {}),
    ...(viaBot ? { viaBot } : {}),
    ...(albumId ? { albumId } : {}),
    ...(replyTo === undefined ? {} : { replyTo }),
    ...(quote ? { quote } : {}),
    ...(reactions.length ? { reactions } : {}),
    ...(buttons?.length ? { buttons: buttons.map((row) => row.map(buttonView)) } : {}),
    ...(message.edited ? { edited: true } : {}),
  };
}

function clipOf({ video, animation, audio, videoNote, voice, voiceClip }: ChatMessage): Message['clip'] {
  const found: [ClipKind, { name: string; duration: number } | undefined][] = [
    ['video', video],
    ['animation', animation],
    ['audio', audio],
    ['video-note', videoNote],
    ['voice', voiceClip ?? (voice ? { name: '', duration: 3 } : undefined)],
  ];
  for (const [kind, clip] of found) if (clip) return { kind, name: clip.name, seconds: clip.duration };
  return undefined;
}

function serviceOf({ service }: ChatMessage): ServiceText | undefined {
  if (!service) return undefined;
  const name =
    'names' in service ? service.names.join(', ') : 'name' in service && service.name ? service.name : undefined;
  return { kind: service.kind, ...(name ? { name } : {}) };
}

/** Everybody's, the bot's own first. */
function reactionsOf({ reaction, reactions = [] }: ChatMessage): Reaction[] {
  return [...(reaction ? [{ emoji: reaction, by: 0 }] : []), ...reactions.map(({ emoji, by }) => ({ emoji, by }))];
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
