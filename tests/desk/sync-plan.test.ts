import { describe, expect, it } from 'vitest';
import { CLAIM_STANDS, fingerprint, type Line, planNext, type View } from '#bot/desk/sync/plan.ts';
import { createShow } from '#bot/desk/sync/show.ts';
import { type Content, wordsOf } from '#core/helpdesk/content.ts';
import { defaultInstitutions } from '#core/institutions.ts';
import { loadTexts } from '#locales/texts.ts';
import { ago, line, NOW, none, photo, text } from './plan-lines.ts';

/** Shown in one message of ours, as it is now. */
function shown(messageId: number, lines: Line[]): Line[] {
  const copy = { id: BigInt(messageId), messageId, hash: fingerprint(lines), deleted: false };
  return lines.map((one) => ({ ...one, shown: true, copy }));
}

const topic = { topicId: 10, topicClaimedAt: null, topicName: '#1', topicClosed: false, cardId: 11, cardHash: 'card' };
const view = (lines: Line[] = [], ticket: Partial<View['ticket']> = {}): View => ({
  ...{ now: NOW, lines, albumPause: 700, wanted: { name: '#1', cardHash: 'card' } },
  ticket: { id: 1, open: true, ...topic, ...ticket },
});
const [institution] = defaultInstitutions;
if (!institution) throw new Error('There is none');
const place = { ...{ ticketId: 1, groupId: -1n, topicId: 10 }, chat: { botId: 9n, chatId: 5n }, institution };
const ids = (lines: readonly Line[]): number[] => lines.map(({ id }) => Number(id));
function sends(step: ReturnType<typeof planNext>): [string, number[]] {
  if (step?.do !== 'send') throw new Error(`It does not send, but ${step?.do}`);
  return [step.how, ids(step.lines)];
}

describe('what is done next for a ticket', () => {
  it('is nothing when all is as it should be', () => {
    expect(planNext(view())).toBeNull();
    expect(planNext(view(shown(20, [line(1), line(2)])))).toBeNull();
    expect(planNext(view([], { open: false, topicClosed: true }))).toBeNull();
  });

  it('is the topic first, then its card, then the words', () => {
    const words = [line(1)];
    expect(planNext(view(words, none))).toEqual({ do: 'create-topic', name: '#1' });
    const made = { cardId: null, cardHash: null };
    expect(planNext(view(words, made))).toEqual({ do: 'card', messageId: null, hash: 'card' });
    expect(sends(planNext(view(words)))).toEqual(['text', [1]]);
  });

  it('is waiting while nobody knows what came of a topic, and making it anew after that', () => {
    const claimed = ago(CLAIM_STANDS - 1000);
    expect(planNext(view([], { ...none, topicClaimedAt: claimed }))).toEqual({
      do: 'wait',
      until: new Date(claimed.getTime() + CLAIM_STANDS),
    });
    expect(planNext(view([], { ...none, topicClaimedAt: ago(CLAIM_STANDS) }))?.do).toBe('create-topic');
  });

  it('is nothing for a ticket that was closed before anything of it was said', () => {
    expect(planNext(view([], { ...none, open: false }))).toBeNull();
    expect(planNext(view([line(1)], { ...none, open: false }))?.do).toBe('create-topic');
  });

  it('is one message for texts that wait together, as far as one holds them', () => {
    expect(sends(planNext(view([line(1), line(2), line(3)])))).toEqual(['text', [1, 2, 3]]);
    const long = text('a'.repeat(2500));
    expect(sends(planNext(view([line(1, { content: long }), line(2, { content: long })])))).toEqual(['text', [1]]);
  });

  it('leaves room for whose words they are that somebody passes on', () => {
    const passedOn = (id: number) => {
      const said = `${id} `.padEnd(389, 'a');
      return line(id, { content: { type: 'text', text: `${said}.`, forwarded: 'Деканат '.repeat(8) } });
    };
    const step = planNext(view(Array.from({ length: 10 }, (_, at) => passedOn(at + 1))));
    if (step?.do !== 'send') throw new Error('It does not send');
    const { text: shown } = createShow(loadTexts()).send(step, place).params;
    for (const { content } of step.lines) expect(shown).toContain(wordsOf(content));
  });

  it.each([
    ['text', 4_096, 4_096],
    ['text', 4_080, 4_096],
    ['caption', 1_020, 1_024],
  ])('tells that words are passed on however long they are: a %s of %i', (kind, length, limit) => {
    const said = 'а'.repeat(length);
    const whose = { forwarded: 'Деканат лечебного дела' };
    const content: Content =
      kind === 'text'
        ? { type: 'text', text: said, ...whose }
        : { type: 'media', kind: 'photo', fileId: 'p', caption: said, ...whose };
    const step = planNext(view([line(1, { content })]));
    if (step?.do !== 'send') throw new Error('It does not send');
    const { params } = createShow(loadTexts()).send(step, place);
    const shown = String(params.text ?? params.caption);
    expect(shown).toMatch(/^↪️ Переслано:.*\nа{900}/);
    expect(shown.length).toBeLessThanOrEqual(limit);
    // Of the words no more is missing than the mark takes up, and that is seen.
    expect(shown).toContain(said.slice(0, limit - 20));
    expect(shown.endsWith('…') || shown.endsWith(said)).toBe(true);
  });

  it('keeps all of somebody’s own words, though a flag has no room beside them', () => {
    const content = text('a'.repeat(4_096));
    const step = planNext(view([line(1, { content, language: 'en' })]));
    if (step?.do !== 'send') throw new Error('It does not send');
    expect(createShow(loadTexts()).send(step, place).params).toMatchObject({ text: 'a'.repeat(4_096) });
  });

  it('is a message of its own for a reply, and for what is no text', () => {
    const reply = { messageId: 12, quote: 'part' };
    expect(sends(planNext(view([line(1), line(2, { reply })])))).toEqual(['text', [1]]);
    expect(sends(planNext(view([line(1, { reply }), line(2)])))).toEqual(['text', [1, 2]]);
    expect(sends(planNext(view([line(1, { content: photo() }), line(2)])))).toEqual(['single', [1]]);
    const copied: Content = { type: 'copy', what: 'location', summary: '' };
    expect(sends(planNext(view([line(1, { content: copied }), line(2)])))).toEqual(['single', [1]]);
  });

  it('mixes our own lines with nobody’s words', () => {
    const phrase: Content = { type: 'phrase', key: 'a', args: {} };
    const ours = [1, 2].map((id) => line(id, { author: 'house', content: phrase, source: null }));
    expect(sends(planNext(view([...ours, line(3)])))).toEqual(['html', [1, 2]]);
    expect(sends(planNext(view([line(0), ...ours])))).toEqual(['text', [0]]);
  });

  it('is an album once it has all its pictures', () => {
    const of = (id: number, age: number, more: Partial<Line> = {}) =>
      line(id, { content: photo(`${id}`), albumId: 'a', createdAt: ago(age), ...more });
    const growing = view([of(1, 900), of(2, 300)]);
    expect(planNext(growing)).toEqual({ do: 'wait', until: new Date(NOW.getTime() + 400) });
    expect(sends(planNext(view([of(1, 900), of(2, 800)])))).toEqual(['album', [1, 2]]);
    // Somebody who writes on has sent the album.
    expect(sends(planNext(view([of(1, 900), of(2, 300), line(3)])))).toEqual(['album', [1, 2]]);
    expect(sends(planNext(view([of(1, 900), of(2, 300, { albumId: 'b' })])))).toEqual(['single', [1]]);
    const documents: Content = { type: 'media', kind: 'document', fileId: 'd' };
    expect(sends(planNext(view([of(1, 900), of(2, 900, { content: documents })])))).toEqual(['single', [1]]);
    const many = Array.from({ length: 12 }, (_, at) => of(at + 1, 100));
    expect(sends(planNext(view(many)))[1]).toHaveLength(10);
    // Whatever the clocks say, nobody waits for long.
    expect(sends(planNext(view([of(1, -3_600_000), of(2, -3_600_000)])))).toEqual(['album', [1, 2]]);
  });

  it('is nothing for what was taken back before it was shown', () => {
    expect(planNext(view([line(1, { deleted: true })]))).toBeNull();
  });

  it('is an edit where a copy says something else by now, with all that shares it', () => {
    const [one, two] = shown(20, [line(1), line(2)]);
    if (!one || !two) throw new Error('There are two');
    const changed = { ...one, content: text('other words'), before: one.content };
    expect(planNext(view([changed, two]))).toMatchObject({
      do: 'edit',
      copy: { messageId: 20 },
      lines: [changed, two],
    });
    expect(planNext(view([one, { ...two, deleted: true }]))).toMatchObject({ do: 'edit', lines: [one] });
    const gone = [one, two].map((each) => ({ ...each, deleted: true }));
    expect(planNext(view(gone))).toMatchObject({ do: 'delete', copy: { messageId: 20 } });
  });

  it('is new words before changes of the old ones', () => {
    const [one] = shown(20, [line(1)]);
    if (!one) throw new Error('There is one');
    expect(sends(planNext(view([{ ...one, content: text('x') }, line(2)])))).toEqual(['text', [2]]);
  });

  it('is the person’s reaction at the operator’s own message', () => {
    const words = line(1, { author: 'operator', shown: true, source: { chatId: -1n, messageId: 30 }, reaction: '👍' });
    expect(planNext(view([words]))).toMatchObject({ do: 'react', emoji: '👍' });
    expect(planNext(view([{ ...words, reactionShown: '👍' }]))).toBeNull();
    expect(planNext(view([{ ...words, reaction: null, reactionShown: '👍' }]))).toMatchObject({ emoji: null });
  });

  it('is the card, the name and the topic’s end at last', () => {
    const late = { cardHash: 'old', topicName: '#0', open: false };
    expect(planNext(view([], late))).toEqual({ do: 'card', messageId: 11, hash: 'card' });
    expect(planNext(view([], { ...late, cardHash: 'card' }))).toEqual({ do: 'rename', name: '#1' });
    expect(planNext(view([], { open: false }))).toEqual({ do: 'close-topic' });
    expect(sends(planNext(view([line(1)], late)))).toEqual(['text', [1]]);
  });

  it('is opening a closed topic before anything is said in it', () => {
    expect(planNext(view([], { topicClosed: true }))).toEqual({ do: 'reopen-topic' });
    expect(planNext(view([line(1)], { open: false, topicClosed: true }))).toEqual({ do: 'reopen-topic' });
    expect(planNext(view([], { open: false, topicClosed: true, cardHash: 'old' }))?.do).toBe('card');
  });
});
