import type { Shown } from './bubble.ts';
import { gist } from './format.ts';
import type { Message } from './protocol.ts';
import type { Words } from './words.ts';

interface Eyes {
  words: Words;
  isOwn: (message: Message) => boolean;
  authorOf: (message: Message) => string;
}

/** A chat's messages as one phone shows them, each with what its neighbours tell of it. */
export function shown(messages: readonly Message[], { words, isOwn, authorOf }: Eyes): Shown[] {
  const known = new Map(messages.map((message) => [message.id, message]));
  return messages.map((message, at) => {
    const before = messages[at - 1];
    const own = isOwn(message);
    const continues = message.albumId !== undefined && before?.albumId === message.albumId;
    const sameAuthor = before && !before.service && before.author?.id === message.author?.id;
    return {
      message,
      own,
      author: own || sameAuthor ? '' : authorOf(message),
      answered: message.replyTo === undefined ? null : answeredText(known.get(message.replyTo), words),
      continues,
    };
  });
}

const answeredText = (message: Message | undefined, words: Words): string =>
  message ? gist(message, words) : words.desk.goneMessage;
