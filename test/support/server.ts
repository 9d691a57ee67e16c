/** A whole Orrery as a child process, in a data folder of its own, claimed by an administrator whose password is known. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { startChild } from './child.ts';
import { freePort } from './ports.ts';

export interface OrreryOptions {
  readonly port?: number;
  readonly env?: Readonly<Record<string, string>>;
  /** Data folder, kept afterwards; a new one that is removed when absent. */
  readonly home?: string;
  /** Lines of the configuration file, by section. */
  readonly settings?: Readonly<Record<string, Readonly<Record<string, string | number | boolean>>>>;
  /** A configuration file of the test's own, instead of `settings`. */
  readonly config?: string;
  /** Checkout to start; this one when absent. */
  readonly root?: string;
  readonly patienceMs?: number;
}

export interface RunningOrrery extends AsyncDisposable {
  readonly url: string;
  readonly port: number;
  /** Of the kernel; hosts are its children. */
  readonly pid: number;
  readonly home: string;
  readonly admin: { readonly user: string; readonly password: string };
  /** From spawn to the first healthy answer. */
  readonly startMs: number;
  /** Of the administrator's session. */
  readonly cookie: string;
  /** `fetch` as the administrator. */
  fetch(path: string, init?: RequestInit): Promise<Response>;
  /** The same, for JSON: throws unless 2xx. */
  json<Value = unknown>(path: string, init?: Omit<RequestInit, 'body'> & { body?: unknown }): Promise<Value>;
  said(): string;
  stop(): Promise<void>;
}

const checkout = fileURLToPath(new URL('../..', import.meta.url));
const admin = { user: 'admin', password: 'a-long-test-password' };

export async function startOrrery(options: OrreryOptions = {}): Promise<RunningOrrery> {
  const { env = {}, settings = {}, root = checkout, patienceMs = 60_000 } = options;
  const port = options.port ?? (await freePort());
  const home = options.home ?? mkdtempSync(join(tmpdir(), 'orrery-home-'));
  const config = options.config ?? join(home, 'test.ini');
  if (!options.config) writeFileSync(config, ini(settings));
  const url = `http://127.0.0.1:${port}`;
  const credentials = { GF_SECURITY_ADMIN_USER: admin.user, GF_SECURITY_ADMIN_PASSWORD: admin.password };
  const started = performance.now();
  const args = [join(root, 'kernel/cli/orrery.ts'), 'start', '--homepath', home, '--config', config, `cfg:server.http_port=${port}`];
  const child = startChild(process.execPath, args, { cwd: root, env: { ...credentials, ...env } });
  const clean = (): void => {
    if (!options.home) rmSync(home, { recursive: true, force: true });
  };
  const stop = async (): Promise<void> => {
    await child.stop();
    clean();
  };

  while (!(await healthy(url))) {
    const late = performance.now() - started > patienceMs;
    if (late || child.exited()) {
      await stop();
      throw new Error(`Orrery ${late ? `was not healthy after ${patienceMs} ms` : 'ended'}:\n${child.said()}`);
    }
    await sleep(5);
  }
  const startMs = performance.now() - started;
  const cookie = await signIn(url, patienceMs).catch(async (error) => {
    await stop();
    throw new Error(`${error}\n${child.said()}`);
  });
  const asAdmin = (path: string, init: RequestInit = {}): Promise<Response> =>
    fetch(url + path, { ...init, headers: { cookie, origin: url, ...(init.headers as Record<string, string>) } });

  return {
    ...{ url, port, home, admin, cookie, startMs, stop, said: child.said },
    pid: child.pid,
    fetch: asAdmin,
    async json<Value>(path: string, { body, headers, ...init }: Omit<RequestInit, 'body'> & { body?: unknown } = {}) {
      const withBody = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
      const response = await asAdmin(path, {
        ...withBody,
        ...init,
        headers: { 'content-type': 'application/json', ...(headers as Record<string, string>) },
      });
      const text = await response.text();
      if (!response.ok)
        throw new Error(`${init.method ?? (body === undefined ? 'GET' : 'POST')} ${path}: ${response.status} ${text.slice(0, 500)}`);
      return (text === '' ? undefined : JSON.parse(text)) as Value;
    },
    [Symbol.asyncDispose]: stop,
  };
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

/** The administrator of the configuration is made by a plugin soon after start: asked until it is there. */
async function signIn(url: string, patienceMs: number): Promise<string> {
  let said = '';
  for (const end = performance.now() + patienceMs; performance.now() < end; await sleep(100)) {
    const response = await fetch(`${url}/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: url },
      body: JSON.stringify({ user: admin.user, password: admin.password }),
    });
    said = `${response.status} ${await response.text()}`;
    const cookies = response.headers.getSetCookie().map((each) => each.split(';')[0]);
    if (response.ok && cookies.length > 0) return cookies.join('; ');
  }
  throw new Error(`The configured administrator could not sign in: ${said}`);
}

function ini(settings: NonNullable<OrreryOptions['settings']>): string {
  const sections = Object.entries(settings).map(
    ([section, values]) =>
      `[${section}]\n${Object.entries(values)
        .map(([key, value]) => `${key} = ${value}`)
        .join('\n')}\n`,
  );
  return sections.join('\n');
}
