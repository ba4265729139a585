import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CLAIM_STANDS, fingerprint, type Line, planNext, type View } from '#bot/desk/sync/plan.ts';
import type { Content } from '#core/helpdesk/content.ts';

const NOW = new Date('2026-11-23T10:00:00Z');
const ago = (milliseconds: number): Date => new Date(NOW.getTime() - milliseconds);
const text = (words: string): Content => ({ type: 'text', text: words });
const photo = (fileId = 'p'): Content => ({ type: 'media', kind: 'photo', fileId });

const line = (id: number, more: Partial<Line> = {}): Line => ({
  ...{ id: BigInt(id), author: 'person', content: text(`words ${id}`), before: null, language: 'ru', albumId: null },
  ...{ createdAt: ago(60_000), source: { chatId: 5n, messageId: id }, reply: null, deleted: false, shown: false },
  ...{ copy: null, reaction: null, reactionShown: null },
  ...more,
});

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
const none = { topicId: null, topicName: null, cardId: null, cardHash: null };
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

/** A ticket, and Telegram as far as it matters: every step happens there at once, and is remembered or not. */
class Model {
  now = NOW.getTime();
  ticket: View['ticket'] = { id: 1, open: true, ...none, topicClaimedAt: null, topicClosed: false };
  lines: Line[] = [];
  wanted = { name: '#1', cardHash: 'card 0' };
  topics: { id: number; gone: boolean; closed: boolean; shows: { id: number; lines: bigint[]; hash: string }[] }[] = [];
  crashes = 0;
  /** Topics of which Telegram has yet to tell. */
  untold: number[] = [];
  #last = 100;

  get view(): View {
    const { ticket, wanted } = this;
    return { now: new Date(this.now), ticket, wanted, lines: this.lines, albumPause: 700 };
  }

  get topic() {
    return this.topics.find(({ id }) => id === this.ticket.topicId);
  }

  write(content: Content, albumId: string | null = null): void {
    const id = this.lines.length + 1;
    this.lines.push(line(id, { content, albumId, createdAt: new Date(this.now) }));
  }

  change(at: number, more: (one: Line) => Partial<Line>): void {
    const one = this.lines[at % Math.max(1, this.lines.length)];
    if (one) Object.assign(one, more(one));
  }

  passes(milliseconds: number): void {
    this.now += milliseconds;
  }

  /** Telegram tells of a topic: it is adopted, or is one too many. */
  tell(): void {
    const id = this.untold.shift();
    if (id === undefined || this.ticket.topicId === id) return;
    if (this.ticket.topicId === null && this.ticket.topicClaimedAt) {
      Object.assign(this.ticket, { topicId: id, topicName: '#1', topicClosed: false, topicClaimedAt: null });
    } else for (const topic of this.topics) if (topic.id === id) topic.gone = true;
  }

  /** @returns false when nothing is left to be done */
  step(crash = false): boolean {
    const step = planNext(this.view);
    if (!step) return false;
    const { ticket, topic } = this;
    if (step.do === 'wait') {
      this.now = step.until.getTime();
      return true;
    }
    if (step.do === 'create-topic') {
      ticket.topicClaimedAt = new Date(this.now);
      const made = { id: ++this.#last, gone: false, closed: false, shows: [] };
      this.topics.push(made);
      this.untold.push(made.id);
      if (!crash) Object.assign(ticket, { ...topic0, topicId: made.id, topicName: step.name });
      else this.crashes += 1;
      return true;
    }
    if (!topic || topic.gone) throw new Error('Something is said in a topic that is not there');
    if (topic.closed && step.do === 'send') {
      // Telegram says so, and that is remembered.
      ticket.topicClosed = true;
      return true;
    }
    const id = ++this.#last;
    if (step.do === 'send') topic.shows.push({ id, lines: step.lines.map((one) => one.id), hash: step.hash });
    if (step.do === 'edit' || step.do === 'delete') {
      const found = topic.shows.find((one) => one.id === step.copy.messageId);
      if (found && step.do === 'edit') Object.assign(found, { lines: ids(step.lines).map(BigInt), hash: step.hash });
      if (found && step.do === 'delete') topic.shows = topic.shows.filter((one) => one !== found);
    }
    if (step.do === 'close-topic') topic.closed = true;
    if (step.do === 'reopen-topic') topic.closed = false;
    if (crash) {
      this.crashes += 1;
      return true;
    }
    switch (step.do) {
      case 'send':
        for (const one of step.lines) {
          Object.assign(one, { shown: true, copy: { id: BigInt(id), messageId: id, hash: step.hash, deleted: false } });
        }
        break;
      case 'edit':
      case 'delete':
        for (const one of this.lines) {
          if (one.copy?.id !== step.copy.id) continue;
          one.copy = step.do === 'edit' ? { ...one.copy, hash: step.hash } : { ...one.copy, deleted: true };
        }
        break;
      case 'card':
        Object.assign(ticket, { cardId: step.messageId ?? id, cardHash: step.hash });
        break;
      case 'rename':
        ticket.topicName = step.name;
        break;
      case 'close-topic':
      case 'reopen-topic':
        ticket.topicClosed = step.do === 'close-topic';
        break;
      case 'react':
        step.line.reactionShown = step.emoji;
    }
    return true;
  }
}

const topic0 = { topicClosed: false, topicClaimedAt: null, cardId: null, cardHash: null };

type Event = (model: Model) => void;
const event: fc.Arbitrary<Event> = fc.oneof(
  fc.string().map(
    (words): Event =>
      (model) =>
        model.write(text(words || 'hello')),
  ),
  fc.constantFrom('a', 'b').map(
    (album): Event =>
      (model) =>
        model.write(photo(), album),
  ),
  fc.constant<Event>((model) => model.write(photo())),
  fc.nat().map(
    (at): Event =>
      (model) =>
        model.change(at, () => ({ content: text(`changed ${at}`) })),
  ),
  fc.nat().map(
    (at): Event =>
      (model) =>
        model.change(at, () => ({ deleted: true })),
  ),
  fc.boolean().map(
    (open): Event =>
      (model) =>
        void Object.assign(model.ticket, { open }),
  ),
  fc.nat(5).map(
    (card): Event =>
      (model) =>
        void Object.assign(model.wanted, { cardHash: `card ${card}` }),
  ),
  fc.constant<Event>((model) => model.step()),
  fc.constant<Event>((model) => model.step()),
  fc.constant<Event>((model) => model.step(true)),
  fc.constant<Event>((model) => model.tell()),
  fc.nat(40_000).map(
    (time): Event =>
      (model) =>
        model.passes(time),
  ),
);

describe('whatever happens meanwhile', () => {
  it('everything is shown in order, once, or once more for each crash, in one topic', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 60 }), (events) => {
        const model = new Model();
        for (const happens of events) happens(model);
        for (let left = 500; model.step(); left -= 1) if (left === 0) throw new Error('It does not end');
        while (model.untold.length > 0) model.tell();
        for (let left = 500; model.step(); left -= 1) if (left === 0) throw new Error('It does not end');

        const left = model.lines.filter(({ deleted }) => !deleted).map(({ id }) => id);
        const topics = model.topics.filter(({ gone }) => !gone);
        expect(topics.length).toBeLessThanOrEqual(1);
        const shows = topics[0]?.shows ?? [];
        if (!model.ticket.open && left.length === 0 && topics.length === 0) return;
        expect(topics).toHaveLength(1);
        // A topic that was closed by a process that died opens with the next words.
        if (model.crashes === 0) expect(topics[0]?.closed).toBe(!model.ticket.open);

        const all = shows.flatMap(({ lines }) => lines).filter((id) => left.includes(id));
        expect([...new Set(all)]).toEqual(left);
        expect(all.length).toBeLessThanOrEqual(left.length * (1 + model.crashes));
        if (model.crashes === 0) expect(all).toEqual(left);
        // The copy that is remembered says what the message says now.
        for (const one of model.lines.filter(({ deleted }) => !deleted)) {
          const copy = shows.find(({ id }) => id === one.copy?.messageId);
          const mates = model.lines.filter((mate) => mate.copy?.id === one.copy?.id && !mate.deleted);
          expect(copy?.hash).toBe(fingerprint(mates));
        }
        expect(planNext(model.view)).toBeNull();
      }),
      { numRuns: 2000 },
    );
  });
});
