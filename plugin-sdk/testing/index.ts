/**
 * `testHost`: a plugin in the hosts a server would run it in. It starts `orrery host --stdio` as a child and speaks the bridge's own
 * protocol to it, so an author's test meets the same isolate, limits and refusals as the plugin will.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { Duplex } from 'node:stream';
import { Channel } from '../bridge/channel.ts';
import type { EgressGrant, ToKernel, ToThread } from '../bridge/messages.ts';
import { bundleBackend } from '../build/backend.ts';
import { readManifest } from '../build/manifest.ts';
import { orreryCommand } from '../build/orrery-command.ts';
import type { Instance } from '../contributions/context.ts';
import type { QueryRequest, QueryResponse } from '../contributions/datasource.ts';
import type { RouteRequest, RouteResponse } from '../contributions/route.ts';
import { defaultLimits } from '../manifest/limits.ts';
import type { Principal } from '../principal.ts';
import { type Failure, fail, ok, type Result, unwrap } from '../result.ts';

/** One step of a panel's pipeline, as a page runs it. */
export { applyStep } from '../data/transform/pipeline.ts';
export { chromium } from './chromium.ts';
export { openStage, type PanelStage, type Scene } from './stage.ts';

/**
 * Answers a capability in the server's place: `(method, args)` gives the value, or throws. `fetch` needs none, it is served within the
 * grants; nor do `storage`, `secrets`, `cache` and `events`, which the host keeps as a server does, for as long as it lives.
 */
export type TestBroker = (method: string, args: readonly unknown[]) => unknown;

export interface TestHostOptions {
  /** Capabilities granted, in place of all that the manifest asks for. */
  readonly grants?: Readonly<Record<string, unknown>>;
  readonly brokers?: Readonly<Record<string, TestBroker>>;
  /** The instance that calls are about; its `url` may be reached, wherever it is. */
  readonly instance?: Partial<Instance> & { readonly url?: string };
  readonly principal?: Partial<Principal>;
  /** Origins on this machine that may be reached although they were not configured for an instance. */
  readonly reach?: readonly string[];
  readonly level?: 'core' | 'commercial' | 'community' | 'private';
  /** The `orrery` command, as program and arguments; `orreryCommand()` when absent. */
  readonly command?: readonly string[];
}

export interface TestHost extends AsyncDisposable {
  /** Calls a method of a contribution as the kernel does: its value, or the failure that the kernel would see. */
  call(point: string, name: string, method: string, ...args: unknown[]): Promise<Result<unknown>>;
  /** The answers of a datasource, by refId. Throws `FailureError` where the call itself fails. */
  query(name: string, request: QueryRequest): Promise<QueryResponse['answers']>;
  /** What a route answers. Throws `FailureError` where the call itself fails. */
  route(name: string, request?: Partial<RouteRequest>): Promise<RouteResponse>;
  /** Everything the plugin wrote to its log. */
  readonly logs: readonly { readonly level: string; readonly message: string }[];
  /** What it tried and was refused. */
  readonly denials: readonly { readonly code: string; readonly message: string }[];
}

const someone: Principal = {
  kind: 'user',
  key: 'user:1',
  id: 1,
  uid: 'test',
  login: 'test',
  name: 'Test',
  email: '',
  orgId: 1,
  orgRole: 'Admin',
  serverAdmin: false,
  via: 'test',
};

/** `folder` holds `manifest.ts` and `index.ts`. */
export async function testHost(folder: string, options: TestHostOptions = {}): Promise<TestHost> {
  const manifest = await readManifest(folder);
  const { runtime, capabilities = {}, limits } = manifest.orrery;
  if (runtime !== 'isolate' && runtime !== 'worker')
    throw new Error(`${manifest.id} has runtime "${runtime}": there is no backend to host.`);
  const bundle = new TextEncoder().encode(await bundleBackend(join(folder, 'index.ts'), runtime));
  const granted: Readonly<Record<string, unknown>> = options.grants ?? { ...capabilities };
  const principal = { ...someone, ...options.principal };
  const instance = instanceOf(manifest.id, options.instance);
  const egress = egressOf(granted.fetch, instance, options.reach);

  const [program = process.execPath, ...args] = [...(options.command ?? orreryCommand()), 'host', '--stdio'];
  const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const waiting = new Map<number, (result: Result<unknown>) => void>();
  const logs: { level: string; message: string }[] = [];
  const denials: { code: string; message: string }[] = [];
  let last = 0;

  const channel = new Channel<ToThread, ToKernel>(
    Duplex.from({ readable: child.stdout, writable: child.stdin }),
    ({ head, value }) => {
      if (head.t === 'result') {
        waiting.get(head.id)?.(head.ok ? ok(value) : { ok: false, failure: head.failure as Failure });
        waiting.delete(head.id);
      } else if (head.t === 'log') logs.push({ level: head.level, message: head.message });
      else if (head.t === 'denied') denials.push({ code: head.code, message: head.message });
      else if (head.t === 'use') void serve(head, (value as unknown[]) ?? []);
    },
    (cause) => {
      for (const settle of waiting.values()) settle(fail('host/died', `The host ended: ${cause}`));
      waiting.clear();
    },
  );

  async function serve(head: Extract<ToKernel, { t: 'use' }>, given: readonly unknown[]): Promise<void> {
    const answer = (result: Result<unknown>): void =>
      channel.send(
        { t: 'answer', use: head.use, ok: result.ok, ...(!result.ok && { failure: result.failure }) },
        result.ok ? (result.value ?? null) : undefined,
      );
    const broker = options.brokers?.[head.capability];
    if (!broker) return answer(fail('capability/unavailable', `The test gives no broker for "${head.capability}".`));
    try {
      answer(ok(await broker(head.method, given)));
    } catch (error) {
      const failure = (error as { failure?: Failure }).failure;
      answer(failure ? { ok: false, failure } : fail('test/broker', error instanceof Error ? error.message : String(error)));
    }
  }

  const key = `${manifest.id}@${manifest.info.version}#test`;
  channel.send(
    {
      t: 'load',
      key,
      plugin: manifest.id,
      version: manifest.info.version,
      limits: { ...defaultLimits, ...limits },
      granted,
      wasm: granted.wasm === true,
      runtime,
      idleMs: 0,
    },
    { level: options.level ?? 'core', answers: Object.keys(options.brokers ?? {}) },
    [],
  );
  channel.send(
    { t: 'call', id: 0, key, point: '', name: '', method: '', principal, orgId: principal.orgId, requestId: 'bundle', deadline: 0 },
    [bundle],
  );

  const anyRequest: RouteRequest = { method: 'GET', path: '/', params: {}, query: {}, headers: {}, clientAddress: '127.0.0.1' };
  const host: TestHost = {
    logs,
    denials,
    query: async (name, request) => (unwrap(await host.call('datasource', name, 'query', request)) as QueryResponse).answers,
    route: async (name, request) => unwrap(await host.call('route', name, 'handle', { ...anyRequest, ...request })) as RouteResponse,
    call(point, name, method, ...given) {
      const id = ++last;
      return new Promise((settle) => {
        waiting.set(id, settle);
        channel.send(
          {
            t: 'call',
            id,
            key,
            point,
            name,
            method,
            principal,
            orgId: principal.orgId,
            requestId: `test-${id}`,
            deadline: Date.now() + (limits?.wallMsPerCall ?? defaultLimits.wallMsPerCall),
            ...(instance && { instance }),
            ...(egress && { egress }),
          },
          given,
        );
      });
    },
    async [Symbol.asyncDispose]() {
      channel.close();
      child.kill();
      await new Promise((resolve) =>
        child.exitCode === null && child.signalCode === null ? child.once('exit', resolve) : resolve(undefined),
      );
    },
  };
  return host;
}

function instanceOf(plugin: string, given: TestHostOptions['instance']): Instance | undefined {
  if (!given) return undefined;
  return {
    point: 'datasource',
    contribution: plugin,
    plugin,
    id: 1,
    uid: 'test',
    orgId: 1,
    name: 'test',
    url: '',
    settings: {},
    secretNames: [],
    readOnly: false,
    isDefault: true,
    version: 1,
    updated: 0,
    ...given,
  };
}

function egressOf(granted: unknown, instance: Instance | undefined, reach: readonly string[] = []): EgressGrant | undefined {
  if (!Array.isArray(granted)) return undefined;
  const url = instance?.url && URL.canParse(instance.url) ? new URL(instance.url) : undefined;
  const own = granted.includes('instance') && url ? { instance: { url: url.href, headers: {} } } : {};
  const trusted = [...(url ? [url] : []), ...reach.map((origin) => new URL(origin))].map(
    ({ hostname, port, protocol }) => `${hostname}:${port || (protocol === 'https:' ? '443' : '80')}`,
  );
  return {
    origins: granted.filter((origin): origin is string => origin !== 'instance'),
    ...own,
    trusted,
    metadata: false,
    timeoutMs: 10_000,
    maxResponseBytes: 256 << 20,
  };
}
