/** What a guest may try, and what becomes of it. Each is refused by name, and the next call of an innocent plugin is answered. */
import type { Broker } from '@orrery/kernel/execution/types';
import { ok } from '@orrery/plugin-sdk';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { anybody, codeOf, type Guests, startGuests, valueOf } from '../support/guests.ts';

let guests: Guests;
let innocent: Awaited<ReturnType<Guests['add']>>;
beforeAll(async () => {
  guests = await startGuests({
    brokers: new Map<string, Broker>([
      ['cache', async (method, args, use) => ok({ method, args, principal: use.principal.key, orgId: use.orgId })],
      ['secrets', async () => ok('the crown jewels')],
    ]),
  });
  innocent = await guests.add('return { hello: async (name) => `hello ${name}` }', { level: 'core' });
});
afterAll(() => guests[Symbol.asyncDispose]());

const stillServes = async (): Promise<void> => expect(valueOf(await innocent.call('hello', 'you'))).toBe('hello you');

describe('a guest that looks for a way out', () => {
  const escapes: Readonly<Record<string, string>> = {
    'the constructor of what it was handed':
      'return [cache.get, log.info, fetch, Object.getPrototypeOf(cache.get), cache].map((it) => { try { return it.constructor.constructor("return typeof process + typeof require")() } catch (e) { return String(e) } })',
    "an awaited answer's constructor":
      'const it = await cache.get("k"); return [it.constructor.constructor("return typeof process")(), Object.getPrototypeOf(it) === Object.prototype]',
    'the stack of errors':
      'const made = []; Error.prepareStackTrace = (e, frames) => { for (const f of frames) { try { made.push(f.getThis()?.process, f.getFunction()?.constructor("return typeof process + typeof require")()) } catch {} } return "" }; try { null.x } catch (e) { e.stack } const said = (await Promise.all(made)).map((it) => (it && it.next ? it.next().value : it)); return [...new Set(said)].filter(Boolean).join()',
    'a polluted prototype read by the host':
      'Object.prototype.reference = true; Object.prototype.copy = false; try { const it = await cache.get("k"); return typeof it.principal } finally { delete Object.prototype.reference; delete Object.prototype.copy }',
    'globals of a server':
      'return [typeof process, typeof require, typeof module, typeof Buffer, typeof global, typeof Deno, typeof Atomics, typeof SharedArrayBuffer, typeof WebAssembly].join()',
    'a species that hands over the array':
      'class Mine extends Array { static get [Symbol.species]() { return Function } } const made = new Mine(1, 2).map((x) => x); return made.constructor === Function && made.constructor("return typeof process")()',
    'a resizable buffer':
      'const b = new ArrayBuffer(8, { maxByteLength: 1 << 30 }); return [b.resizable, typeof b.resize, b.byteLength].join()',
  };
  const expected: Readonly<Record<string, unknown>> = {
    'the constructor of what it was handed': [
      'undefinedundefined',
      'undefinedundefined',
      'undefinedundefined',
      'undefinedundefined',
      'undefinedundefined',
    ],
    "an awaited answer's constructor": ['undefined', true],
    'a polluted prototype read by the host': 'string',
    'the stack of errors': 'undefinedundefined',
    'a species that hands over the array': 'undefined',
    'globals of a server': 'undefined,undefined,undefined,undefined,undefined,undefined,undefined,undefined,undefined',
    'a resizable buffer': 'false,undefined,8',
  };
  test.each(Object.entries(escapes))('finds none through %s', async (name, source) => {
    const guest = await guests.add(`return { go: async () => { ${source} } }`, { granted: { cache: true, fetch: [] } });
    const value = valueOf(await guest.call('go'));
    expect(value).toEqual(expected[name]);
    await stillServes();
  });

  test('cannot import anything', async () => {
    const guest = await guests.add(
      'return { go: async () => { const load = new Function("name", "return import(name)"); try { await load("node:fs"); return "imported" } catch (error) { return "refused" } } }',
    );
    expect(valueOf(await guest.call('go'))).toBe('refused');
  });

  test('cannot reach a capability nobody granted, by name or by a forged message', async () => {
    const guest = await guests.add(
      'return { byName: async () => typeof secrets, forged: async () => { const found = []; for (const name of Object.getOwnPropertyNames(globalThis)) { const it = globalThis[name]; if (typeof it === "function") { try { found.push(await it("use", 1, 0, "secrets", "get", ["key"])) } catch {} } } return JSON.stringify(found) } }',
      { granted: { cache: true } },
    );
    expect(valueOf(await guest.call('byName'))).toBe('undefined');
    expect(JSON.stringify(valueOf(await guest.call('forged')))).not.toContain('jewels');
  });

  test('is refused by the kernel, too, when the host itself was turned', async () => {
    // The broker desk is asked as a host would ask it, for a plugin whose record holds no such grant.
    const { createUseDesk } = await import('@orrery/kernel/execution/use-desk');
    const told: string[] = [];
    const desk = createUseDesk(
      new Map([['secrets', async () => ok('the crown jewels')]]),
      () => ({}) as never,
      (event) => told.push(event.kind),
    );
    const answers: unknown[] = [];
    const plugin = { id: 'evil', key: 'evil@1#x', level: 'community', granted: { cache: true } } as never;
    await desk.serve({} as never, plugin, undefined, 0, { use: 1, capability: 'secrets', method: 'get' }, ['key'], (head, value) =>
      answers.push(head, value),
    );
    expect(answers[0]).toMatchObject({ ok: false, failure: { code: 'capability/denied' } });
    expect(told).toEqual(['denied']);
  });

  test('acts for the caller of the call, never for whom it names', async () => {
    const guest = await guests.add('return { go: async () => (await cache.get("k")).principal }', { granted: { cache: true } });
    const [one, two] = await Promise.all(['user:7', 'user:8'].map((key) => guest.call('go', null, { principal: { ...anybody, key } })));
    expect([one, two].map((answer) => answer && valueOf(answer))).toEqual(['user:7', 'user:8']);
  });
});

describe('a guest that never gives back', () => {
  test('loops: its call ends with plugin/turn-limit and the next one is served', async () => {
    const guest = await guests.add('return { go: async () => { for (;;) {} }, fine: async () => 1 }', { limits: { cpuMsPerTurn: 80 } });
    expect(codeOf(await guest.call('go'))).toBe('plugin/turn-limit');
    expect(valueOf(await guest.call('fine'))).toBe(1);
    await stillServes();
  });
  test.each([
    ['a loop of microtasks', 'const turn = () => Promise.resolve().then(turn); await turn()'],
    ['a regular expression', '/^(a+)+$/.test("a".repeat(60) + "b")'],
    ['a loop in finally', 'try { throw 1 } finally { for (;;) {} }'],
  ])('spins in %s: plugin/turn-limit', async (_name, source) => {
    const guest = await guests.add(`return { go: async () => { ${source} } }`, { limits: { cpuMsPerTurn: 80 } });
    expect(codeOf(await guest.call('go'))).toBe('plugin/turn-limit');
  });
  test('awaits forever: plugin/timeout', async () => {
    const guest = await guests.add('return { go: () => new Promise(() => {}) }', { limits: { wallMsPerCall: 300 } });
    expect(codeOf(await guest.call('go'))).toBe('plugin/timeout');
  });
  test('throws, in time or late: its call fails, its host goes on', async () => {
    const guest = await guests.add(
      'return { now: () => { throw new TypeError("no") }, late: async () => { setTimeout(() => { throw new Error("later") }, 5); Promise.reject(new Error("forgotten")); await new Promise((r) => setTimeout(r, 30)); return 2 } }',
    );
    expect(await guest.call('now')).toMatchObject({ ok: false, failure: { code: 'plugin/threw', message: 'TypeError: no' } });
    expect(valueOf(await guest.call('late'))).toBe(2);
    await stillServes();
  });
});

describe('a guest that takes too much', () => {
  test.each([
    ['an array that grows', 'const all = []; for (;;) all.push(new Array(100000).fill({}))'],
    ['buffers', 'const all = []; for (;;) all.push(new Uint8Array(8 << 20).fill(1))'],
    ['one long text', 'let text = "x"; for (;;) text += text + Math.random()'],
  ])('of memory by %s is ended by name', async (_name, source) => {
    const guest = await guests.add(`return { go: async () => { ${source} }, fine: async () => 1 }`, {
      limits: { heapMB: 32, cpuMsPerTurn: 2000 },
    });
    expect(codeOf(await guest.call('go'))).toMatch(/^plugin\/(heap-limit|turn-limit|threw)$|^host\/died$/);
    await stillServes();
  });
  test('of WebAssembly memory finds no WebAssembly', async () => {
    const guest = await guests.add(
      'return { go: async () => { try { return new WebAssembly.Memory({ initial: 30000 }).buffer.byteLength } catch (error) { return error.name } } }',
    );
    expect(valueOf(await guest.call('go'))).toBe('ReferenceError');
  });
  test('of WebAssembly memory that was granted: one is small, and many end the host, not the server', async () => {
    const guest = await guests.add(
      'return { one: async () => { try { return new WebAssembly.Memory({ initial: 1025 }).buffer.byteLength } catch (error) { return error.name } }, many: async () => { const all = []; for (;;) { const memory = new WebAssembly.Memory({ initial: 1024 }); new Uint8Array(memory.buffer).fill(1); all.push(memory); await null } } }',
      { granted: { wasm: true }, limits: { cpuMsPerTurn: 20_000, wallMsPerCall: 25_000 } },
    );
    expect(valueOf(await guest.call('one'))).toBe('RangeError');
    expect(codeOf(await guest.call('many'))).toMatch(/^(host\/died|plugin\/(heap-limit|turn-limit|threw))$/);
    expect(guests.execution.hosts().every(({ rss }) => rss < 1 << 30)).toBe(true);
    await stillServes();
  }, 60_000);
  test('of the answer: plugin/response-limit', async () => {
    const guest = await guests.add('return { go: async () => new Uint8Array(3 << 20) }', { limits: { responseMB: 2 } });
    expect(codeOf(await guest.call('go'))).toBe('plugin/response-limit');
  });
  test('of the log: lines over its rate are counted, not written', async () => {
    const guest = await guests.add('return { go: async () => { for (let i = 0; i < 5000; i++) log.info("line " + i); return 1 } }', {
      limits: { logLinesPerSecond: 10, cpuMsPerTurn: 1000 },
    });
    valueOf(await guest.call('go'));
    await expect
      .poll(() => guests.logs.filter(({ key }) => key === guest.key).at(-1)?.message, { timeout: 3_000 })
      .toMatch(/^\d+ log lines over 10 a second were dropped/);
    expect(guests.logs.filter(({ key }) => key === guest.key).length).toBeLessThan(40);
  });
  test('of calls at once: plugin/busy', async () => {
    const guest = await guests.add('return { go: () => new Promise((r) => setTimeout(r, 200)) }', { limits: { concurrency: 2 } });
    const codes = (await Promise.all([1, 2, 3].map(() => guest.call('go')))).map(codeOf);
    expect(codes.filter((code) => code === 'plugin/busy')).toHaveLength(1);
  });
});

describe('a guest that takes its process along', () => {
  // Each of these was seen to abort the process or to hang it beyond every limit inside of it.
  test.each([
    ['a Map without end', 'const m = new Map(); for (let i = 0; ; i++) m.set(i, new Array(50))'],
    ['arrays in arrays without end', 'let a = []; for (;;) a = [a, a, [a]]'],
  ])(
    'by %s: the call ends by name, others are served meanwhile and after',
    async (_name, source) => {
      const guest = await guests.add(`return { go: async () => { ${source} } }`, { limits: { cpuMsPerTurn: 2000, heapMB: 48 } });
      const started = Date.now();
      const killed = guest.call('go');
      while (Date.now() - started < 400) await stillServes();
      expect(codeOf(await killed)).toMatch(/^(plugin\/(heap-limit|turn-limit|timeout)|host\/died)$/);
      await stillServes();
      const other = await guests.add('return { fine: async () => "served" }');
      expect(valueOf(await other.call('fine'))).toBe('served');
    },
    30_000,
  );
});

describe('an answer of a guest', () => {
  test('with an own __proto__ changes no prototype', async () => {
    const guest = await guests.add('return { go: async () => JSON.parse(\'{"__proto__": {"admin": true}, "a": 1}\') }');
    const value = valueOf(await guest.call('go')) as { admin?: boolean };
    expect(value.admin === true && !Object.hasOwn(value, '__proto__')).toBe(false);
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
  });
  test('with functions, proxies or cycles fails by name', async () => {
    const guest = await guests.add(
      'return { fn: async () => ({ f() {} }), cycle: async () => { const a = {}; a.a = a; return a }, proxy: async () => new Proxy({}, { ownKeys() { throw new Error("x") } }) }',
    );
    for (const name of ['cycle', 'proxy']) expect(codeOf(await guest.call(name, null, { wallMs: 1_500 }))).toMatch(/^plugin\//);
    await stillServes();
  });
});
