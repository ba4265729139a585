/** The only source of time in the house; tests move it. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

export const seconds = (count: number): number => count * 1000;
export const minutes = (count: number): number => seconds(count * 60);
export const hours = (count: number): number => minutes(count * 60);
export const days = (count: number): number => hours(count * 24);

/** `date` moved by `milliseconds`, which may be negative. */
export const after = (date: Date, milliseconds: number): Date => new Date(date.getTime() + milliseconds);
