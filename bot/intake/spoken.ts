/** No command is longer. Characters. */
const LONGEST = 50;

/** Commands in plain words, as people type them who never use a slash. Whole messages only. */
const says: Record<string, string> = {
  help: 'помощь, помоги, помогите, помогите пожалуйста, хелп, справка, меню, главное меню, help, help me, help please, please help, menu, main menu',
  start: 'начать, старт, в начало, начать сначала, начать заново, с начала, сначала, start, start over, begin, restart',
  cancel: 'стоп, отмена, отменить, отмени, хватит, stop, cancel, abort',
};

const commands = new Map(
  Object.entries(says).flatMap(([name, texts]) => texts.split(', ').map((text): [string, string] => [text, name])),
);

/** Of these the ones that call somebody rather than ask for a list. */
const calls = new Set('помоги, помогите, помогите пожалуйста, help me, help please, please help'.split(', '));

/** A text's words in one spelling. */
const plainOf = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/[^\p{L}\s]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();

/** Whether a command in plain words is a cry for help, which the helpdesk hears too while it waits for words. */
export const callsForHelp = (text: string): boolean => text.length <= LONGEST && calls.has(plainOf(text));

/** The command that a text is, without its slash: «помощь» is /help; null for anything else. */
export function spokenCommand(text: string): string | null {
  if (text.length > LONGEST) return null;
  return commands.get(plainOf(text)) ?? null;
}
