import { readFileSync } from 'node:fs';
import { type Institution, Institutions } from '#core/institution.ts';
import { defaultInstitutions } from '#core/institutions.ts';

export function readInstitutions(path: string | undefined, mistakes: string[]): Institution[] {
  if (!path) return defaultInstitutions;
  try {
    const parsed = Institutions.safeParse(JSON.parse(readFileSync(path, 'utf8')));
    if (parsed.success) return parsed.data;
    for (const issue of parsed.error.issues) {
      mistakes.push(`INSTITUTIONS: ${path}: ${issue.path.join('.') || 'the file'}: ${issue.message}`);
    }
  } catch (error) {
    mistakes.push(`INSTITUTIONS: ${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
  return [];
}

/** HELPDESK_CHAT_ID is the operators' group of every institution that names none of its own. */
export const withDefaultGroup = <Any extends Institution>(institutions: readonly Any[], chatId: string | null): Any[] =>
  institutions.map((one) =>
    chatId && one.helpdesk.groups.length === 0 ? { ...one, helpdesk: { ...one.helpdesk, groups: [chatId] } } : one,
  );
