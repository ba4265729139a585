import { cutTo, type Weight, widthOf } from './lettering.ts';

/** Whose figure a mark draws: what tests compare with what was given. */
export interface Told {
  measure: 'open' | 'waiting' | 'opened' | 'closed' | 'answer' | 'resolution' | 'rating' | 'mean' | 'reason';
  /** The day, the star, the reason, `median` or `p90`. */
  of?: string;
  value: number;
}

/** Something drawn, in pixels of the picture. */
export type Mark =
  | {
      kind: 'box';
      x: number;
      y: number;
      width: number;
      height: number;
      round: number;
      fill: string;
      told?: Told;
    }
  | {
      kind: 'text';
      x: number;
      /** Of the baseline. */
      y: number;
      text: string;
      size: number;
      weight: Weight;
      fill: string;
      anchor: 'start' | 'middle' | 'end';
      told?: Told;
    }
  | { kind: 'star'; x: number; y: number; size: number; fill: string };

export const SIZE = { width: 1280, height: 1600 };

/** A sheet of paper: as calm in a dark chat as in a light one. Contrast of all words is at least 4.5:1. */
export const colours = {
  paper: '#f3f5f7',
  card: '#ffffff',
  ink: '#1d2733',
  quiet: '#5a6675',
  line: '#dbe1e7',
  opened: '#2f6fb3',
  closed: '#3d9a7a',
  late: '#8db4dc',
  star: '#d99a1c',
  track: '#edf0f3',
} as const;

/** The smallest letters: about nine points in a phone's chat. */
export const SMALL = 34;

export interface TextWish {
  size?: number;
  weight?: Weight;
  fill?: string;
  anchor?: 'start' | 'middle' | 'end';
  /** It is made smaller down to `smallest`, and then cut, to be no wider. */
  within?: number;
  smallest?: number;
  told?: Told;
}

export function text(x: number, y: number, words: string, wish: TextWish = {}): Mark {
  const { size = SMALL, weight = 'regular', fill = colours.ink, anchor = 'start', told } = wish;
  const { within = SIZE.width, smallest = size } = wish;
  const fitting = Math.max(smallest, Math.min(size, (size * within) / Math.max(1, widthOf(words, size, weight))));
  const fitted = cutTo(words, within + 1, fitting, weight);
  return { kind: 'text', x, y, text: fitted, size: fitting, weight, fill, anchor, ...(told ? { told } : {}) };
}

export const box = (
  [x, y, width, height]: readonly [number, number, number, number],
  fill: string,
  round = 0,
  told?: Told,
): Mark => ({ kind: 'box', x, y, width, height, round, fill, ...(told ? { told } : {}) });

export const card = (place: readonly [number, number, number, number]): Mark => box(place, colours.card, 28);
