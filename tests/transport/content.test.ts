import { describe, expect, it } from 'vitest';
import { readUpdate } from '#bot/transport/update.ts';
import { Content } from '#core/helpdesk/content.ts';

const anna = { id: 42, is_bot: false, first_name: 'Anna' };
const chat = { id: 42, type: 'private' };
const sent = (content: Record<string, unknown>) =>
  readUpdate({ update_id: 5, message: { message_id: 9, date: 1, from: anna, chat, ...content } }, 7n)?.envelope
    .original;

const bold = { type: 'bold', offset: 0, length: 2 };

describe('what a message says', () => {
  it.each([
    [
      'words with their marks',
      { text: 'so it is', entities: [bold] },
      { type: 'text', text: 'so it is', entities: [bold] },
    ],
    [
      'the largest size of a picture, with its caption',
      {
        photo: [
          { file_id: 'small', width: 90, height: 67, file_size: 900 },
          { file_id: 'large', width: 1280, height: 960, file_size: 90_000 },
        ],
        caption: 'my screen',
        caption_entities: [bold],
      },
      { type: 'media', kind: 'photo', fileId: 'large', size: 90_000, caption: 'my screen', entities: [bold] },
    ],
    [
      'an animation, which comes with a document',
      { animation: { file_id: 'gif' }, document: { file_id: 'the same' } },
      { type: 'media', kind: 'animation', fileId: 'gif' },
    ],
    [
      'a document by its name',
      { document: { file_id: 'doc', file_name: 'справка.pdf', file_size: 10 } },
      { type: 'media', kind: 'document', fileId: 'doc', name: 'справка.pdf', size: 10 },
    ],
    ['a voice message', { voice: { file_id: 'v', duration: 2 } }, { type: 'media', kind: 'voice', fileId: 'v' }],
    ['a round video', { video_note: { file_id: 'n' } }, { type: 'media', kind: 'video_note', fileId: 'n' }],
    ['a sticker', { sticker: { file_id: 's', emoji: '👍' } }, { type: 'media', kind: 'sticker', fileId: 's' }],
    [
      'a place',
      { location: { latitude: 55.7, longitude: 37.5 } },
      { type: 'copy', what: 'location', summary: '55.7, 37.5' },
    ],
    [
      'a venue, which comes with its place',
      { venue: { title: 'Library', address: 'Street 1' }, location: { latitude: 1, longitude: 2 } },
      { type: 'copy', what: 'venue', summary: 'Library, Street 1' },
    ],
    [
      'a contact',
      { contact: { phone_number: '+79051234567', first_name: 'Anna' } },
      { type: 'copy', what: 'contact', summary: 'Anna +79051234567' },
    ],
    ['a poll', { poll: { question: 'Which?' } }, { type: 'copy', what: 'poll', summary: 'Which?' }],
    ['a die', { dice: { emoji: '🎲', value: 4 } }, { type: 'copy', what: 'dice', summary: '🎲 4' }],
    ['a story', { story: { id: 1 } }, { type: 'copy', what: 'other', summary: '' }],
  ])('reads %s', (_what, content, expected) => {
    expect(sent(content)?.content).toEqual(expected);
    expect(Content.safeParse(expected).success).toBe(true);
  });

  it.each([
    ['a service message', { pinned_message: { message_id: 3 } }],
    ['a payment', { successful_payment: {} }],
    ['a file without a key', { voice: {} }],
  ])('knows what nobody can be shown: %s', (_what, content) => {
    expect(sent(content)).toBeUndefined();
  });

  it('tells where it stands: the album, what it replies to and which words of it', () => {
    const reply_markup = {
      inline_keyboard: [
        [
          { text: 'Answer', callback_data: '~helpdesk:3' },
          { text: 'Site', url: 'x' },
        ],
      ],
    };
    const replied = { reply_to_message: { message_id: 4, reply_markup }, quote: { text: 'which screen', position: 0 } };
    expect(sent({ text: 'this one', media_group_id: 'album', ...replied })).toMatchObject({
      messageId: 9,
      replyToMessageId: 4,
      replyToData: ['~helpdesk:3'],
      quote: 'which screen',
      albumId: 'album',
    });
  });

  it('leaves out marks of letters that are gone', () => {
    const marked = sent({ text: 'ab\0\0', entities: [bold, { type: 'italic', offset: 2, length: 2 }] });
    expect(marked?.content).toEqual({ type: 'text', text: 'ab', entities: [bold] });
  });

  it('reads changes of captions and files, but not the places of somebody who walks', () => {
    const edited = (content: Record<string, unknown>) =>
      readUpdate({ update_id: 6, edited_message: { message_id: 9, from: anna, chat, ...content } }, 7n)?.envelope;
    expect(edited({ photo: [{ file_id: 'p', width: 1, height: 1 }], caption: 'better' })).toMatchObject({
      signal: { kind: 'changed', messageId: 9 },
      original: { content: { kind: 'photo', caption: 'better' } },
    });
    expect(edited({ location: { latitude: 1, longitude: 2 } })).toBeUndefined();
  });

  it('reads what was put under a message, and that it was taken away', () => {
    const reacted = (new_reaction: unknown[]) =>
      readUpdate(
        {
          update_id: 7,
          message_reaction: { chat, message_id: 9, user: anna, date: 1, old_reaction: [], new_reaction },
        },
        7n,
      )?.envelope.signal;
    expect(
      reacted([
        { type: 'custom_emoji', custom_emoji_id: '1' },
        { type: 'emoji', emoji: '👍' },
      ]),
    ).toEqual({
      kind: 'reaction',
      emoji: '👍',
      messageId: 9,
    });
    expect(reacted([])).toMatchObject({ emoji: null });
  });
});
