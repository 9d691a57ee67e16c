/** A server for one plugin that is being written: on this machine only, with a data folder in the plugin's own. */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { orreryCommand } from '../../build/orrery-command.ts';
import type { Manifest } from '../../manifest/types.ts';
import { AuthorError, type Io } from '../io.ts';
import { type SignInLink, signInLink } from './sign-in.ts';

export interface DevServer extends AsyncDisposable {
  readonly url: string;
  /** Where the plugin can be seen. */
  readonly page: string;
  /** Its last words, when it ends by itself. */
  readonly ended: Promise<string>;
}

interface Wanted {
  readonly folder: string;
  readonly manifest: Manifest;
  readonly io: Io;
  readonly trust: string | undefined;
  readonly port?: number;
}

const lastLines = 40;

export async function startServer({ folder, manifest, io, trust, port: wanted }: Wanted): Promise<DevServer> {
  const home = join(folder, '.orrery', 'server');
  await mkdir(home, { recursive: true });
  const port = wanted ?? (await freePort(3000));
  const config = join(home, 'dev.ini');
  const signIn = await signInLink(home);
  await writeFile(config, ini({ folder, id: manifest.id, port, trust, password: await passwordIn(home), signIn: signIn.settings }));
  const [program = '', ...before] = orreryCommand(io.env);
  const child = spawn(program, [...before, 'start', '--homepath', home, '--config', config], {
    cwd: home,
    env: { ...process.env, ...io.env, ORRERY_PLUGIN: folder },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said: string[] = [];
  const own = `logger=plugin.${manifest.id} `;
  for (const stream of [child.stdout, child.stderr])
    createInterface({ input: stream }).on('line', (line) => {
      said.push(line);
      said.splice(0, said.length - lastLines);
      if (line.startsWith(own)) io.out(`  ${line.slice(own.length)}`);
      else if (/^built |^failed |^not built/.test(line)) io.out(`  ${line}`);
    });
  const ended = new Promise<string>((resolve) => {
    child.on('error', (error) => resolve(error.message));
    child.on('exit', () => resolve(said.join('\n')));
  });
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    await ended;
  };
  const url = `http://localhost:${port}`;
  let over: string | undefined;
  void ended.then((words) => (over = words));
  while (!(await healthy(url))) {
    if (over !== undefined) throw new AuthorError(`The server did not start.\n${over}`);
    await sleep(50);
  }
  return { url, page: url + signIn.to(await pageOf(folder, manifest)), ended, [Symbol.asyncDispose]: stop };
}

/** Everything that is not the default on a server for one developer. */
function ini(about: {
  folder: string;
  id: string;
  port: number;
  password: string;
  trust: string | undefined;
  signIn: SignInLink['settings'];
}): string {
  const { folder, id, port, password, trust, signIn } = about;
  const provisioning = join(folder, 'provisioning');
  return `; Written by \`orrery plugin dev\` at each start.
app_mode = development
[server]
http_addr = 127.0.0.1
http_port = ${port}
[security]
admin_user = admin
admin_password = ${password}
; The link that was printed signs in as administrator.
[auth.jwt]
${Object.entries(signIn)
  .map(([key, value]) => `${key} = ${value}`)
  .join('\n')}
[plugins]
allow_loading_unsigned_plugins = ${id}
[orrery]
develop = ${JSON.stringify([join(folder, '.orrery', 'dev')])}
allow_workers = ${id}
allow_auth_providers = ${id}
${trust ? `trust_store = ${trust}\n` : ''}${existsSync(provisioning) ? `[paths]\nprovisioning = ${provisioning}\n` : ''}`;
}

async function passwordIn(home: string): Promise<string> {
  const file = join(home, 'admin-password');
  const kept = await readFile(file, 'utf8').catch(() => undefined);
  if (kept) return kept.trim();
  const made = randomBytes(18).toString('base64url');
  await writeFile(file, `${made}\n`, { mode: 0o600 });
  return made;
}

/** A page of the plugin, a dashboard that was provisioned, or what the server says about it. */
async function pageOf(folder: string, { id, orrery }: Manifest): Promise<string> {
  const page = Object.values(orrery.contributes?.page ?? {}).find(({ path }) => !path.includes(':'));
  if (page) return page.path;
  const dashboards = join(folder, 'provisioning', 'dashboards');
  for (const name of (await readdir(dashboards).catch(() => [])).filter((file) => file.endsWith('.json')).sort()) {
    const { uid } = JSON.parse(await readFile(join(dashboards, name), 'utf8')) as { uid?: string };
    if (uid) return `/d/${uid}`;
  }
  return `/plugins/${id}`;
}

async function healthy(url: string): Promise<boolean> {
  try {
    const response = await fetch(`${url}/api/health`, { signal: AbortSignal.timeout(2_000) });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}

async function freePort(first: number): Promise<number> {
  for (let port = first; port < first + 100; port++) if (await isFree(port)) return port;
  throw new AuthorError(`No port from ${first} to ${first + 99} is free. Name one with --port.`);
}
function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
