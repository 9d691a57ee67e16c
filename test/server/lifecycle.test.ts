/** The life of a plugin in the kernel's real loader, registry, signatures and hosts. */
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLoader, type Loader } from '@orrery/kernel/loader/loader';
import { createReconciler } from '@orrery/kernel/loader/reconcile';
import { supervise } from '@orrery/kernel/loader/supervise';
import { createRegistry, type WritableRegistry } from '@orrery/kernel/registry/registry';
import type { VerifiedPackage } from '@orrery/kernel/registry/types';
import { judge, readPackage, type SignaturePolicy } from '@orrery/kernel/signature/package';
import { ok } from '@orrery/plugin-sdk';
import { bundleBackend } from '@orrery/plugin-sdk/build/backend';
import { createKey, openTrust, readSigningKey, signFolder } from '@orrery/signing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { anybody, codeOf, type Guests, startGuests } from '../support/guests.ts';

let root: string;
let key: Awaited<ReturnType<typeof createKey>>;
let guests: Guests;
let registry: WritableRegistry;
let loader: Loader;
let grants: Record<string, object | undefined>;
let end: () => void;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'orrery-life-'));
  key = await createKey({ name: 'Tests' });
});
afterAll(() => rm(root, { recursive: true, force: true }));
beforeEach(async () => {
  guests = await startGuests({ brokers: new Map([['cache', async () => ok('cached')]]) });
  registry = createRegistry();
  grants = {};
  loader = createLoader({
    registry,
    execution: guests.execution,
    granting: { recorded: (id) => grants[id], workers: [], processes: [], authProviders: [], grafana: '12.4.0' },
    ensureTables: async () => ok(undefined),
    log: () => {},
    drainMs: 2_000,
  });
  end = supervise({ registry, loader, execution: guests.execution });
});
afterEach(async () => {
  end();
  await loader.stop();
  await guests[Symbol.asyncDispose]();
});

const trusted = { name: 'Tests', publicKey: '', levels: ['core', 'commercial', 'community', 'private'] as const };
async function policy(
  change: Partial<SignaturePolicy> & { key?: object; revocations?: { plugin: string; versions?: string[] }[] } = {},
): Promise<SignaturePolicy> {
  const { key: about = {}, revocations = [], ...more } = change;
  return {
    rootUrl: 'http://localhost:3000/',
    allowUnsigned: [],
    now: new Date(),
    trust: await openTrust({ keys: [{ ...trusted, publicKey: key.publicKey, ...about }], revocations }),
    ...more,
  };
}

let count = 0;
interface Made {
  readonly id?: string;
  readonly version?: string;
  readonly source?: string;
  readonly level?: string;
  readonly orrery?: object;
  readonly rootUrls?: string[];
  readonly manifest?: object;
  readonly files?: Readonly<Record<string, string>>;
}
async function make({
  id = 'test-app',
  version = '1.0.0',
  source = 'return { route: { say: async () => ({ body: "one" }) } }',
  level = 'core',
  orrery = {},
  rootUrls,
  manifest = {},
  files = {},
}: Made = {}): Promise<string> {
  const folder = join(root, `p${++count}`);
  await mkdir(folder);
  const entry = join(root, `p${count}.ts`);
  await writeFile(entry, `// @ts-nocheck\nexport default { manifest: {}, activate: ({ cache, services, log }) => { ${source} } };\n`);
  await writeFile(join(folder, 'backend.js'), await bundleBackend(entry, 'isolate'));
  await writeFile(
    join(folder, 'plugin.json'),
    JSON.stringify({
      id,
      type: 'app',
      name: id,
      info: { version },
      ...manifest,
      orrery: {
        runtime: 'isolate',
        contributes: { route: { say: { method: 'GET', path: `/api/${id}`, rule: { signedIn: true } } } },
        ...orrery,
      },
    }),
  );
  for (const [name, text] of Object.entries(files)) {
    await mkdir(join(folder, name, '..'), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  if (level !== 'unsigned')
    await signFolder(folder, await readSigningKey(key.privateKey), {
      level,
      org: 'tests',
      orgName: 'Tests',
      now: Date.now(),
      ...(rootUrls && { rootUrls }),
    });
  return folder;
}
async function packageOf(made: Made = {}, as?: Partial<SignaturePolicy>): Promise<VerifiedPackage> {
  const read = await readPackage(await make(made), await policy(as));
  if (!read.ok) throw new Error(read.failure.message);
  return read.value;
}
const say = (id = 'test-app') => {
  const contribution = registry.contributions('route').find(({ plugin }) => plugin === id);
  return guests.execution.call({ key: contribution?.key ?? `${id}@none`, point: 'route', name: 'say', method: 'handle' }, [{}], {
    principal: anybody,
    orgId: 1,
    requestId: 't',
  });
};
const said = async (id?: string): Promise<unknown> => {
  const answer = await say(id);
  return answer.ok ? (answer.value.value as { body: unknown }).body : answer.failure.code;
};

describe('a plugin', () => {
  test('goes from verified to active by the same steps at boot and later', async () => {
    const states: string[] = [];
    registry.onState(({ to }) => states.push(to));
    await loader.load(await packageOf());
    expect(states).toEqual(['verified', 'resolved', 'active']);
    expect(await said()).toBe('one');
  });

  test('is updated under load without one failed call, and the old code is gone afterwards', async () => {
    await loader.load(await packageOf());
    const first = registry.plugin('test-app')?.key;
    const results: unknown[] = [];
    let going = true;
    const load = Promise.all(
      Array.from({ length: 8 }, async () => {
        while (going) results.push(await said());
      }),
    );
    await new Promise((resolve) => setTimeout(resolve, 600));
    for (const version of ['1.1.0', '1.2.0', '1.3.0']) {
      expect(
        (await loader.load(await packageOf({ version, source: `return { route: { say: async () => ({ body: "${version}" }) } }` }))).ok,
      ).toBe(true);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    going = false;
    await load;
    expect(results.filter((result) => typeof result !== 'string' || result.includes('/'))).toEqual([]);
    expect(await said()).toBe('1.3.0');
    await expect.poll(() => guests.execution.usage().some((one) => one.key === first), { timeout: 4_000 }).toBe(false);
  });

  test('is reloaded a hundred times and leaves no route, listener, timer, socket or memory behind', async () => {
    const { setFlagsFromString } = await import('node:v8');
    const { runInNewContext } = await import('node:vm');
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    const held = () => {
      collect();
      return { heap: process.memoryUsage().heapUsed, resources: process.getActiveResourcesInfo().length };
    };
    const source =
      'setInterval(() => {}, 50); return { route: { say: async () => ({ body: await cache.get("k") }) }, schedule: { tick: async () => {} } }';
    const orrery = {
      capabilities: { cache: true },
      contributes: {
        route: { say: { method: 'GET', path: '/api/test-app', rule: { signedIn: true } } },
        schedule: { tick: { when: { everySeconds: 60 } } },
      },
    };
    const packages = await Promise.all(['1.0.0', '1.1.0'].map((version) => packageOf({ version, source, orrery })));
    let before = held();
    for (let round = 0; round < 100; round++) {
      expect((await loader.load(packages[round % 2] as VerifiedPackage)).ok).toBe(true);
      expect(await said()).toBe('cached');
      if (round === 20) {
        await expect.poll(() => guests.execution.usage().length, { timeout: 10_000 }).toBe(1);
        before = held();
      }
    }
    await expect.poll(() => guests.execution.usage().length, { timeout: 10_000 }).toBe(1);
    expect(registry.contributions('route')).toHaveLength(1);
    expect(registry.contributions('schedule')).toHaveLength(1);
    const after = held();
    expect(after.resources).toBeLessThanOrEqual(before.resources + 2);
    expect(after.heap - before.heap).toBeLessThan(4 << 20);
  }, 90_000);

  test('that does not start leaves the version before it serving', async () => {
    await loader.load(await packageOf());
    const failed = await loader.load(await packageOf({ version: '2.0.0', source: 'throw new Error("not today")' }));
    expect(failed).toMatchObject({ ok: false, failure: { code: 'plugin/start-failed', message: expect.stringContaining('not today') } });
    expect(await said()).toBe('one');
    expect(registry.plugin('test-app')).toMatchObject({ state: 'active', package: { version: '1.0.0' } });
  });

  test('waits for a contract it consumes, starts with it, and is held when it goes', async () => {
    await loader.load(await packageOf({ id: 'needy-app', orrery: { consumes: { greeting: '^1.0.0' } } }));
    expect(registry.plugin('needy-app')).toMatchObject({ state: 'verified', cause: 'Waits for greeting ^1.0.0.' });
    const states: string[] = [];
    registry.onState(({ id, to }) => id === 'needy-app' && states.push(to));
    await loader.load(await packageOf({ id: 'giving-app', orrery: { provides: { greeting: '1.2.0', thanks: '1.0.0' } } }));
    await loader.load(await packageOf({ id: 'other-app', orrery: { provides: { farewell: '1.0.0' } } }));
    await loader.settled();
    // Once, though several contracts came: a second start would take it out of service for a moment.
    expect(states).toEqual(['verified', 'resolved', 'active']);
    await loader.disable('giving-app', 'off');
    await expect.poll(() => registry.plugin('needy-app')?.state).toBe('verified');
  });

  test('that takes its host along again and again is quarantined, until a person says otherwise', async () => {
    await loader.load(
      await packageOf({
        source: 'return { route: { say: async () => { const all = []; for (;;) all.push(new Array(100000).fill(1)) } } }',
        orrery: { limits: { heapMB: 16, cpuMsPerTurn: 2000 } },
      }),
    );
    for (let n = 0; n < 5; n++) {
      guests.execution.onEvent(() => {});
      await say();
      await expect
        .poll(async () => (await say().then(codeOf)) !== 'plugin/backing-off' || registry.plugin('test-app')?.state === 'quarantined', {
          timeout: 20_000,
          interval: 100,
        })
        .toBe(true);
      if (registry.plugin('test-app')?.state === 'quarantined') break;
    }
    await expect.poll(() => registry.plugin('test-app')?.state, { timeout: 5_000 }).toBe('quarantined');
    expect(registry.plugin('test-app')?.cause).toMatch(/crashes in ten minutes/);
    expect((await loader.enable('test-app')).ok).toBe(true);
    expect(registry.plugin('test-app')?.state).toBe('active');
  }, 60_000);
});

describe('a plugin inside of another', () => {
  const child = (id: string) =>
    JSON.stringify({
      id,
      type: 'panel',
      name: id,
      info: { version: '1.0.0' },
      orrery: { runtime: 'none', contributes: { panel: { [id]: { label: id, description: '' } } } },
    });
  test('is verified with it, comes with it, and goes with it', async () => {
    await loader.load(
      await packageOf({
        id: 'outer-app',
        level: 'community',
        files: { 'panels/one/plugin.json': child('inner-one-panel'), 'two/plugin.json': child('inner-two-panel') },
      }),
    );
    expect(registry.plugin('inner-one-panel')).toMatchObject({
      state: 'active',
      package: { parent: 'outer-app', verdict: { level: 'community' } },
    });
    expect(registry.find('panel', 'inner-two-panel')).toBeDefined();
    await loader.load(
      await packageOf({
        id: 'outer-app',
        version: '1.1.0',
        level: 'community',
        files: { 'panels/one/plugin.json': child('inner-one-panel') },
      }),
    );
    expect(registry.plugin('inner-two-panel')).toBeUndefined();
    await loader.remove('outer-app', 'gone');
    expect(registry.plugin('inner-one-panel')).toBeUndefined();
    expect(registry.contributions('panel')).toEqual([]);
  });
  const outer = {
    id: 'outer-app',
    level: 'community',
    files: { 'one/plugin.json': child('inner-one-panel'), 'two/plugin.json': child('other-two-panel') },
  };
  test('has an id that the key may sign, as if it came by itself', async () => {
    await loader.load(await packageOf(outer, { key: { plugins: ['outer-*', 'inner-*'] } } as never));
    expect(registry.plugin('outer-app')?.state).toBe('active');
    expect(registry.plugin('inner-one-panel')?.state).toBe('active');
    expect(registry.plugin('other-two-panel')).toMatchObject({ state: 'refused', cause: expect.stringContaining('outer-*, inner-* only') });
    expect(registry.find('panel', 'other-two-panel')).toBeUndefined();
  });
  test('without a signature is allowed by its own id', async () => {
    await loader.load(await packageOf({ ...outer, level: 'unsigned' }, { allowUnsigned: ['outer-app', 'inner-one-panel'] }));
    expect(registry.plugin('inner-one-panel')?.state).toBe('active');
    expect(registry.plugin('other-two-panel')).toMatchObject({
      state: 'refused',
      cause: expect.stringContaining('its own id is not allowed'),
    });
  });
  test('is taken back by itself, while the rest of its package goes on', async () => {
    const pkg = await packageOf(outer);
    await loader.load(pkg);
    const taken = async (revocations: { plugin: string }[]): Promise<void> => {
      const reconciler = createReconciler(
        () =>
          ({
            registry,
            loader,
            never: [],
            elsewhere: () => false,
            judge: async (one: VerifiedPackage) => judge(one, await policy({ revocations })),
          }) as never,
        { workers: [], processes: [], authProviders: [], grafana: '12.4.0' },
      );
      await reconciler.rejudge();
    };
    await taken([{ plugin: 'other-two-panel' }]);
    const states = () => ['outer-app', 'inner-one-panel', 'other-two-panel'].map((id) => registry.plugin(id)?.state);
    expect(states()).toEqual(['active', 'active', 'refused']);
    // Off and on again, its package brings back what it holds, but not this one.
    await loader.disable('outer-app', 'off');
    await loader.enable('outer-app');
    expect(states()).toEqual(['active', 'active', 'refused']);
    await taken([]);
    expect(registry.find('panel', 'other-two-panel')).toBeDefined();
  });
  test('takes nobody’s place', async () => {
    await loader.load(await packageOf({ id: 'there-app' }));
    await loader.load(await packageOf({ id: 'outer-app', files: { 'x/plugin.json': child('there-app') } }));
    expect(registry.plugin('there-app')?.package?.parent).toBeUndefined();
  });
});

describe('a plugin that was renamed', () => {
  test('answers to its old id, until somebody has that id', async () => {
    const panel = (id: string) => ({ orrery: { contributes: { panel: { [id]: { label: id, description: '' } } } } });
    await loader.load(await packageOf({ id: 'new-panel', manifest: { aliasIDs: ['old-panel'] }, ...panel('new-panel') }));
    expect(registry.find('panel', 'old-panel')?.name).toBe('new-panel');
    expect([...registry.aliases('panel')]).toEqual([['old-panel', 'new-panel']]);
    await loader.load(await packageOf({ id: 'old-panel', ...panel('old-panel') }));
    expect(registry.find('panel', 'old-panel')?.plugin).toBe('old-panel');
    await loader.remove('new-panel', 'gone');
    await loader.remove('old-panel', 'gone');
    expect(registry.find('panel', 'old-panel')).toBeUndefined();
  });
});

describe('a plugin made for other servers', () => {
  test('is not loaded here, and says what it needs', async () => {
    const result = await loader.load(await packageOf({ manifest: { dependencies: { grafanaDependency: '>=99.0.0' } } }));
    expect(codeOf(result)).toBe('plugin/incompatible');
    expect(registry.plugin('test-app')?.cause).toContain('It needs Grafana >=99.0.0');
  });
});

describe('what a plugin asks for', () => {
  test('is granted to a trusted level, and to nobody else before an administrator says so', async () => {
    const asking = {
      orrery: { capabilities: { cache: true, events: { publish: ['x'] } } },
      source: 'return { route: { say: async () => ({ body: [typeof cache, typeof log] }) } }',
    };
    await loader.load(await packageOf({ id: 'core-app', ...asking }));
    await loader.load(await packageOf({ id: 'other-app', level: 'community', ...asking }));
    expect(await said('core-app')).toEqual(['object', 'object']);
    expect(await said('other-app')).toEqual(['undefined', 'object']);
    grants['other-app'] = { cache: true };
    await loader.restart('other-app');
    expect(await said('other-app')).toEqual(['object', 'object']);
    expect(Object.keys(loader.granted(registry.plugin('other-app')?.key ?? '') ?? {})).toEqual(['cache']);
  });
  test.each([
    ['a worker thread', { runtime: 'worker' }, 'plugin/worker-not-trusted'],
    ['sign-in', { capabilities: { identity: ['signIn'] } }, 'plugin/core-only'],
    ['the shell', { contributes: { shell: { it: { module: 'module.js' } } } }, 'plugin/core-only'],
    ['a claim route', { contributes: { route: { say: { method: 'POST', path: '/x', rule: { claim: true } } } } }, 'plugin/core-only'],
    ['a process', { runtime: 'process' }, 'plugin/process-not-trusted'],
  ])('is refused to a community plugin when it is %s', async (_name, orrery, code) => {
    const result = await loader.load(await packageOf({ level: 'community', orrery, manifest: { executable: 'gpx_test' } }));
    expect(codeOf(result)).toBe(code);
    expect(registry.plugin('test-app')?.state).toBe('refused');
  });
});

describe('a package', () => {
  const verdictOf = async (folder: string, as?: Parameters<typeof policy>[0]) => {
    const read = await readPackage(folder, await policy(as));
    return read.ok
      ? `${read.value.verdict.status}${read.value.verdict.mayRun ? ', runs' : ''}${read.value.verdict.reason ? `, ${read.value.verdict.reason.code}` : ''}`
      : read.failure.code;
  };
  test('as it was signed is internal or valid, by its level', async () => {
    expect(await verdictOf(await make())).toBe('internal, runs');
    expect(await verdictOf(await make({ level: 'community' }))).toBe('valid, runs');
  });
  test.each(['plugin.json', 'backend.js'])('with one changed byte in %s never runs, whatever is allowed', async (file) => {
    const folder = await make();
    const { readFile } = await import('node:fs/promises');
    const bytes = await readFile(join(folder, file));
    bytes[bytes.length - 3] = (bytes[bytes.length - 3] as number) ^ 1;
    await writeFile(join(folder, file), bytes);
    expect(await verdictOf(folder, { allowUnsigned: ['test-app'] })).toMatch(/modified, signature\/modified-file|manifest\/invalid/);
  });
  test('with a file nobody signed is modified', async () => {
    const folder = await make();
    await writeFile(join(folder, 'extra.js'), 'evil()');
    expect(await verdictOf(folder)).toBe('modified, signature/added-file');
  });
  test('with the manifest of another is modified', async () => {
    const [one, two] = [await make({ id: 'one-app' }), await make({ id: 'two-app' })];
    const { copyFile } = await import('node:fs/promises');
    await copyFile(join(two, 'MANIFEST.txt'), join(one, 'MANIFEST.txt'));
    expect(await verdictOf(one)).toMatch(/^modified/);
  });
  test('by an unknown, expired or revoked key, or at a level the key may not give, is invalid', async () => {
    const folder = await make({ level: 'community' });
    const stranger = await createKey({ name: 'Stranger' });
    expect(await verdictOf(folder, { key: { publicKey: stranger.publicKey } })).toBe('invalid, signature/unknown-key');
    expect(await verdictOf(folder, { key: { expires: '2020-01-01' } })).toBe('invalid, signature/key-expired');
    expect(await verdictOf(folder, { key: { revoked: {} } })).toBe('invalid, signature/key-revoked');
    expect(await verdictOf(folder, { key: { revoked: { from: '2999-01-01' } } })).toBe('valid, runs');
    expect(await verdictOf(folder, { key: { levels: ['private'] } })).toMatch(/^invalid, signature\/level/);
    expect(await verdictOf(folder, { revocations: [{ plugin: 'test-app', versions: ['1.0.0'] }] })).toMatch(
      /^invalid, signature\/.*revoked/,
    );
  });
  test('that is private runs at its own address only', async () => {
    const folder = await make({ level: 'private', rootUrls: ['https://mine.example/orrery'] });
    expect(await verdictOf(folder, { rootUrl: 'https://mine.example/orrery/' })).toBe('valid, runs');
    expect(await verdictOf(folder, { rootUrl: 'https://other.example/' })).toMatch(/^invalid, signature\/root-url/);
  });
  test('without a signature runs only by name', async () => {
    const folder = await make({ level: 'unsigned' });
    expect(await verdictOf(folder)).toMatch(/^unsigned, signature\/missing/);
    expect(await verdictOf(folder, { allowUnsigned: ['test-app'] })).toMatch(/^unsigned, runs/);
  });
  test('with a link out of its folder is not read', async () => {
    const folder = await make();
    await symlink('/etc/hostname', join(folder, 'out.txt'));
    expect(await verdictOf(folder)).toBe('package/escaping-link');
  });
  test('runs as the bytes that were judged, though the file is swapped before it starts', async () => {
    const folder = await make();
    const read = await readPackage(folder, await policy());
    await writeFile(
      join(folder, 'backend.js'),
      'var __orreryPlugin = { default: { activate: () => ({ route: { say: () => ({ body: "swapped" }) } }) } };',
    );
    if (read.ok) await loader.load(read.value);
    expect(await said()).toBe('one');
  });
  test('whose key is revoked while it runs is stopped', async () => {
    const pkg = await packageOf({ level: 'community' });
    await loader.load(pkg);
    expect(await said()).toBe('one');
    const verdict = await judge(pkg, await policy({ key: { revoked: { reason: 'lost' } } }));
    expect(verdict.mayRun).toBe(false);
    await loader.refuse({ ...pkg, verdict });
    expect(registry.plugin('test-app')).toMatchObject({ state: 'refused', cause: expect.stringContaining('revoked') });
    expect(await said()).toBe('plugin/missing');
  });
});
