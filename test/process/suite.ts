/** What holds of a plugin that is a process, whoever wrote it. Run with the compiled plugin, and with the peer written for tests. */
import { existsSync, readdirSync, readlinkSync } from 'node:fs';
import type { Answer, CallOptions } from '@orrery/kernel/execution/types';
import type { Result } from '@orrery/plugin-sdk';
import { readArrowFrame } from '@orrery/plugin-sdk/data/arrow-read';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { codeOf, valueOf } from '../support/guests.ts';
import { type Processes, type ProcessPlugin, startProcesses, station } from '../support/process-plugins.ts';

const range = { from: 1_700_000_000_000, to: 1_700_000_600_000 };
const ask = (plugin: ProcessPlugin, kind: string, rows = 4, options: Partial<CallOptions> = {}): Promise<Result<Answer>> =>
  plugin.call('query', [{ range, queries: [{ refId: 'A', kind, rows }] }], options);

async function bytesOf(answer: Result<Answer>): Promise<Buffer> {
  if (!answer.ok) throw new Error(`${answer.failure.code}: ${answer.failure.message}`);
  if (answer.value.bytes) return Buffer.from(answer.value.bytes);
  const pieces: Buffer[] = [];
  for await (const piece of answer.value.body ?? []) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}
async function jsonOf(plugin: ProcessPlugin, kind: string, rows?: number): Promise<never> {
  return JSON.parse(`{${await bytesOf(await ask(plugin, kind, rows, { encoding: 'frames-json' }))}}`) as never;
}
export const wholeOf = async (answer: Result<Answer>): Promise<{ status: number; headers: Record<string, string>; text: string }> => ({
  ...(valueOf(answer) as { status: number; headers: Record<string, string> }),
  text: (await bytesOf(answer)).toString(),
});
/** As JSON would have it. */
function plain(value: unknown, kind: string): unknown {
  if (kind === 'bool') return Boolean(value);
  return typeof value === 'bigint' ? Number(value) : Number.isNaN(value) ? null : value;
}
const asRoot = process.getuid?.() === 0;
const alive = (pid: number | undefined): boolean => pid !== undefined && existsSync(`/proc/${pid}`);

export function suiteOfProcesses(who: string, executable: () => Uint8Array): void {
  describe(`a plugin that is a process (${who})`, { timeout: 120_000 }, () => {
    let processes: Processes;
    let plugin: ProcessPlugin;
    const fresh = async (): Promise<void> => {
      processes = await startProcesses();
      plugin = processes.add(executable());
    };
    const end = async (): Promise<void> => processes[Symbol.asyncDispose]();
    /** Where nothing is broken, one process serves all. */
    const shared = (): void => {
      beforeAll(fresh, 120_000);
      afterAll(end);
    };
    const anew = (): void => {
      beforeEach(fresh);
      afterEach(end);
    };
    const said = (message: string): boolean => processes.logs.some((line) => line.message === message);
    const toHaveSaid = (message: string) => expect.poll(() => said(message), { timeout: 20_000 }).toBe(true);
    async function pidOf(): Promise<number> {
      await expect.poll(() => plugin.pid(), { timeout: 20_000 }).toBeDefined();
      return plugin.pid() as number;
    }

    describe('answers queries', () => {
      shared();
      test('as JSON: gaps, no-numbers, nanoseconds, labels and units are there', async () => {
        expect(await jsonOf(plugin, 'series')).toEqual({
          A: {
            status: 200,
            frames: [
              {
                schema: {
                  name: 'temperature',
                  refId: 'A',
                  meta: { type: 'timeseries-wide', typeVersion: [0, 1] },
                  fields: [
                    { name: 'time', type: 'time', typeInfo: { frame: 'time.Time' } },
                    {
                      name: 'value',
                      type: 'number',
                      typeInfo: { frame: 'float64', nullable: true },
                      labels: { station: 'north' },
                      config: { unit: 'celsius' },
                    },
                    { name: 'count', type: 'number', typeInfo: { frame: 'int64' } },
                  ],
                },
                data: {
                  values: [
                    [1_700_000_000_000, 1_700_000_150_000, 1_700_000_300_000, 1_700_000_450_000],
                    [0, null, null, Math.sin(0.3)],
                    [0, 1, 2, 3],
                  ],
                  nanos: [[250, 250, 250, 250], null, null],
                  entities: [null, { NaN: [1] }, null],
                },
              },
            ],
          },
        });
      });

      test.each(['table', 'logs', 'several', 'other-ref'])('%s: Arrow says the same as JSON, value by value', async (kind) => {
        const { A } = (await jsonOf(plugin, kind)) as { A: { frames: { schema: object; data: { values: unknown[][] } }[] } };
        const arrow = await bytesOf(await ask(plugin, kind, 4, { encoding: 'arrow' }));
        let at = 0;
        for (const frame of A.frames) {
          const size = arrow.readUInt32BE(at);
          const read = readArrowFrame(new Uint8Array(arrow.subarray(at + 4, at + 4 + size)));
          at += 4 + size;
          expect(read.refId).toBe('A');
          expect(
            read.fields.map(({ values, nulls, kind: of }) =>
              Array.from(values as Iterable<unknown>, (value, row) => (nulls?.[row] ? null : plain(value, of))),
            ),
          ).toEqual(frame.data.values);
        }
        expect(at).toBe(arrow.length);
        expect(A.frames.length).toBe(kind === 'several' ? 3 : 1);
      });

      test('of another plugin, as columns', async () => {
        const { answers } = valueOf(await ask(plugin, 'series')) as { answers: { A: { frames: { fields: { values: unknown }[] }[] } } };
        expect(answers.A.frames[0]?.fields[2]?.values).toEqual(new BigInt64Array([0n, 1n, 2n, 3n]));
      });

      test('of 100 000 rows, whole, while a small one beside it is answered', async () => {
        const large = ask(plugin, 'series', 100_000, { encoding: 'arrow' });
        const small = jsonOf(plugin, 'table');
        const bytes = await bytesOf(await large);
        const read = readArrowFrame(new Uint8Array(bytes.subarray(4)));
        expect(read.length).toBe(100_000);
        expect(Array.from(read.fields[2]?.values as BigInt64Array).at(-1)).toBe(99_999n);
        expect(await small).toMatchObject({ A: { status: 200 } });
      });

      test('in pieces', async () => {
        const answer = await plugin.call('queryChunked', [{ range, queries: [{ refId: 'A' }] }]);
        const lines = (await bytesOf(answer))
          .toString()
          .trim()
          .split('\n')
          .map((line) => JSON.parse(line) as object);
        expect(lines).toMatchObject([0, 1, 2].map((piece) => ({ refId: 'A', frameId: 'f', frame: { data: { values: [[piece]] } } })));
      });

      test('and says whose fault a failure is', async () => {
        expect(await jsonOf(plugin, 'downstream')).toMatchObject({
          A: { status: 502, error: 'the station does not answer', errorSource: 'downstream' },
        });
        expect(await jsonOf(plugin, 'nothing of the kind')).toMatchObject({ A: { status: 400, errorSource: 'plugin' } });
        const threw = await ask(plugin, 'panic');
        expect(threw).toMatchObject({ ok: false, failure: { code: 'plugin/threw', message: expect.stringContaining('as asked') } });
        expect(await jsonOf(plugin, 'table')).toMatchObject({ A: { status: 200 } });
      });

      test('beyond its limit of bytes not at all', async () => {
        const narrow = processes.add(executable(), { limits: { responseMB: 1 } });
        expect(codeOf(await ask(narrow, 'series', 100_000, { encoding: 'arrow' }))).toBe('plugin/response-limit');
        expect(codeOf(await ask(narrow, 'table'))).toBe('ok');
      });
    });

    describe('is told', () => {
      shared();
      const whoOf = async (given = plugin, options: Partial<CallOptions> = {}): Promise<Record<string, unknown>> => {
        const { answers } = valueOf(await ask(given, 'who', 0, options)) as {
          answers: { A: { frames: { fields: { name: string; values: ArrayLike<unknown> }[] }[] } };
        };
        return Object.fromEntries((answers.A.frames[0]?.fields ?? []).map(({ name, values }) => [name, values[0]]));
      };
      test('who asks, in which organisation, with which settings and secrets, of which server', async () => {
        expect(await whoOf()).toMatchObject({
          login: 'ann',
          org: 1n,
          uid: 'weather-1',
          url: 'https://weather.example/',
          station: 'north',
          token: 'a-secret-token',
          server: '12.4.0',
        });
      });
      test('no secrets unless it was granted to read them', async () => {
        expect(await whoOf(processes.add(executable(), { granted: {} }))).toMatchObject({ station: 'north', token: '' });
      });
      test('settings once, and anew when they changed', async () => {
        const first = await whoOf();
        expect((await whoOf()).made).toBe(first.made);
        const changed = { ...station, version: 2, updated: station.updated + 1, settings: { jsonData: { station: 'south' } } };
        const second = await whoOf(plugin, { instance: changed });
        expect(second.station).toBe('south');
        expect(second.made).not.toBe(first.made);
      });
    });

    describe('answers beside queries', () => {
      shared();
      test('how it is', async () => {
        expect(valueOf(await plugin.call('health'))).toEqual({
          status: 'OK',
          message: 'The station north answers',
          details: { height: 120 },
        });
        const bare = { ...station, uid: 'weather-2', settings: {} };
        expect(valueOf(await plugin.call('health', [], { instance: bare }))).toMatchObject({ status: 'ERROR' });
      });
      test('its own metrics', async () => {
        expect(valueOf(await plugin.call('metrics'))).toContain('go_goroutines');
      });
      test('resources, without cookies either way', async () => {
        const answer = await wholeOf(
          await plugin.resource('stations', {
            query: 'a=1&b=2',
            headers: { 'x-test': 'yes', cookie: 'session=1', authorization: 'Bearer x' },
          }),
        );
        expect(answer.status).toBe(200);
        expect(answer.headers).toMatchObject({ 'content-type': 'application/json', 'x-station': 'north' });
        expect(answer.headers['set-cookie']).toBeUndefined();
        expect(JSON.parse(answer.text)).toEqual({ method: 'GET', query: 'a=1&b=2', test: 'yes', cookie: '' });
      });
      test('a body with a body', async () => {
        const body = new Uint8Array([0, 255, 10, 13, 0]);
        const answer = await plugin.resource('echo', { method: 'POST', body });
        expect(valueOf(answer)).toMatchObject({ status: 201, headers: { 'content-type': 'text/plain' } });
        expect(await bytesOf(answer)).toEqual(Buffer.from(body));
      });
      test('64 MB as they flow, and holds only a part of them', async () => {
        const answer = await plugin.resource('pour', { query: 'pieces=1024' });
        let size = 0;
        for await (const piece of (answer.ok && answer.value.body) || []) size += (piece as Buffer).length;
        expect(size).toBe(64 << 20);
      });
      test('a reader that stops reading is not poured on', async () => {
        const answer = await plugin.resource('pour', { query: 'pieces=100000' });
        for await (const _piece of (answer.ok && answer.value.body) || []) break;
        await toHaveSaid('Nobody drinks any more');
      });
    });

    describe('streams', () => {
      shared();
      test('to those it lets, from its first packet until the listener leaves', async () => {
        expect(valueOf(await plugin.call('subscribe', ['ticks']))).toMatchObject({ status: 'OK', initial: { data: { values: [[0]] } } });
        expect(valueOf(await plugin.call('subscribe', ['secret']))).toEqual({ status: 'PERMISSION_DENIED' });
        expect(valueOf(await plugin.call('subscribe', ['nothing']))).toEqual({ status: 'NOT_FOUND' });
        const leaving = new AbortController();
        const run = await plugin.call('runStream', ['ticks'], { signal: leaving.signal });
        let text = '';
        for await (const piece of (run.ok && run.value.body) || []) {
          text += String(piece);
          if (text.split('\n').length > 3) break;
        }
        const numbers = text
          .split('\n')
          .slice(0, 3)
          .map((line) => (JSON.parse(line) as { data: { values: number[][] } }).data.values[0]?.[0]);
        expect(numbers).toEqual([1, 2, 3]);
        await toHaveSaid('The stream ended');
      });
      test('what somebody publishes it takes or refuses', async () => {
        expect(valueOf(await plugin.call('publishStream', ['ticks', { a: 1 }]))).toEqual({ status: 'OK', data: { a: 1 } });
        expect(valueOf(await plugin.call('publishStream', ['other', { a: 1 }]))).toEqual({ status: 'PERMISSION_DENIED' });
      });
    });

    describe('a caller that leaves', () => {
      shared();
      test('is known to be gone by the process', async () => {
        valueOf(await plugin.call('health'));
        const leaving = new AbortController();
        const waiting = ask(plugin, 'wait', 0, { signal: leaving.signal });
        await new Promise((resolve) => setTimeout(resolve, 100));
        leaving.abort();
        expect(codeOf(await waiting)).toBe('call/cancelled');
        await toHaveSaid('The caller left');
      });
      test('by its deadline, too', async () => {
        valueOf(await plugin.call('health'));
        expect(codeOf(await ask(plugin, 'wait', 0, { wallMs: 300 }))).toBe('plugin/timeout');
        await toHaveSaid('The caller left');
      });
    });

    describe.runIf(process.platform === 'linux')('is held', () => {
      anew();
      interface Inside {
        env: string[];
        fds: Record<string, string>;
        uid: number;
        gid: number;
        limits: string;
        status: string;
        folder: string;
        pid: number;
        canChangeItself: boolean;
      }
      const inside = async (): Promise<Inside> => JSON.parse((await wholeOf(await plugin.resource('inside'))).text) as Inside;

      test('with an environment of exactly these', async () => {
        const { env } = await inside();
        const names = env.map((pair) => pair.split('=')[0]).sort();
        expect(names).toEqual([
          'GF_PLUGIN_COLOUR',
          'GF_VERSION',
          'PLUGIN_MAX_PORT',
          'PLUGIN_MIN_PORT',
          'PLUGIN_PROTOCOL_VERSIONS',
          'PLUGIN_UNIX_SOCKET_DIR',
          'TMPDIR',
          'grafana_plugin_type',
        ]);
      });
      test('without a descriptor of the host, the kernel, or whoever started them', async () => {
        const { fds } = await inside();
        const host = processes.execution.hosts().find(({ name }) => name === 'process');
        const ofHost = new Set(
          readdirSync(`/proc/${host?.pid}/fd`).flatMap((fd) => {
            try {
              const target = readlinkSync(`/proc/${host?.pid}/fd/${fd}`);
              return /^(socket|pipe):/.test(target) ? [target] : [];
            } catch {
              return [];
            }
          }),
        );
        expect(Object.entries(fds).filter(([, target]) => ofHost.has(target))).toEqual([]);
        expect(fds['0']).toBe('/dev/null');
      });
      test('by limits that the system keeps', async () => {
        const { limits, status } = await inside();
        expect(limits).toMatch(/Max open files +1024 +1024/);
        expect(limits).toMatch(/Max core file size +0 +0/);
        expect(limits).toMatch(new RegExp(`Max data size +${(2 * 512 + 768) << 20} `));
        expect(limits).toMatch(/Max file size +268435456 +268435456/);
        expect(status).toMatch(/NoNewPrivs:\s*1/);
      });
      test.runIf(asRoot)('as a user of its own, which cannot change its own executable', async () => {
        const { uid, gid, limits, status, canChangeItself } = await inside();
        expect(uid).toBeGreaterThanOrEqual(64_500);
        expect(gid).toBe(uid);
        expect(status).toMatch(/Groups:\s*\n/);
        expect(status).toMatch(/CapEff:\s*0+\n/);
        expect(limits).toMatch(/Max cpu time +60 +60/);
        expect(limits).toMatch(/Max processes +512 +512/);
        expect(canChangeItself).toBe(false);
      });
      test('in a folder of its own, which goes with it', async () => {
        const { folder } = await inside();
        expect(existsSync(folder)).toBe(true);
        await plugin.remove();
        await expect.poll(() => existsSync(folder), { timeout: 20_000 }).toBe(false);
        expect(readdirSync(processes.folder)).toEqual([]);
      });
      test('to a number of open files', async () => {
        const { opened, error } = JSON.parse((await wholeOf(await plugin.resource('hurt/files'))).text) as {
          opened: number;
          error: string;
        };
        expect(opened).toBeLessThan(1024);
        expect(error).toMatch(/too many open files/i);
      });
      test('to its memory: it ends, by name, and not its neighbour', async () => {
        const small = processes.add(executable(), { limits: { heapMB: 256 } });
        valueOf(await plugin.call('health'));
        const before = await pidOf();
        const hurt = await small.resource('hurt/memory');
        expect(['plugin/heap-limit', 'plugin/process-died']).toContain(codeOf(hurt));
        expect(processes.events).toContainEqual(expect.objectContaining({ kind: 'crash', key: small.key, guilty: true }));
        valueOf(await plugin.call('health'));
        expect(plugin.pid()).toBe(before);
      });
      test('to some processor time while nobody waits for it', async () => {
        await processes[Symbol.asyncDispose]();
        processes = await startProcesses({ idleCpuSeconds: 2 });
        plugin = processes.add(executable());
        await bytesOf(await plugin.resource('hurt/spin'));
        const pid = await pidOf();
        await expect.poll(() => alive(pid), { timeout: 25_000, interval: 100 }).toBe(false);
        await expect
          .poll(() => processes.events.find((event) => event.kind === 'crash'), { timeout: 5_000 })
          .toMatchObject({ key: plugin.key, guilty: true, cause: expect.stringContaining('processor time') });
      });
    });

    describe('that ends', () => {
      anew();
      test('by itself fails its calls by name, rests, and is started anew', async () => {
        valueOf(await plugin.call('health'));
        const pid = await pidOf();
        const other = ask(plugin, 'wait');
        await new Promise((resolve) => setTimeout(resolve, 100));
        expect(codeOf(await plugin.resource('hurt/exit'))).toBe('plugin/process-died');
        expect(await other).toMatchObject({
          ok: false,
          failure: { code: 'plugin/process-died', retryable: true, message: expect.stringContaining('ended with code 3') },
        });
        expect(codeOf(await plugin.call('health'))).toBe('plugin/backing-off');
        expect(processes.events.filter(({ kind }) => kind === 'crash')).toEqual([
          expect.objectContaining({ key: plugin.key, guilty: true }),
        ]);
        await expect.poll(async () => codeOf(await plugin.call('health')), { timeout: 20_000, interval: 200 }).toBe('ok');
        await expect.poll(() => plugin.pid(), { timeout: 5_000 }).not.toBe(pid);
      });
      test('in a panic says what it last said', async () => {
        const answer = await plugin.resource('hurt/panic');
        expect(codeOf(answer)).toBe('plugin/process-died');
        await expect
          .poll(() => processes.logs.some(({ level, message }) => level !== 'info' && message.includes('outside of any call')), {
            timeout: 5_000,
          })
          .toBe(true);
      });
      test('because somebody stopped it is not to blame', async () => {
        valueOf(await plugin.call('health'));
        process.kill(await pidOf(), 'SIGTERM');
        await expect
          .poll(() => processes.events.find(({ kind }) => kind === 'crash'), { timeout: 10_000 })
          .toMatchObject({ guilty: false });
        expect(codeOf(await plugin.call('health'))).toBe('ok');
      });
      test('with the kernel ends by itself and within its time', async () => {
        valueOf(await plugin.call('health'));
        const pid = await pidOf();
        await processes.execution.stop();
        expect(alive(pid)).toBe(false);
        expect(readdirSync(processes.folder)).toEqual([]);
      });
      test('with a host that was killed leaves nothing running', async () => {
        valueOf(await plugin.call('health'));
        const pid = await pidOf();
        process.kill(processes.execution.hosts().find(({ name }) => name === 'process')?.pid as number, 'SIGKILL');
        await expect.poll(() => alive(pid), { timeout: 10_000 }).toBe(false);
        await expect.poll(async () => codeOf(await plugin.call('health')), { timeout: 20_000 }).toBe('ok');
        // What the killed host could not sweep up, its successor does.
        expect(readdirSync(processes.folder).length).toBe(1);
      });
    });

    describe('beside others', () => {
      anew();
      test('may print to its standard output what it likes: nobody reads it, and it is not held up', async () => {
        for (let time = 0; time < 5; time++) expect((await wholeOf(await plugin.resource('hurt/stdout'))).text).toMatch(/said/);
      });

      test('of a new version runs beside the old one, as another user, until that one is removed', async () => {
        valueOf(await plugin.call('health'));
        const next = processes.add(executable());
        expect((await processes.execution.probe(next.key)).ok).toBe(true);
        const waiting = plugin.resource('pour', { query: 'pieces=16' });
        const removed = processes.execution.remove(plugin.key, 10_000);
        expect((await bytesOf(await waiting)).length).toBe(1 << 20);
        await removed;
        expect(codeOf(await plugin.call('health'))).toBe('plugin/missing');
        expect(codeOf(await next.call('health'))).toBe('ok');
      });
    });
  });
}
