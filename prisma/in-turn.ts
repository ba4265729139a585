type Ask = (...args: unknown[]) => unknown;

/**
 * Lets the questions of one connection wait for each other. Prisma asks for several relations of a record at once (`include: { person: true, school: true }`),
 * in a transaction on its only connection. A connection answers one question at a time: pg keeps the others in a queue of its own, warns of it, and from 9.0 on refuses them.
 * What comes with a callback asks for itself, as pg's pool does, and passes straight.
 */
export function inTurn(ask: Ask): Ask {
  let last: Promise<unknown> = Promise.resolve();
  return (...args) => {
    if (typeof args.at(-1) === 'function') return ask(...args);
    const answer = last.then(() => ask(...args));
    // Whoever asked hears of a failure; the next question is asked all the same.
    last = answer.catch(() => {});
    return answer;
  };
}
