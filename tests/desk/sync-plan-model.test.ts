import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fingerprint, type Line, planNext, type View } from '#bot/desk/sync/plan.ts';
import type { Content } from '#core/helpdesk/content.ts';
import { line, NOW, none, photo, text } from './plan-lines.ts';

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
      if (found && step.do === 'edit')
        Object.assign(found, { lines: step.lines.map((one) => one.id), hash: step.hash });
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
