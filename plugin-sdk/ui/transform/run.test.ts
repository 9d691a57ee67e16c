import { type FrameData, frame, numberField } from '@orrery/plugin-sdk/data';
import { describe, expect, test } from 'vitest';
import { type AnyTransformation, takeFrameRows } from '../../data/transform/index.ts';
import { transform } from './run.ts';

const context = { timeZone: 'utc', now: 0 };
const transformations: Readonly<Record<string, AnyTransformation>> = {
  first: { apply: (frames) => frames.map((one) => takeFrameRows(one, [0])) },
  mark: { apply: (frames) => frames.map((one) => ({ ...one, meta: { dataTopic: 'annotations' } })) },
};
const plugin = {
  plugin: 'acme',
  version: '1',
  load: async () => ({
    transformations: Object.fromEntries(Object.entries(transformations).map(([id, made]) => [id, async () => made])),
    transformationForms: async () => ({}),
  }),
};
const find = (id: string) => (Object.hasOwn(transformations, id) ? plugin : undefined);
const rows = (of: readonly FrameData[]): string[] => of.map(({ refId, length }) => `${refId}: ${length}`);

describe('the steps of a panel', () => {
  const one = frame([numberField('v', Float64Array.of(1, 2))], { refId: 'A' });
  const note = frame([numberField('v', Float64Array.of(3, 4))], { refId: 'N', meta: { dataTopic: 'annotations' } });

  test('are for its series, and leave annotations as they are', async () => {
    const { frames } = await transform([note, one], { steps: [{ id: 'first' }], context, find });
    expect(rows(frames)).toEqual(['A: 1', 'N: 2']);
  });
  test('are for its annotations where they say so', async () => {
    const { frames } = await transform([one, note], { steps: [{ id: 'first', topic: 'annotations' }], context, find });
    expect(rows(frames)).toEqual(['A: 2', 'N: 1']);
  });
  test('go on with a series that one of them marked as annotation', async () => {
    const steps = [{ id: 'mark' }, { id: 'first', topic: 'annotations' }, { id: 'mark', disabled: true }];
    expect(rows((await transform([one], { steps, context, find })).frames)).toEqual(['A: 2']);
    expect(rows((await transform([one], { steps: [...steps, { id: 'first' }], context, find })).frames)).toEqual(['A: 1']);
  });
  test('hand the frames themselves on where nothing was to be done', async () => {
    const given = [one];
    expect((await transform(given, { steps: [], context, find })).frames).toBe(given);
  });
});
