import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createConnection } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { freePort } from './ports.ts';
import { eventually } from './time.ts';

/** A real IMAP server with one mailbox, on the loopback. */
export interface Dovecot {
  port: number;
  user: string;
  password: string;
  stop(): Promise<void>;
  /** Starts it again on the same port, with the same mailbox. */
  start(): Promise<void>;
  close(): Promise<void>;
}

/** Whatever becomes of the test, its end of the standard input closes, and the server ends. */
const LEASH = 'dovecot -F -c "$1" & read -r _; kill $!; wait $!';

/** The version of the dovecot of this machine, such as 2.3.19; null without one. */
export function dovecotVersion(): string | null {
  try {
    return /^\d+(\.\d+)*/.exec(execFileSync('dovecot', ['--version'], { encoding: 'utf8' }))?.[0] ?? null;
  } catch {
    return null;
  }
}

/** Starts a dovecot of one's own in a temporary folder: no system account, no TLS, nothing outside. */
export async function startDovecot(): Promise<Dovecot> {
  const folder = mkdtempSync(join(tmpdir(), 'propusk-dovecot-'));
  const port = await freePort();
  const [user, password] = ['desk', 'secret-of-the-desk'];
  // As root dovecot insists on other users for its processes.
  const root = process.getuid?.() === 0;
  const own = userInfo().username;
  const [inner, reader] = root ? ['dovenull', 'nobody'] : [own, own];
  for (const name of ['run', 'home', 'mail']) mkdirSync(join(folder, name), { mode: 0o777 });
  if (root) {
    execFileSync('chown', ['-R', 'nobody', folder]);
    execFileSync('chmod', ['755', folder]);
  }
  const file = join(folder, 'dovecot.conf');
  writeFileSync(file, settings({ folder, port, password, inner, reader, group: groupOf(reader), root, own }));

  let running: ReturnType<typeof spawn> | null = null;

  async function start(): Promise<void> {
    const child = spawn('sh', ['-c', LEASH, 'sh', file], { stdio: ['pipe', 'ignore', 'ignore'] });
    running = child;
    await eventually('dovecot', () => {
      if (child.exitCode !== null) throw new Error(`dovecot ended with ${child.exitCode}: see ${folder}/log`);
      return answers(port);
    });
  }

  async function stop(): Promise<void> {
    const child = running;
    running = null;
    if (!child || child.exitCode !== null) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.stdin?.end();
    await gone;
  }

  await start();
  return {
    ...{ port, user, password, start, stop },
    async close() {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

interface Settings {
  folder: string;
  port: number;
  password: string;
  /** Whose processes talk to strangers, and to whom the mailbox belongs. */
  inner: string;
  reader: string;
  group: string;
  root: boolean;
  own: string;
}

const settings = ({ folder, port, password, inner, reader, group, root, own }: Settings): string => `
base_dir = ${folder}/run
state_dir = ${folder}/run
instance_name = propusk-test
log_path = ${folder}/log
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
auth_mechanisms = plain login
mail_location = maildir:${folder}/mail
default_internal_user = ${root ? 'dovecot' : own}
default_login_user = ${inner}
first_valid_uid = 1
${root ? '' : `default_internal_group = ${group}`}
passdb {
  driver = static
  args = password=${password}
}
userdb {
  driver = static
  args = uid=${reader} gid=${group} home=${folder}/home
}
service imap-login {
  chroot =
  process_min_avail = 1
  inet_listener imap {
    address = 127.0.0.1
    port = ${port}
  }
  inet_listener imaps {
    port = 0
  }
}
service anvil {
  chroot =
}
service stats {
  chroot =
}
namespace inbox {
  inbox = yes
}
`;

const groupOf = (user: string): string => execFileSync('id', ['-gn', user], { encoding: 'utf8' }).trim();

async function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection(port, '127.0.0.1');
    socket.once('data', (data) => {
      socket.destroy();
      resolve(data.toString().startsWith('* OK'));
    });
    socket.once('error', () => resolve(false));
    // Without a word: it takes nobody yet.
    socket.once('close', () => resolve(false));
  });
}
