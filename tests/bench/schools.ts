import { randomUUID } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { schools } from '#core/schools/schools.ts';
import { schoolSearch } from '#core/schools/search.ts';
import type { TestDatabase } from '#tests/support/server.ts';
import { figure, quantile, table } from './report.ts';

const SCHOOLS = 50_000;
const SEARCHES = 2000;
const INSTITUTION = 'bench';

const REGIONS = (
  'Москва|Санкт-Петербург|Московская область, Химки|Московская область, Подольск|Республика Татарстан, Казань|' +
  'Республика Башкортостан, Уфа|Самарская область, Тольятти|Самарская область, Самара|Свердловская область, Екатеринбург|' +
  'Новосибирская область, Новосибирск|Нижегородская область, Нижний Новгород|Ростовская область, Ростов-на-Дону|' +
  'Краснодарский край, Сочи|Краснодарский край, Краснодар|Пермский край, Пермь|Хабаровский край, Хабаровск|' +
  'Приморский край, Владивосток|Удмуртская Республика, Ижевск|Удмуртская Республика, Воткинск|Омская область, Омск'
).split('|');
const SYLLABLES = 'бе ва го де жи за ки ло му на ос пе ри со ти ук фе ха це чи ша щу яр лин ков град бор'.split(' ');
const PEOPLE = (
  'А. С. Пушкина|Л. Н. Толстого|М. Ю. Лермонтова|Ю. А. Гагарина|П. И. Чайковского|Г. К. Жукова|В. Ф. Маргелова|А. В. Суворова|' +
  'М. В. Ломоносова|С. П. Королёва|И. И. Мечникова|Н. И. Лобачевского|В. М. Шукшина|С. А. Есенина|А. П. Чехова|М. А. Шолохова'
).split('|');
const KINDS = ['Школа', 'Школа', 'Школа', 'Гимназия', 'Лицей', 'МБОУ СОШ'];

/** The same numbers in every run. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

/**
 * Prints how long it takes to find a school among 50,000: with the statement that asks whether the index is fresh and the one
 * that reads what was found, on the tests' PostgreSQL.
 */
export async function benchSchools({ prisma }: TestDatabase): Promise<void> {
  const roll = dice(7);
  const one = <T>(of: readonly T[]): T => of[roll(of.length)] as T;
  const word = (): string => {
    const name = Array.from({ length: 2 + roll(3) }, () => one(SYLLABLES)).join('');
    return name.charAt(0).toUpperCase() + name.slice(1);
  };
  // A place has towns of its own, as many words as a country has.
  const places = Array.from({ length: 2000 }, (_, at) =>
    at < 600 ? one(REGIONS) : `${one(REGIONS).split(',')[0]}, ${word()}`,
  );
  const made = Array.from({ length: SCHOOLS }, (_, at) => {
    const number = String(1 + roll(roll(4) === 0 ? 2000 : 120));
    const honoured = roll(3) === 0 ? ` им. ${roll(2) === 0 ? one(PEOPLE) : `А. Б. ${word()}а`}` : '';
    return {
      ...{ id: randomUUID(), institutionId: INSTITUTION, slug: `bench-${at}`, host: `s${at}.journal.example` },
      ...{ number, name: `${one(KINDS)} № ${number}${honoured}`, region: one(places) },
    };
  });
  for (let at = 0; at < SCHOOLS; at += 5000) await prisma.school.createMany({ data: made.slice(at, at + 5000) });
  await prisma.$executeRaw`ANALYZE "School"`;

  let index = schoolSearch();
  const pauses = watchPauses();
  const began = performance.now();
  await index.warm((work) => prisma.$transaction(work), INSTITUTION);
  const built = performance.now() - began;
  const pause = await pauses.stop();

  const queries: Record<string, () => string> = {
    'number and place': () => question(one(made), ({ number, region }) => `школа ${number} ${town(region)}`),
    'number alone': () => one(made).number,
    'name and place, a typing error': () =>
      question(one(made), ({ name, region }) => `${mistyped(name, roll)} ${town(region)}`),
    'in Latin letters': () =>
      `gimnaziya ${one(['pushkina', 'tolstogo', 'zhukova', 'tchaikovsky'])} ${one(['kazan', 'moscow', 'ufa'])}`,
    'a place alone': () => town(one(made).region),
    'the beginning of a word': () => town(one(made).region).slice(0, 3),
    'eight words, none of them fits': () => 'где учится наша любимая дочка Анна Петрова шестой',
    address: () => one(made).host,
  };
  const rows: string[][] = [['ms', 'p50', 'p95', 'p99', 'max', 'found']];
  const all: number[] = [];
  let worst = { time: 0, query: '' };
  for (const [kind, make] of Object.entries(queries)) {
    const times: number[] = [];
    let found = 0;
    for (let count = 0; count < SEARCHES / Object.keys(queries).length; count += 1) {
      const query = make();
      await turn();
      const start = performance.now();
      const answer = await prisma.$transaction((db) => schools({ db, search: index }).search(INSTITUTION, query));
      const time = performance.now() - start;
      times.push(time);
      if (answer.length > 0) found += 1;
      if (time > worst.time) worst = { time, query };
    }
    all.push(...times);
    rows.push([kind, ...figures(times), `${Math.round((found / times.length) * 100)} %`]);
  }
  rows.push(['all', ...figures(all), '']);

  console.log(`${SCHOOLS.toLocaleString('en')} schools, ${all.length} searches`);
  table(rows);
  console.log(`  the slowest: “${worst.query}”`);
  console.log(`  index built in ${Math.round(built)} ms, longest pause of other work ${Math.round(pause)} ms`);
  const changed = performance.now();
  await prisma.school.update({ where: { id: one(made).id }, data: { name: 'Школа «Чебурашка»' } });
  const [fresh] = await prisma.$transaction((db) => schools({ db, search: index }).search(INSTITUTION, 'чебурашка'));
  console.log(
    `  a changed school is found after ${figure(performance.now() - changed)} ms${fresh ? '' : ': NOT FOUND'}`,
  );
  const full = heap();
  index = schoolSearch();
  console.log(`  the index takes ${Math.round(full - heap())} MB`);
  await prisma.school.deleteMany({ where: { institutionId: INSTITUTION } });
}

setFlagsFromString('--expose-gc');
const collect: unknown = runInNewContext('gc');

/** What is in use, in MB. */
function heap(): number {
  if (typeof collect === 'function') collect();
  return process.memoryUsage().heapUsed / 2 ** 20;
}

const figures = (times: number[]): string[] => [0.5, 0.95, 0.99, 1].map((share) => figure(quantile(times, share)));
const town = (region: string): string => region.split(', ').at(-1) ?? region;
const question = <T>(school: T, ask: (school: T) => string): string => ask(school);

/** Two neighbouring letters change places in the longest word. */
function mistyped(name: string, roll: (sides: number) => number): string {
  const longest = name.split(' ').reduce((one, other) => (other.length > one.length ? other : one), '');
  const at = 1 + roll(Math.max(1, longest.length - 3));
  return name.replace(
    longest,
    longest.slice(0, at) + longest.charAt(at + 1) + longest.charAt(at) + longest.slice(at + 2),
  );
}

/** The longest time for which nothing else could run. */
function watchPauses(): { stop(): Promise<number> } {
  let longest = 0;
  let running = true;
  const watching = (async () => {
    while (running) {
      const start = performance.now();
      await turn();
      longest = Math.max(longest, performance.now() - start);
    }
  })();
  return {
    async stop() {
      running = false;
      await watching;
      return longest;
    },
  };
}
