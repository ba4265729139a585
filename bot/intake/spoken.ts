/** Commands in plain words, as people type them who never use a slash. Whole messages only. */
const says: Record<string, string> = {
  help: 'помощь, помоги, помогите, помогите пожалуйста, хелп, справка, меню, главное меню, help, help me, help please, please help, menu, main menu',
  start: 'начать, старт, в начало, начать сначала, начать заново, с начала, сначала, start, start over, begin, restart',
  cancel: 'стоп, отмена, отменить, отмени, хватит, stop, cancel, abort',
};

const commands = new Map(
  Object.entries(says).flatMap(([name, texts]) => texts.split(', ').map((text): [string, string] => [text, name])),
);

/** The command that a text is, without its slash: «помощь» is /help; null for anything else. */
export function spokenCommand(text: string): string | null {
  if (text.length > 50) return null;
  const plain = text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/[^\p{L}\s]/gu, ' ');
  return commands.get(plain.replace(/\s+/g, ' ').trim()) ?? null;
}
