const SENTENCE = /[.!?…\n]+(?=\s|$)|[\n;]+/u;
/** A sentence that is longer (in words) is cut at its commas and dashes too. */
const LONG_SENTENCE = 9;
const CLAUSE = /\s*[,:(){}]\s+|\s+[–—-]\s+/u;
/** A piece of fewer words says nothing by itself and stays with the next one. */
const SHORTEST_PIECE = 3;
/** A story's beginning and end tell most; no message needs more pieces. */
const MOST = 12;

/** The sentences and clauses of a long message; a short one is its only piece. */
export function pieces(text: string): string[] {
  const sentences = joined(text.split(SENTENCE));
  const clauses = joined(sentences.flatMap((one) => (words(one) > LONG_SENTENCE ? joined(one.split(CLAUSE)) : [one])));
  if (clauses.length <= 1) return [text];
  return clauses.length <= MOST ? clauses : [...clauses.slice(0, MOST / 2), ...clauses.slice(-MOST / 2)];
}

function joined(parts: readonly string[]): string[] {
  const made: string[] = [];
  let kept = '';
  for (const part of parts) {
    kept = `${kept} ${part}`.trim();
    if (words(kept) < SHORTEST_PIECE) continue;
    made.push(kept);
    kept = '';
  }
  if (kept !== '') made.push(kept);
  return made;
}

function words(text: string): number {
  return text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0;
}
