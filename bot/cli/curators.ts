import type { Command } from 'commander';
import { createCore } from '#core/core.ts';
import { curators } from '#core/curators/curators.ts';
import type { Db } from '#core/database.ts';
import { sqlJobs } from '#core/jobs-sql.ts';
import { cleanName, LONGEST_NAME } from '#core/people/name.ts';
import type { CuratorInvitation } from '#core/schools/import.ts';
import { Refused, type StaffContext, using } from './journal.ts';
import { harmless } from './report.ts';

/** `curator add`, `curator list`, `curator remove`: who may issue invitations and restore access at a school. */
export function curatorCommands(program: Command, open: () => Promise<StaffContext>): void {
  const curator = program.command('curator').description('members of schools’ staff who issue invitations');

  curator
    .command('add')
    .description('make a place for a curator and print the link by which they take it: once, within 24 hours')
    .requiredOption('--school <slug|address>', 'the school, such as 1399 or 1399.eljur.ru')
    .requiredOption('--name <name>', 'how people know the curator')
    .action(({ school, name }: { school: string; name: string }) =>
      using(open, async (context) => {
        const { database, clock, secrets, out } = context;
        const clean = cleanName(name);
        if (clean === '' || clean.length > LONGEST_NAME)
          throw new Refused('A name has letters, 200 characters at most.');
        const invitation = await database.prisma.$transaction(async (db) => {
          const { id, slug, name: schoolName } = await schoolOf(db, school);
          const { link } = await curators({ db, clock, secrets }).add(id, clean);
          return { slug, schoolName, curator: clean, link };
        });
        for (const line of await invitationLines(context, [invitation])) out(line);
      }),
    );

  curator
    .command('list')
    .description('the curators, with the id that removes them')
    .option('--school <slug|address>', 'of this school only')
    .action(({ school }: { school?: string }) =>
      using(open, async ({ database, clock, out }) => {
        const listed = await database.prisma.$transaction(async (db) => {
          const of = school === undefined ? {} : { schoolId: (await schoolOf(db, school)).id };
          return db.curator.findMany({
            where: { ...of, revokedAt: null },
            include: { school: { select: { slug: true } } },
            orderBy: [{ school: { slug: 'asc' } }, { createdAt: 'asc' }],
          });
        });
        for (const one of listed) {
          const waits = one.linkExpiresAt > clock.now() ? 'has not opened the link' : 'the link has expired';
          out([one.id, one.school.slug, harmless(one.name), one.acceptedAt ? 'active' : waits].join('\t'));
        }
      }),
    );

  curator
    .command('remove <id>')
    .description('end a curator’s rights, their open pages and their browsers at once')
    .action((id: string) =>
      using(open, async ({ database, clock, secrets, out }) => {
        const known = /^[0-9a-f-]{36}$/i.test(id);
        const removed =
          known &&
          (await database.prisma.$transaction((db) =>
            createCore({ db, clock, secrets, jobs: sqlJobs(db), line: null }).curators.revoke(id),
          ));
        if (!removed) throw new Refused('No curator has this id: curator list shows them.');
        out(`Removed: ${id}`);
      }),
    );
}

/** How those who were named become curators: a link each, or what to type in the sandbox. */
export async function invitationLines(
  { botName }: Pick<StaffContext, 'botName'>,
  links: readonly CuratorInvitation[],
): Promise<string[]> {
  if (links.length === 0) return [];
  // The places are made; a Telegram that is away must not hide how they are taken.
  const name = botName ? await botName().catch(() => null) : null;
  const how =
    name !== null
      ? 'Give each curator their own link; it works once, within 24 hours:'
      : botName
        ? 'Telegram did not tell the bot’s name. Each curator sends the bot their own line; it works once, within 24 hours:'
        : 'Type this into the bot’s chat of the sandbox, each curator their own line; it works once, within 24 hours:';
  const deepLink = (link: string): string => (name === null ? `/start ${link}` : `https://t.me/${name}?start=${link}`);
  return [how, ...links.map(({ slug, curator, link }) => `  ${slug}\t${harmless(curator)}\t${deepLink(link)}`)];
}

async function schoolOf(db: Db, slugOrAddress: string) {
  const wanted = slugOrAddress
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/\/.*$/, '');
  const found = await db.school.findMany({ where: { active: true, OR: [{ slug: wanted }, { host: wanted }] } });
  const school = found.find(({ slug }) => slug === wanted) ?? found[0];
  if (!school) throw new Refused('There is no such school: school list shows them.');
  return school;
}
