import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { hasOutline, outlineOf, widthOf } from '#bot/desk/stats/lettering.ts';
import { periodsOf } from '#bot/desk/stats/periods.ts';
import { pngOf, svgOf } from '#bot/desk/stats/picture.ts';
import { type Mark, SIZE, type Told } from '#bot/desk/stats/scene.ts';
import { sheetOf } from '#bot/desk/stats/sheet.ts';
import { inWords } from '#bot/desk/stats-report.ts';
import { TicketReason } from '#core/helpdesk/reason.ts';
import type { Figures } from '#core/helpdesk/stats.ts';
import { type Language, languages } from '#core/language.ts';
import { loadTexts } from '#locales/texts.ts';

const texts = loadTexts();
const NAMES = ['ИСУ', 'Школьный журнал'];

const days = (count: number, opened: (at: number) => number, closed: (at: number) => number): Figures['perDay'] =>
  Array.from({ length: count }, (_, at) => ({
    day: new Date(Date.UTC(2026, 10, 23 + at)).toISOString().slice(0, 10),
    opened: opened(at),
    closed: closed(at),
  }));

const busy: Figures = {
  ...{ open: 12, waiting: 5, opened: 41, closed: 35 },
  firstAnswer: { count: 40, median: 18, p90: 74 },
  resolution: { count: 35, median: 312, p90: 2980 },
  ratings: { counts: [1, 0, 2, 7, 21], mean: 4.516 },
  byReason: [
    { reason: 'person.not-found', count: 14 },
    { reason: 'asked', count: 11 },
    { reason: 'call.not-confirmed', count: 7 },
    { reason: 'curator.absent', count: 4 },
    { reason: 'person.several', count: 3 },
    { reason: 'faq.unhelpful', count: 2 },
  ],
  perDay: days(
    7,
    (at) => at + 2,
    (at) => 9 - at,
  ),
  byInstitution: [],
};

const quiet: Figures = {
  ...{ open: 0, waiting: 0, opened: 0, closed: 0, byReason: [], byInstitution: [] },
  firstAnswer: { count: 0, median: null, p90: null },
  resolution: { count: 0, median: null, p90: null },
  ratings: { counts: [0, 0, 0, 0, 0], mean: null },
  perDay: days(
    7,
    () => 0,
    () => 0,
  ),
};

const drawn = (figures: Figures, language: Language = 'ru'): Mark[] =>
  sheetOf({ figures, days: figures.perDay.length, names: NAMES, texts, language }, (minutes) =>
    inWords(minutes, texts, language),
  );

type Box = Extract<Mark, { kind: 'box' }> & { told: Told };
type Words = Extract<Mark, { kind: 'text' }>;
const isWords = (mark: Mark): mark is Words => mark.kind === 'text';
const boxes = (marks: Mark[], measure: Told['measure']): Box[] =>
  marks.filter((mark): mark is Box => mark.kind === 'box' && mark.told?.measure === measure);
const numbers = (marks: Mark[], measure: Told['measure']): Record<string, string> =>
  Object.fromEntries(
    marks
      .filter(isWords)
      .flatMap(({ told, text }) => (told?.measure === measure ? [[told.of ?? '', text] as const] : [])),
  );
const said = (marks: Mark[]): string[] => marks.filter(isWords).map(({ text }) => text);

describe('the picture of figures', () => {
  it('draws bars as long as the days’ numbers, and says each number', () => {
    const marks = drawn(busy);
    for (const measure of ['opened', 'closed'] as const) {
      const bars = boxes(marks, measure);
      expect(bars.map(({ told }) => [told.of, told.value])).toEqual(busy.perDay.map((one) => [one.day, one[measure]]));
      const [first] = bars;
      for (const { height, told } of bars) {
        expect(height / told.value).toBeCloseTo((first?.height ?? 0) / (first?.told.value ?? 1), 6);
      }
      expect(numbers(marks, measure)).toMatchObject(
        Object.fromEntries(busy.perDay.map((one) => [one.day, String(one[measure])])),
      );
    }
    // Both colours share one scale: the highest bar is the greatest number of all.
    const all = [...boxes(marks, 'opened'), ...boxes(marks, 'closed')];
    const highest = all.toSorted((one, other) => other.height - one.height)[0];
    expect(highest?.told.value).toBe(9);
    // Bars stand side by side, on one line.
    expect(new Set(all.map(({ y, height }) => Math.round(y + height))).size).toBe(1);
    const across = all.toSorted((one, other) => one.x - other.x);
    for (const [at, bar] of across.entries()) {
      const next = across[at + 1];
      if (next) expect(bar.x + bar.width).toBeLessThanOrEqual(next.x);
    }
  });

  it('says what is open, how long it took, what was rated and why people wrote', () => {
    const marks = drawn(busy);
    expect(numbers(marks, 'open')).toEqual({ '': '12' });
    expect(numbers(marks, 'waiting')['']).toMatch(/5/);
    expect(numbers(marks, 'opened')['']).toBe('41');
    expect(numbers(marks, 'closed')['']).toBe('35');
    expect(numbers(marks, 'mean')['']).toBe('4,5');
    expect(numbers(marks, 'answer')).toEqual({ median: '18 мин', p90: '74 мин' });
    expect(numbers(marks, 'resolution')).toEqual({ median: '5 ч', p90: '2 дн.' });
    const [median, p90] = boxes(marks, 'answer');
    expect((median?.width ?? 0) / (p90?.width ?? 1)).toBeCloseTo(18 / 74, 6);
    expect(numbers(marks, 'rating')).toEqual({ 1: '1', 2: '0', 3: '2', 4: '7', 5: '21' });
    // Nobody gave two stars: there is a number, and no bar.
    expect(boxes(marks, 'rating').map(({ told }) => told.of)).toEqual(['5', '4', '3', '1']);
    expect(numbers(marks, 'reason')).toEqual({
      ...{ 'person.not-found': '14', asked: '11', 'call.not-confirmed': '7', 'curator.absent': '4' },
      // Two rarer ones go together, and none is left out.
      other: '5',
    });
    const reasons = boxes(marks, 'reason');
    for (const { width, told } of reasons) expect(width / told.value).toBeCloseTo((reasons[0]?.width ?? 0) / 14, 6);
  });

  it('is calm about a time in which nothing was', () => {
    for (const language of languages) {
      const marks = drawn(quiet, language);
      expect(marks.filter((mark) => mark.kind === 'box' && mark.told)).toEqual([]);
      expect(said(marks)).toContain(texts.plain(language, 'stats-quiet'));
      expect(said(marks)).toContain(texts.plain(language, 'stats-ratings-none'));
      expect(said(marks).filter((text) => text === texts.plain(language, 'stats-spread-none'))).toHaveLength(2);
      expect(said(marks).join(' ')).not.toMatch(/NaN|null|Infinity|undefined/);
    }
  });

  it('gathers days into weeks and months as far as there is no room for each, and loses none', () => {
    const one = () => 1;
    const grains = [1, 7, 10, 11, 30, 75, 90, 366].map((count) => {
      const { grain, periods } = periodsOf(days(count, one, one), 'ru');
      expect(periods.reduce((sum, { opened }) => sum + opened, 0)).toBe(count);
      expect(periods.reduce((sum, { closed }) => sum + closed, 0)).toBe(count);
      expect(periods.length).toBeLessThanOrEqual(13);
      return grain;
    });
    expect(grains).toEqual(['days', 'days', 'days', 'weeks', 'weeks', 'weeks', 'months', 'months']);
    // 23 November 2026 is a Monday.
    const { periods } = periodsOf(days(14, one, one), 'ru');
    expect(periods.map(({ label, opened }) => [label, opened])).toEqual([
      ['23.11', 7],
      ['30.11', 7],
    ]);
  });

  it('keeps every mark on the sheet and every word readable, in both languages, for few and for many', () => {
    const many = (count: number): Figures => ({
      ...busy,
      ...{ open: 31_415, waiting: 27_182, opened: 431_415, closed: 427_182 },
      ratings: { counts: [99_999, 99_999, 99_999, 99_999, 99_999], mean: 3 },
      byReason: TicketReason.options.map((reason, at) => ({ reason, count: 90_000 - at })),
      perDay: days(
        count,
        () => 1999,
        () => 1888,
      ),
    });
    for (const language of languages) {
      for (const figures of [busy, quiet, many(7), many(84), many(366)]) {
        for (const mark of drawn(figures, language)) {
          if (mark.kind === 'box') {
            expect(mark.x).toBeGreaterThanOrEqual(0);
            expect(mark.x + mark.width).toBeLessThanOrEqual(SIZE.width);
            expect(mark.y + mark.height).toBeLessThanOrEqual(SIZE.height);
          }
          if (mark.kind !== 'text') continue;
          const width = widthOf(mark.text, mark.size, mark.weight);
          const left = mark.anchor === 'start' ? mark.x : mark.x - (mark.anchor === 'end' ? width : width / 2);
          expect(left).toBeGreaterThanOrEqual(0);
          expect(left + width).toBeLessThanOrEqual(SIZE.width);
          expect(mark.size).toBeGreaterThanOrEqual(11);
          // A number that is cut would be another number.
          if (mark.told) expect(`${mark.told.measure}: ${mark.text}`).not.toContain('…');
        }
      }
    }
  });
});

describe('letters', () => {
  it('have outlines for every sign of what may be drawn, in both languages', () => {
    for (const language of languages) {
      const all = [
        ...[...drawn(busy, language), ...drawn(quiet, language)].filter(isWords).map(({ text }) => text),
        ...TicketReason.options.map((reason) =>
          texts.plain(language, 'operators-reason', { reason: reason.replaceAll('.', '_') }),
        ),
        'АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдеёжзийклмнопрстуфхцчшщъыьэюя',
        'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.,:;—–…·«»“”’()%№',
      ];
      for (const weight of ['regular', 'bold'] as const) {
        const missing = [...new Set(all.join(''))].filter((sign) => !hasOutline(sign, weight));
        expect(missing.filter((sign) => sign.trim() !== '')).toEqual([]);
      }
    }
    expect(outlineOf('Щ', 0, 0, 100, 'regular')).toMatch(/^M.*Z$/);
    // A name from the settings may hold what the font has not: the rest is drawn.
    expect(outlineOf('ИСУ 🎓', 0, 100, 40, 'bold')).toBe(outlineOf('ИСУ ', 0, 100, 40, 'bold'));
  });

  it('are shapes: a machine without fonts draws the same', () => {
    const svg = svgOf(drawn(busy));
    expect(svg).not.toContain('<text');
    expect(svg).not.toContain('font');
    expect(svg).not.toContain('NaN');
  });
});

it('becomes a PNG of its size, light, and not blank', async () => {
  const png = await pngOf(drawn(busy, 'en'));
  expect(png.length).toBeLessThan(300_000);
  const { width, height, format } = await sharp(png).metadata();
  expect({ width, height, format }).toEqual({ ...SIZE, format: 'png' });
  const { data, info } = await sharp(png).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const at = (x: number, y: number) => [...data.subarray((y * info.width + x) * info.channels).subarray(0, 3)];
  const [bar] = boxes(drawn(busy, 'en'), 'opened');
  const [red = 0, , blue = 0] = bar ? at(Math.round(bar.x + bar.width / 2), Math.round(bar.y + bar.height / 2)) : [];
  expect(blue - red).toBeGreaterThan(60);
  // Words are dark on light: the title has both.
  const title = Array.from({ length: 300 }, (_, x) => at(48 + x, 85)).map(([one = 0]) => one);
  expect(Math.min(...title)).toBeLessThan(80);
  expect(Math.max(...title)).toBeGreaterThan(200);
});
