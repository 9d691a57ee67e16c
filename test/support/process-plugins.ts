/** Plugins that are processes, in the kernel's real hosts: the compiled one where Go is there, else the peer written for tests. */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createExecution } from '@orrery/kernel/execution/execution';
import type { ProcessPolicy } from '@orrery/kernel/execution/process/hosting';
import type { Answer, Broker, CallOptions, HostEvent } from '@orrery/kernel/execution/types';
import { type Instance, type Limits, ok, type Result } from '@orrery/plugin-sdk';
import { limitsFor } from '@orrery/plugin-sdk/manifest/limits';
import { anybody } from './guests.ts';
import type { Start } from './process-peer.ts';

const run = promisify(execFile);
const fixture = fileURLToPath(new URL('../fixtures/process-plugin', import.meta.url));
const peer = new URL('./process-peer.ts', import.meta.url).href;

/** The executable of the peer: its interpreter by name, since it finds no path in its environment. */
export function peerExecutable(start: Start = 'well'): Uint8Array {
  return Buffer.from(`#!${process.execPath}\nimport('${peer}').then(({ runPeer }) => runPeer('${start}'));\n`);
}

/** Compiled with Grafana's SDK for Go; undefined without Go, or without the modules it needs. */
export async function goExecutable(): Promise<Uint8Array | undefined> {
  const folder = await mkdtemp(join(tmpdir(), 'orrery-go-'));
  try {
    const out = join(folder, 'weather');
    await run('go', ['build', '-trimpath', '-buildvcs=false', '-ldflags', '-s -w', '-o', out, '.'], {
      cwd: fixture,
      env: { ...process.env, CGO_ENABLED: '0' },
    });
    return await readFile(out);
  } catch (error) {
    if ((error as { code?: unknown }).code !== 'ENOENT') process.stderr.write(`The Go plugin was not built: ${String(error)}\n`);
    return undefined;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export const station: Instance = Object.freeze({
  point: 'datasource',
  contribution: 'tester-weather-datasource',
  plugin: 'tester-weather-datasource',
  id: 7,
  uid: 'weather-1',
  orgId: 1,
  name: 'Weather',
  url: 'https://weather.example/',
  settings: { jsonData: { station: 'north' } },
  secretNames: ['token'],
  readOnly: false,
  isDefault: false,
  version: 1,
  updated: 1_700_000_000_000,
});

export interface ProcessPlugin {
  readonly key: string;
  call(method: string, args?: readonly unknown[], options?: Partial<CallOptions>): Promise<Result<Answer>>;
  resource(
    path: string,
    request?: { method?: string; headers?: Record<string, string>; body?: Uint8Array; query?: string },
    options?: Partial<CallOptions>,
  ): Promise<Result<Answer>>;
  /** What is told of its process: only the kernel knows its number. */
  pid(): number | undefined;
  remove(): Promise<void>;
}
export interface Processes extends AsyncDisposable {
  readonly execution: ReturnType<typeof createExecution>;
  readonly events: HostEvent[];
  readonly logs: { readonly key: string; readonly level: string; readonly message: string; readonly fields?: Record<string, unknown> }[];
  /** Where the folders of processes lie. */
  readonly folder: string;
  add(executable: Uint8Array, options?: { limits?: Limits; granted?: Record<string, unknown>; id?: string }): ProcessPlugin;
}

export async function startProcesses(policy: Partial<ProcessPolicy> = {}): Promise<Processes> {
  const folder = await mkdtemp(join(tmpdir(), 'orrery-test-'));
  // Users of their own must be able to pass through.
  const { chmod } = await import('node:fs/promises');
  await chmod(folder, 0o711);
  const logs: { key: string; level: string; message: string; fields?: Record<string, unknown> }[] = [];
  const events: HostEvent[] = [];
  const secrets: Broker = async (_method, [name]) => ok(name === 'token' ? 'a-secret-token' : null);
  const execution = createExecution({
    brokers: new Map([['secrets', secrets]]),
    asItself: (plugin) => ({ ...anybody, kind: 'plugin', key: `plugin:${plugin}` }),
    onLog: (line) => logs.push(line),
    processes: {
      users: [64_500, 64_599],
      folder,
      env: () => ({ GF_VERSION: '12.4.0', GF_PLUGIN_COLOUR: 'blue' }),
      server: { GF_VERSION: '12.4.0' },
      ...policy,
    },
  });
  execution.onEvent((event) => void events.push(event));
  let count = 0;
  return {
    execution,
    events,
    logs,
    folder,
    add(executable, { limits = {}, granted = { secrets: ['decrypt'] }, id = 'tester-weather-datasource' } = {}) {
      const key = `${id}@1.0.0#${String(++count).padStart(12, '0')}`;
      execution.add({
        ...{ key, id, version: '1.0.0', level: 'community', runtime: 'process', placement: 'pinned', granted },
        bundle: executable,
        limits: { ...limitsFor('process').standard, ...limits },
      });
      const call: ProcessPlugin['call'] = (method, args = [], more = {}) =>
        execution.call({ key, point: 'datasource', name: id, method }, args, {
          ...{ principal: anybody, orgId: 1, requestId: 'test', instance: station },
          ...more,
        });
      return {
        key,
        call,
        resource: (path, { method = 'GET', headers = {}, body, query = '' } = {}, more) =>
          call('resource', [{ method, path, query, headers, ...(body && { body }) }], more),
        pid: () => execution.usage().find((one) => one.key === key)?.pid,
        remove: () => execution.remove(key, 0),
      };
    },
    async [Symbol.asyncDispose]() {
      await execution.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
