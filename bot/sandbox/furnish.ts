import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { z } from 'zod';
import { gate } from '#core/access/gate.ts';
import { type Clock, minutes } from '#core/clock.ts';
import type { Institution } from '#core/institution.ts';
import { readPeopleCsv } from '#core/people/csv.ts';
import { importPeople } from '#core/people/import.ts';
import type { Secrets } from '#core/secrets.ts';
import type { Database } from '#prisma/open.ts';
import { sandboxDirectory } from './directory.ts';
import { furnishSchool } from './school.ts';

export interface FurnishDeps {
  database: Database;
  clock: Clock;
  secrets: Secrets;
  institutions: readonly Institution[];
  dataDir: string;
  /** The sandbox's bot: in one chat with it sits the school's curator. */
  botId: bigint;
}

const GateKeys = z.object({ first: z.string(), second: z.string() });
export type GateKeys = z.infer<typeof GateKeys>;

/** What the sandbox's house needs before anybody comes: a made-up directory and made-up schools, once, and two turnstiles with their keys. */
export async function furnish({
  database,
  clock,
  secrets,
  institutions,
  dataDir,
  botId,
}: FurnishDeps): Promise<GateKeys> {
  const university = institutions.find((one) => one.kind === 'university');
  const institutionId = university?.id ?? institutions[0]?.id ?? '';

  if (university && (await database.prisma.person.count({ where: { institutionId } })) === 0) {
    const rows = readPeopleCsv(Readable.from([Buffer.from(sandboxDirectory())]));
    await database.prisma.$transaction((db) => importPeople({ db, clock })(rows, { institutionId }), {
      timeout: minutes(1),
    });
  }

  const journal = institutions.find((one) => one.kind === 'school');
  if (journal) {
    await database.prisma.$transaction(
      (db) => furnishSchool({ db, clock, secrets, institutionId: journal.id, botId }),
      { timeout: minutes(1) },
    );
  }

  const file = join(dataDir, 'sandbox-gates.json');
  const known = existsSync(file) ? GateKeys.safeParse(JSON.parse(readFileSync(file, 'utf8'))) : null;
  return database.prisma.$transaction(async (db) => {
    const gates = gate({ db, clock, secrets });
    if (
      known?.success &&
      (await gates.authenticate(known.data.first)) &&
      (await gates.authenticate(known.data.second))
    ) {
      return known.data;
    }
    const add = async (name: string): Promise<string> => {
      const added = await gates.add(institutionId, `${name} ${clock.now().toISOString()}`);
      if (!added.ok) throw new Error(`The sandbox's turnstile cannot be made: ${added.error}`);
      return added.value.key;
    };
    const keys = { first: await add('Sandbox A'), second: await add('Sandbox B') };
    writeFileSync(file, JSON.stringify(keys), { mode: 0o600 });
    return keys;
  });
}
