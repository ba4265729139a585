import { z } from 'zod';
import { deskCommands } from '#bot/desk/command-words.ts';
import type { Institution } from '#core/institution.ts';
import { type Language, languages } from '#core/language.ts';
import type { Texts } from '#locales/texts.ts';
import { ME_TIMEOUT, type Transport } from './transport.ts';

export const commands = [
  'start',
  'pass',
  'children',
  'recover',
  'faq',
  'helpdesk',
  'help',
  'language',
  'privacy',
  'cancel',
] as const;

const Me = z.object({ id: z.number(), username: z.string() });

type Calling = Pick<Transport, 'call'>;

/** Who the token makes us. */
export async function whoAmI({ call }: Calling): Promise<z.infer<typeof Me>> {
  return Me.parse(await call('getMe', {}, AbortSignal.timeout(ME_TIMEOUT)));
}

/** Tells Telegram the commands and what the bot is, in both languages; English for everybody else. */
export async function introduce({ call }: Calling, texts: Texts): Promise<void> {
  const say = async (language: Language, language_code?: string): Promise<void> => {
    const code = language_code ? { language_code } : {};
    const list = commands.map((command) => ({ command, description: texts.plain(language, `command-${command}`) }));
    await call('setMyCommands', { commands: list, ...code });
    await call('setMyShortDescription', { short_description: texts.plain(language, 'bot-about'), ...code });
    await call('setMyDescription', { description: texts.plain(language, 'bot-description'), ...code });
  };
  await say('en');
  for (const language of languages) await say(language, language);
}

/** Tells Telegram the operators' commands for each of their groups, in the operators' language. @throws for the first group that does not take them */
export async function introduceDesk(
  { call }: Calling,
  texts: Texts,
  institutions: readonly Institution[],
): Promise<void> {
  for (const { helpdesk } of institutions) {
    const list = deskCommands.map((command) => ({
      command,
      description: texts.plain(helpdesk.language, `command-desk-${command}`),
    }));
    for (const group of helpdesk.groups) {
      await call('setMyCommands', { commands: list, scope: { type: 'chat', chat_id: Number(group) } });
    }
  }
}
