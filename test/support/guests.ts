/** Plugins written for a test, in the kernel's real hosts. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createExecution, type ExecutionParts } from '@orrery/kernel/execution/execution';
import type { Answer, Broker, CallOptions, HostEvent } from '@orrery/kernel/execution/types';
import type { Limits, Principal, Result } from '@orrery/plugin-sdk';
import { bundleBackend } from '@orrery/plugin-sdk/build/backend';
import { defaultLimits } from '@orrery/plugin-sdk/manifest/limits';

export const anybody: Principal = Object.freeze({
  kind: 'user',
  key: 'user:1',
  id: 1,
  uid: 'u1',
  login: 'ann',
  name: 'Ann',
  email: '',
  orgId: 1,
  orgRole: 'Viewer',
  serverAdmin: false,
  via: 'test',
});

export interface GuestOptions {
  readonly id?: string;
  readonly granted?: Readonly<Record<string, unknown>>;
  readonly limits?: Limits;
  readonly level?: 'core' | 'community';
  readonly runtime?: 'isolate' | 'worker';
  readonly placement?: 'replicated' | 'pinned';
}
export interface Guests extends AsyncDisposable {
  /** `source` is the body of `activate(capabilities, life)`: it returns the handlers of point `route`. */
  add(
    source: string,
    options?: GuestOptions,
  ): Promise<{
    readonly key: string;
    call(name: string, argument?: unknown, options?: Partial<CallOptions>): Promise<Result<Answer>>;
    remove(drainMs?: number): Promise<void>;
  }>;
  readonly execution: ReturnType<typeof createExecution>;
  readonly events: HostEvent[];
  readonly logs: { readonly key: string; readonly level: string; readonly message: string }[];
}

export async function startGuests(
  options: { brokers?: ReadonlyMap<string, Broker>; settings?: ExecutionParts['settings'] } = {},
): Promise<Guests> {
  const folder = await mkdtemp(join(fileURLToPath(new URL('..', import.meta.url)), '.guests-'));
  const logs: { key: string; level: string; message: string }[] = [];
  const events: HostEvent[] = [];
  const execution = createExecution({
    brokers: options.brokers ?? new Map(),
    asItself: (plugin) => ({ ...anybody, kind: 'plugin', key: `plugin:${plugin}` }),
    onLog: (line) => logs.push(line),
    ...(options.settings && { settings: options.settings }),
  });
  execution.onEvent((event) => void events.push(event));
  let count = 0;
  return {
    execution,
    events,
    logs,
    async add(
      source,
      { id = `guest-${count + 1}`, granted = {}, limits = {}, level = 'community', runtime = 'isolate', placement = 'replicated' } = {},
    ) {
      const file = join(folder, `guest-${++count}.ts`);
      await writeFile(
        file,
        `// @ts-nocheck\nexport default { manifest: {}, activate: (held, life) => { const { ${['fetch', 'storage', 'secrets', 'cache', 'events', 'log', 'services', 'metrics'].join(', ')} } = held; return { route: (() => { ${source} })() }; } };\n`,
      );
      const bundle = new TextEncoder().encode(await bundleBackend(file, runtime));
      const key = `${id}@1.0.0#${String(count).padStart(12, '0')}`;
      execution.add({ key, id, version: '1.0.0', level, runtime, placement, bundle, limits: { ...defaultLimits, ...limits }, granted });
      return {
        key,
        call: (name, argument, more = {}) =>
          execution.call({ key, point: 'route', name, method: 'handle' }, [argument ?? null], {
            principal: anybody,
            orgId: 1,
            requestId: 'test',
            ...more,
          }),
        remove: (drainMs = 0) => execution.remove(key, drainMs),
      };
    },
    async [Symbol.asyncDispose]() {
      await execution.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The value of an answer that has to be one. */
export function valueOf(result: Result<Answer>): unknown {
  if (!result.ok) throw new Error(`${result.failure.code}: ${result.failure.message}`);
  return result.value.value;
}
export function codeOf(result: Result<unknown>): string {
  return result.ok ? 'ok' : result.failure.code;
}
