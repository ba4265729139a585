import { randomInt } from 'node:crypto';
import type { StoredGroup, StoredPerson } from './stored.ts';
import type { GroupOptions, PersonProfile } from './types.ts';

/** Somebody who has never written to the bot. */
export function newPerson(profile: PersonProfile, id: number): StoredPerson {
  const { firstName, lastName, username, languageCode = 'ru', phone } = profile;
  const names = { ...(lastName ? { last_name: lastName } : {}), ...(username ? { username } : {}) };
  return {
    user: { id, is_bot: false, first_name: firstName, ...names, language_code: languageCode },
    ...(phone ? { phone } : {}),
    started: false,
    blocked: false,
    keyboard: null,
    answers: [],
  };
}

/** A group without members and topics. */
export function newGroup(
  { title, kind = 'supergroup', forum = true, bot = 'administrator' }: GroupOptions,
  id: number,
) {
  if (id >= 0) throw new Error("A group's id is negative");
  const topics = forum && kind === 'supergroup' ? { is_forum: true as const } : {};
  const group: StoredGroup = {
    chat: { id, type: kind, title, ...topics },
    bot,
    rights: { canManageTopics: true, canDeleteMessages: true, canPinMessages: true },
    members: [],
    topics: [],
    pinned: [],
    lastMessageId: 0,
  };
  return group;
}

export function freePersonId(taken: { has(id: number): boolean }): number {
  const id = randomInt(100_000_000, 7_000_000_000);
  return taken.has(id) ? freePersonId(taken) : id;
}

export function freeGroupId(taken: { has(id: number): boolean }, kind: 'supergroup' | 'group' = 'supergroup'): number {
  const number = randomInt(1_000_000_000, 3_000_000_000);
  const id = kind === 'supergroup' ? -1_000_000_000_000 - number : -number;
  return taken.has(id) ? freeGroupId(taken, kind) : id;
}
