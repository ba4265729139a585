export interface Filled {
  status: number;
  /** The page that answers. */
  text: string;
}

/** Fills a page of ours in as a person does: what the form holds already, and what they type. A page that does not open is what it answers itself. */
export async function fills(page: string, typed: Readonly<Record<string, string>>): Promise<Filled> {
  const shown = await fetch(page);
  const html = await shown.text();
  if (!shown.ok) return { status: shown.status, text: html };
  const hidden = [...html.matchAll(/<input[^>]*type="hidden"[^>]*>/g)].map(([input]): [string, string] => [
    /name="([^"]*)"/.exec(input)?.[1] ?? '',
    /value="([^"]*)"/.exec(input)?.[1] ?? '',
  ]);
  return sends(page, [...hidden, ...Object.entries(typed)]);
}

/** Sends a form without having looked at the page. */
export async function sends(page: string, fields: readonly (readonly [string, string])[]): Promise<Filled> {
  const body = new URLSearchParams(fields.map(([name, value]): [string, string] => [name, value]));
  const answer = await fetch(page, { method: 'POST', body });
  return { status: answer.status, text: await answer.text() };
}
