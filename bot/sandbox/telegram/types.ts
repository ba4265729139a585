/** Every shape that the sandbox's Telegram shows: the Bot API's own, what a phone shows, and how the world is set up. */
export type * from './api-types.ts';
export type * from './option-types.ts';
export type * from './view-types.ts';
