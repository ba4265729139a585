import { z } from 'zod';
import { DeedBodies, isDeed, perform } from './deeds.ts';
import { groupHand } from './hands.ts';
import { messageView } from './message-view.ts';
import type { Bilingual, Deed, Desk, DeskAction, DeskRequest, Message, Topic } from './page/protocol.ts';
import type { ChatMessage, SandboxGroup, SandboxPerson, TelegramWorld } from './telegram/world.ts';
import { toastsOf } from './views.ts';

interface SandboxOperator {
  id: number;
  /** As Telegram knows them. */
  firstName: string;
  name: Bilingual;
  senior: boolean;
}

/** Who answers in the sandbox's helpdesk. */
export const sandboxOperators: readonly SandboxOperator[] = [
  { id: 5_000_000_901, firstName: 'Ольга', name: { ru: 'Ольга', en: 'Olga' }, senior: true },
  { id: 5_000_000_902, firstName: 'Игорь', name: { ru: 'Игорь', en: 'Igor' }, senior: false },
];

/** The operators' group, unless HELPDESK_CHAT_ID names another. */
export const SANDBOX_DESK_ID = -1_002_000_000_001;

const Name = z.string().trim().min(1).max(128);
const DeskActionBody = z.discriminatedUnion('do', [
  ...DeedBodies,
  z.strictObject({ do: z.enum(['close-topic', 'reopen-topic', 'delete-topic']) }),
  z.strictObject({ do: z.literal('rename-topic'), name: Name }),
  z.strictObject({ do: z.enum(['remove-bot', 'return-bot', 'demote-bot', 'upgrade']) }),
]);
/** What the page may ask an operator to do. */
export const DeskBody: z.ZodType<DeskRequest> = z.strictObject({
  as: z.number().int(),
  thread: z.number().int().min(0),
  action: DeskActionBody,
});

export interface SandboxDesk {
  /** Whether this group is the operators', or was before it moved. */
  is(groupId: number): boolean;
  /** Where it is now. */
  readonly id: number;
  isOperator(personId: number): boolean;
  view(): Desk;
  /** What stands in a topic, the oldest first; 0 for General. */
  messages(thread: number): Message[];
  /** Throws when a phone would not let them. */
  act(request: DeskRequest): Promise<void>;
}

/** The operators' forum group in the sandbox's Telegram: made when it is first asked for, and kept with the rest of its state. */
export function sandboxDesk(telegram: TelegramWorld, id: number = SANDBOX_DESK_ID): SandboxDesk {
  const kind = String(id).startsWith('-100') ? 'supergroup' : 'group';
  const people = new Map(sandboxOperators.map((one) => [one.id, telegram.person(one)] as const));
  const first = telegram.group({ id, title: 'Helpdesk · Поддержка', kind });
  for (const { id: operator, senior } of sandboxOperators) {
    if (!first.members().some((member) => member.id === operator)) {
      first.join({ id: operator }, senior ? 'administrator' : 'member');
    }
  }

  /** A group that was upgraded lives on under another id. */
  function group(): SandboxGroup {
    return first.movedTo === undefined ? first : telegram.group({ id: first.movedTo, title: first.title });
  }

  function operator(personId: number): SandboxPerson {
    const found = people.get(personId);
    if (!found) throw new Error('Only operators act in this group');
    return found;
  }

  return {
    is: (groupId) => groupId === first.id || groupId === first.movedTo,
    get id() {
      return group().id;
    },
    isOperator: (personId) => people.has(personId),
    view() {
      const here = group();
      return {
        id: here.id,
        title: here.title,
        kind: here.kind,
        bot: here.bot === 'administrator' || here.bot === 'member' ? here.bot : 'absent',
        operators: sandboxOperators.map(({ id: personId, name, senior }) => ({
          ...{ id: personId, name, senior },
          toasts: toastsOf(operator(personId)),
        })),
        commands: telegram.profile('', here.id).commands,
        topics: topicsOf(here),
      };
    },
    messages: (thread) =>
      group()
        .messages(thread === 0 ? null : thread)
        .filter(({ deleted }) => !deleted)
        .map((message) => messageView(message, true)),
    async act({ as, thread, action }) {
      const person = operator(as);
      if (isDeed(action)) await perform(groupHand(group(), person, thread), action);
      else manage(group(), person, thread, action);
    },
  };
}

function topicsOf(group: SandboxGroup): Topic[] {
  const standing = new Map<number, ChatMessage[]>();
  for (const message of group.messages()) {
    const thread = message.threadId ?? 0;
    const here = standing.get(thread);
    if (message.deleted) continue;
    if (here) here.push(message);
    else standing.set(thread, [message]);
  }
  const topic = (thread: number, name: string, closed: boolean): Topic => {
    const messages = standing.get(thread) ?? [];
    const last = messages.at(-1);
    return {
      ...{ thread, name, closed },
      date: last?.date ?? 0,
      last: last ? messageView(last, true) : null,
      fromBot: messages.filter(({ from, service }) => from === 'bot' && !service).length,
    };
  };
  const found = group
    .topics()
    .filter(({ deleted }) => !deleted)
    .map(({ threadId, name, closed }) => topic(threadId, name, closed))
    .sort((one, other) => other.date - one.date || other.thread - one.thread);
  return [...found, topic(0, 'General', false)];
}

function manage(group: SandboxGroup, person: SandboxPerson, thread: number, action: Exclude<DeskAction, Deed>): void {
  const member = group.as(person);
  switch (action.do) {
    case 'close-topic':
      member.closeTopic(thread);
      return;
    case 'reopen-topic':
      member.reopenTopic(thread);
      return;
    case 'delete-topic':
      member.deleteTopic(thread);
      return;
    case 'rename-topic':
      member.renameTopic(thread, action.name);
      return;
    case 'remove-bot':
      group.removeBot();
      return;
    case 'return-bot':
      group.addBot('administrator');
      return;
    case 'demote-bot':
      group.addBot('member');
      return;
    case 'upgrade':
      group.upgrade();
  }
}
