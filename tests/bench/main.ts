import { onDatabase } from './database.ts';
import { benchEnumeration } from './enumeration.ts';
import { benchFaq } from './faq.ts';
import { benchImport } from './import.ts';
import { benchJourney } from './journey.ts';
import { benchPass } from './pass.ts';
import { benchSchools } from './schools.ts';
import { benchSheets } from './sheets.ts';

const benches: Record<string, (...given: string[]) => Promise<unknown>> = {
  journey: benchJourney,
  pass: benchPass,
  sheets: benchSheets,
  schools: () => onDatabase(benchSchools),
  enumeration: () => onDatabase(benchEnumeration),
  faq: benchFaq,
  import: () => onDatabase(({ url }) => benchImport(url)),
};

const [asked, ...given] = process.argv.slice(2);
const names = asked === undefined ? Object.keys(benches) : [asked];
for (const name of names) {
  const bench = benches[name];
  if (!bench) throw new Error(`There is no bench “${name}”: ${Object.keys(benches).join(', ')}`);
  await bench(...given);
  console.log();
}
