import type { Language } from '#core/language.ts';
import { loadTexts, type TextArgs } from '#locales/texts.ts';
import type { Actor } from './actor.ts';
import type { NewPerson, World } from './world.ts';

/** The two ways in which every story runs: over both frameworks, and in both languages. */
export const ways = [
  { framework: 'grammy', language: 'ru' },
  { framework: 'telegraf', language: 'en' },
] as const;

export const LINE = '+78005553535';
export const PASSWORD = 'correct horse battery staple 7';

const texts = loadTexts();
const mark = (name: string): string => `\uE000${name}\uE001`;

/** Arguments that a test did not name stand for anything. */
const anything = (given: TextArgs): TextArgs =>
  new Proxy(given, {
    getOwnPropertyDescriptor: (target, name) =>
      Reflect.getOwnPropertyDescriptor(target, name) ?? { value: '', configurable: true, enumerable: true },
    get: (target, name) => Reflect.get(target, name) ?? mark(String(name)),
  });

/** As a regular expression finds it. */
export const literally = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** What people read in one language: `button` is a label, `text` matches a message that holds this text. */
export const words = (language: Language) => ({
  language,

  button: (key: string, args: TextArgs = {}): string => texts.plain(language, `button-${key}`, args),

  text(key: string, args: TextArgs = {}): RegExp {
    const shown = texts.plain(language, key, anything(args)).replace(/<[^>]+>/g, '');
    return new RegExp(
      shown
        .trim()
        .split(/\uE000[^\uE001]*\uE001/)
        .map(literally)
        .join('[^]*?'),
    );
  },
});

export type Words = ReturnType<typeof words>;

/** Somebody in the chat, with the words of their language and addresses of their own. */
export interface Guest {
  anna: Actor;
  say: Words;
  mail: string;
  corporate: string;
  staffMail: string;
  /** As the bot names it when it asks whether that is the person. */
  role: 'student' | 'staff' | 'both' | 'other';
}

let guests = 0;

function roleOf(roles: NewPerson['roles'] = ['student']): Guest['role'] {
  const known = roles.filter((role) => role === 'student' || role === 'staff');
  return known.length === 2 ? 'both' : (known[0] ?? 'other');
}

export async function guest(world: World, language: Language, options: NewPerson = {}): Promise<Guest> {
  guests += 1;
  const name = `guest${guests}`;
  const anna = await world.person({ languageCode: language, ...options });
  return {
    anna,
    say: words(language),
    mail: `${name}@example.org`,
    corporate: `${name}@student.sechenov.ru`,
    staffMail: `${name}@staff.sechenov.ru`,
    role: roleOf(options.roles),
  };
}

export const university = (language: Language): string =>
  language === 'ru' ? 'Сеченовский университет' : 'Sechenov University';

/** Opens the newest letter's link and presses the button there. */
export async function confirms(world: World, mail: string): Promise<void> {
  const { status } = await world.confirms((await world.letter(mail)).link);
  if (status !== 200) throw new Error(`The link in the letter to ${mail} answered ${status}`);
}

/** The steps of the way, in order; each function leads on to the next. */
const way: [string, (world: World, guest: Guest) => PromiseLike<unknown>][] = [
  ['institution', (_world, { anna, say }) => anna.opens('/start').expects(say.text('welcome-institution'))],
  ['consent', (_world, { anna, say }) => anna.presses(university(say.language)).expects(say.text('welcome-consent'))],
  ['phone', (_world, { anna, say }) => anna.presses(say.button('agree')).expects(say.text('register-phone'))],
  ['call', (_world, { anna, say }) => anna.types(anna.phone).expects(say.text('register-call'))],
  [
    'email',
    async (world, { anna, say }) => {
      await rings(world, anna);
      await anna.expects(say.text('register-email'));
    },
  ],
  ['letter', (_world, { anna, say, mail }) => anna.types(mail).expects(say.text('register-letter', { email: mail }))],
  [
    'name',
    async (world, { anna, say, mail, role }) => {
      await confirms(world, mail);
      await anna.expects(say.text('register-name', { name: anna.name, role }));
    },
  ],
  [
    'password',
    (_world, { anna, say }) => anna.presses(say.button('name-right')).expects(say.text('register-password')),
  ],
  [
    'status',
    async (world, { anna, say }) => {
      await world.setsPassword(await passwordPage({ anna, say }), PASSWORD);
      await anna.expects(say.text('authorize-owed'));
    },
  ],
  [
    'address',
    (_world, { anna, say }) =>
      anna.presses(say.button('link-email', { domain: 'student.sechenov.ru' })).expects(say.text('authorize-address')),
  ],
  [
    'corporate letter',
    (_world, { anna, say, corporate }) =>
      anna.types(corporate).expects(say.text('authorize-letter', { email: corporate })),
  ],
  [
    'home',
    async (world, { anna, say, corporate }) => {
      await confirms(world, corporate);
      await anna.expects(say.text('authorize-done'));
      await anna.picture();
    },
  ],
];

export const steps = way.map(([step]) => step);

/** What each step asks, by the key of its text. */
export const asks: Record<string, string> = {
  institution: 'welcome-institution',
  consent: 'welcome-consent',
  phone: 'register-phone',
  call: 'register-call',
  email: 'register-email',
  letter: 'register-letter',
  name: 'register-name',
  password: 'register-password',
  status: 'authorize-owed',
  address: 'authorize-address',
  'corporate letter': 'authorize-letter',
  home: 'home',
};

/** Leads a guest on until the step is in front of them. `from`: the step they are at now. */
export async function goesOn(world: World, who: Guest, to: string, from?: string): Promise<Guest> {
  const last = steps.indexOf(to);
  if (last < 0) throw new Error(`No step '${to}'`);
  for (const [, lead] of way.slice(from === undefined ? 0 : steps.indexOf(from) + 1, last + 1)) {
    await lead(world, who);
    // Also what comes after the question: nobody answers in the middle of it.
    await world.delivered(who.anna.person.id);
  }
  return who;
}

/** A new guest who has just been brought to this step, through the chat. */
export async function atStep(
  world: World,
  step: string,
  language: Language = 'ru',
  options: NewPerson = {},
): Promise<Guest> {
  return goesOn(world, await guest(world, language, options), step);
}

/** Rings the bot's line from the person's phone, or another. */
export const rings = (world: World, anna: Actor, from = anna.phone) => world.telephone.call({ from, to: LINE });

/** The address behind the button that leads to the password page. */
export async function passwordPage({ anna, say }: Pick<Guest, 'anna' | 'say'>): Promise<string> {
  const { button } = await anna.button(say.button('password'));
  return button.url ?? button.web_app?.url ?? '';
}

/** The chat's conversation as it stands in the database. */
export const conversationOf = (world: World, { person }: Actor) =>
  world.database.prisma.conversation.findFirstOrThrow({ where: { chatId: person.id } });

export const MINUTE = 60_000;
