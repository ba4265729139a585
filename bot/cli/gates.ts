import { type Command, InvalidArgumentError } from 'commander';
import { gate } from '#core/access/gate.ts';
import type { Secrets } from '#core/secrets.ts';
import type { CliContext } from './context.ts';

export type GateContext = CliContext & { secrets: Secrets };

/** `gate add NAME`, `gate list`, `gate remove NAME`: turnstiles and their keys. */
export function gateCommands(program: Command, open: () => Promise<GateContext>): void {
  const gates = program.command('gate').description('turnstiles that may ask whether a pass is good');

  gates
    .command('add <name>')
    .description('register a turnstile and print its key, which is shown this once')
    .option('--institution <id>', 'the institution it guards')
    .option('--zones <mask>', 'the zones behind it, a bit mask', mask, 0)
    .action((name: string, { institution, zones }: { institution?: string; zones: number }) =>
      using(open, async ({ database, clock, secrets, institutions, out }) => {
        const id = institution ?? (institutions.find((one) => one.kind === 'university') ?? institutions[0])?.id ?? '';
        if (!institutions.some((one) => one.id === id)) throw new Error(`There is no institution '${id}'.`);
        const added = await database.prisma.$transaction((db) => gate({ db, clock, secrets }).add(id, name, zones));
        if (!added.ok)
          throw new Error(
            added.error === 'gate.zones'
              ? 'Zones are a number from 0 to 65535.'
              : `There is a turnstile '${name}' already.`,
          );
        out(added.value.key);
      }),
    );

  gates
    .command('list')
    .description('the turnstiles, without their keys')
    .action(() =>
      using(open, async ({ database, out }) => {
        const all = await database.prisma.gate.findMany({ orderBy: { createdAt: 'asc' } });
        for (const one of all) {
          out([one.institutionId, one.name, `zones ${one.zones}`, one.revokedAt ? 'removed' : 'in use'].join('\t'));
        }
      }),
    );

  gates
    .command('remove <name>')
    .description('refuse this turnstile’s key from now on')
    .action((name: string) =>
      using(open, async ({ database, clock, out }) => {
        const removed = await database.prisma.gate.updateMany({
          where: { name, revokedAt: null },
          data: { revokedAt: clock.now() },
        });
        if (removed.count === 0) throw new Error(`No turnstile '${name}' is in use.`);
        out(`Removed: ${name}`);
      }),
    );
}

async function using(open: () => Promise<GateContext>, work: (context: GateContext) => Promise<void>): Promise<void> {
  const context = await open();
  try {
    await work(context);
  } finally {
    await context.close();
  }
}

function mask(value: string): number {
  const zones = Number(value);
  if (!Number.isInteger(zones)) throw new InvalidArgumentError('a number such as 3 (zones 0 and 1)');
  return zones;
}
