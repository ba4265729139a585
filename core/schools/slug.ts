import type { Db } from '../database.ts';

const LONGEST = 60;

/**
 * Gives schools their part of our addresses: `1399` for 1399.eljur.ru, the whole address with hyphens where another school has that.
 * @returns what gives each address a slug that nobody has; call it once for an address
 */
export async function slugs(db: Db): Promise<(host: string) => string> {
  const taken = new Set((await db.school.findMany({ select: { slug: true } })).map(({ slug }) => slug));
  return (host) => {
    const whole = hyphened(host);
    const candidates = [host.split('.')[0] ?? whole, whole];
    let slug = candidates.find((one) => one.length <= LONGEST && !taken.has(one));
    for (let count = 2; slug === undefined; count += 1) {
      const numbered = `${whole.slice(0, LONGEST - 8)}-${count}`;
      if (!taken.has(numbered)) slug = numbered;
    }
    taken.add(slug);
    return slug;
  };
}

const hyphened = (host: string): string => host.replaceAll('.', '-');
