import { ApiError, badRequest, forbidden } from './errors.ts';
import type { Params } from './params.ts';
import type { State, StoredGroup, StoredPerson } from './state.ts';

/** A chat that a call names. */
export type Target =
  | { readonly id: number; readonly person: StoredPerson; readonly group?: undefined }
  | { readonly id: number; readonly group: StoredGroup; readonly person?: undefined };

/** The chat that a parameter names. @throws ApiError when there is none, or the bot is not (or no longer) in it. */
export function findChat(state: State, params: Params, field = 'chat_id'): Target {
  const text = params.text(field);
  if (text === '') throw badRequest(`${field} is empty`);
  const id = /^-?\d+$/.test(text) ? Number(text) : 0;
  const person = state.people.get(id);
  if (person) return { id, person };
  const group = state.groups.get(id);
  if (!group || group.bot === 'absent') throw badRequest('chat not found');
  if (group.movedTo !== undefined) {
    const parameters = { migrate_to_chat_id: group.movedTo };
    throw new ApiError(400, 'Bad Request: group chat was upgraded to a supergroup chat', parameters);
  }
  if (group.bot === 'kicked') throw forbidden(`bot was kicked from the ${group.chat.type} chat`);
  if (group.bot === 'left') throw forbidden(`bot is not a member of the ${group.chat.type} chat`);
  return { id, group };
}

/** A chat that the bot reads from. A basic group that became a supergroup is still read. @throws ApiError */
export function sourceChat(state: State, params: Params, field = 'from_chat_id'): { readonly id: number } {
  const id = Number(params.text(field));
  return state.groups.get(id)?.movedTo === undefined ? findChat(state, params, field) : { id };
}

/** The chat to write to. @throws ApiError 403 for a person who does not want the bot's messages, or never wrote to it. */
export function recipient(state: State, params: Params): Target {
  const target = findChat(state, params);
  const { person } = target;
  if (!person) return target;
  if (person.gone) throw forbidden('user is deactivated');
  if (person.blocked) throw forbidden('bot was blocked by the user');
  if (!person.started) throw forbidden("bot can't initiate conversation with a user");
  if (params.integer('message_thread_id')) throw badRequest('message thread not found');
  return target;
}

/** The group that a call names. @throws ApiError for a private chat. */
export function findGroup(state: State, params: Params): StoredGroup {
  const { group } = findChat(state, params);
  if (!group) throw badRequest('method is available only for supergroups');
  return group;
}
