import type { Line } from '#bot/desk/sync/plan.ts';
import type { Content } from '#core/helpdesk/content.ts';

export const NOW = new Date('2026-11-23T10:00:00Z');
export const ago = (milliseconds: number): Date => new Date(NOW.getTime() - milliseconds);
export const text = (words: string): Content => ({ type: 'text', text: words });
export const photo = (fileId = 'p'): Content => ({ type: 'media', kind: 'photo', fileId });

export const line = (id: number, more: Partial<Line> = {}): Line => ({
  ...{
    id: BigInt(id),
    author: 'person',
    content: text(`words ${id}`),
    before: null,
    language: 'ru',
    albumId: null,
    unsure: null,
  },
  ...{ createdAt: ago(60_000), source: { chatId: 5n, messageId: id }, reply: null, deleted: false, shown: false },
  ...{ copy: null, reaction: null, reactionShown: null },
  ...more,
});

/** A ticket of which nothing is shown yet. */
export const none = { topicId: null, topicName: null, cardId: null, cardHash: null };
