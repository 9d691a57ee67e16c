/** The desk with the worker's own side behind a port: everything of both but the thread. */
import { frame, numberField } from '@orrery/plugin-sdk/data';
import { afterEach, describe, expect, test } from 'vitest';
import { defineTransformation } from '../../data/transform/index.ts';
import type { TransformationLoaders, TransformationPlugin, TransformationWorker } from '../transformation.ts';
import { transform } from './run.ts';
import { serveTransformations } from './serve.ts';

const frames = [frame([numberField('n', Float64Array.of(1, 2, 3))])];
const context = { timeZone: 'utc', now: 0 };
const doubled = defineTransformation({
  apply: (given) =>
    given.map((one) => ({
      ...one,
      fields: one.fields.map((field) => ({ ...field, values: (field.values as Float64Array).map((n) => n * 2) })),
    })),
});
const loaders: TransformationLoaders = {
  double: async () => doubled,
  throw: async () => ({
    apply() {
      throw new Error('on purpose');
    },
  }),
  list: async () => ({ apply: () => ({}) as never }),
  code: async () => ({ apply: () => [{ ...frames[0]!, meta: { custom: { run: () => 1 } } }] }),
  late: () => Promise.reject(new Error('did not load')),
};

const ports: MessagePort[] = [];
let opened = 0;
let ended = 0;
afterEach(() => {
  for (const port of ports.splice(0)) port.close();
  [opened, ended] = [0, 0];
});

function worker(served: boolean): TransformationWorker {
  const { port1, port2 } = new MessageChannel();
  ports.push(port1, port2);
  opened++;
  if (served) {
    Object.assign(globalThis, { orreryPort: port2 });
    serveTransformations(loaders);
    Reflect.deleteProperty(globalThis, 'orreryPort');
  }
  return Object.assign(port1 as unknown as TransformationWorker, {
    onerror: null,
    terminate: () => {
      ended++;
      port1.close();
    },
  });
}
let versions = 0;
/** `silent`: so many of its workers never answer. */
function plugin(silent = 0): TransformationPlugin & { readonly workers: TransformationWorker[] } {
  const workers: TransformationWorker[] = [];
  return {
    plugin: 'one',
    version: `v${++versions}`,
    outside: true,
    workers,
    load: () => Promise.reject(new Error('not in the page')),
    async openWorker() {
      const made = worker(workers.length >= silent);
      workers.push(made);
      return made;
    },
  };
}
const run = (of: TransformationPlugin, ids: readonly string[], more: { signal?: AbortSignal; stages?: boolean } = {}) =>
  transform(frames, { steps: ids.map((id) => ({ id })), context, find: () => of, ...more });
const until = async (holds: () => boolean): Promise<void> => {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5));
};

describe('a plugin outside the page', () => {
  test('does all of its steps in one worker, small data as well, and the page keeps its own columns', async () => {
    const one = plugin();
    const { frames: made, problems, stages } = await run(one, ['double', 'double']);
    expect(made[0]?.fields[0]?.values).toEqual(Float64Array.of(4, 8, 12));
    expect([problems, stages, opened]).toEqual([[], [], 1]);
    expect(frames[0]?.fields[0]?.values).toEqual(Float64Array.of(1, 2, 3));
  });
  test('shows what lies between its steps, one after another', async () => {
    const { stages } = await run(plugin(), ['double', 'double'], { stages: true });
    expect(stages.map(({ index, sample }) => [index, sample[0]?.fields[0]?.values])).toEqual([
      [-1, Float64Array.of(1, 2, 3)],
      [0, Float64Array.of(2, 4, 6)],
      [1, Float64Array.of(4, 8, 12)],
    ]);
  });
  test.each([
    ['throw', 'on purpose'],
    ['list', 'It gave no list of frames.'],
    ['late', 'did not load'],
    ['code', expect.stringContaining('could not be cloned')],
    ['absent', 'No plugin has a transformation "absent".'],
  ])('says why "%s" was not applied, and goes on in the same worker', async (id, message) => {
    const one = plugin();
    expect((await run(one, [id])).problems).toMatchObject([{ index: 0, id, message }]);
    expect((await run(one, ['double'])).frames[0]?.fields[0]?.values).toEqual(Float64Array.of(2, 4, 6));
    expect([opened, ended]).toEqual([1, 0]);
  });
});

describe('a worker that does not end', () => {
  test('costs only whoever asked: those behind it get a new one, and the same steps are refused at once', async () => {
    const one = plugin(1);
    const first = run(one, ['throw', 'double']);
    const behind = run(one, ['double']);
    await until(() => one.workers.length === 1);
    one.workers[0]?.onerror?.({ message: 'it hangs' } as ErrorEvent);
    expect((await first).problems).toMatchObject([{ message: 'it hangs' }, { message: 'it hangs' }]);
    expect((await first).frames).toBe(frames);
    expect((await behind).frames[0]?.fields[0]?.values).toEqual(Float64Array.of(2, 4, 6));
    expect([opened, ended]).toEqual([2, 1]);
    expect((await run(one, ['throw', 'double'])).problems[0]?.message).toBe('it hangs');
    expect(opened).toBe(2);
  });
  test('is ended soon after whoever asked has left, and that is held against nobody', async () => {
    const one = plugin(1);
    const leaving = new AbortController();
    const left = run(one, ['double'], { signal: leaving.signal });
    await until(() => one.workers.length === 1);
    leaving.abort();
    await expect(left).rejects.toThrow('abort');
    await until(() => ended === 1);
    expect((await run(one, ['double'])).problems).toEqual([]);
  });
  test('is not even begun for who left while it waited', async () => {
    const one = plugin(1);
    void run(one, ['throw']);
    const leaving = new AbortController();
    const left = run(one, ['double'], { signal: leaving.signal });
    leaving.abort();
    await expect(left).rejects.toThrow('abort');
    expect(one.workers.length).toBeLessThanOrEqual(1);
  });
});
