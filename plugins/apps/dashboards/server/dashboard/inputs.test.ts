import { describe, expect, test } from 'vitest';
import { exportOf } from './export.ts';
import { fillInputs } from './inputs.ts';

const sources = [
  { uid: 'p1', name: 'My Prom', type: 'prometheus', isDefault: true },
  { uid: 'l1', name: 'Logs', type: 'loki', isDefault: false },
];
const model = {
  uid: 'x',
  title: 'X',
  version: 4,
  id: 9,
  panels: [
    {
      id: 1,
      type: 'stat',
      datasource: { type: 'prometheus', uid: 'p1' },
      targets: [{ refId: 'A', datasource: { type: 'prometheus', uid: 'p1' } }],
    },
    { id: 2, type: 'row', panels: [{ id: 3, type: 'logs', datasource: { type: 'loki', uid: 'l1' } }] },
    { id: 4, type: 'stat', datasource: { type: 'datasource', uid: '-- Mixed --' } },
    { id: 5, type: 'stat', datasource: { uid: '${ds}' } },
    { id: 6, type: 'stat', datasource: { type: 'x', uid: 'nobody-knows' } },
  ],
};

describe('a dashboard that goes out', () => {
  const out = exportOf(model, sources, []);
  test('names what it needs, and nothing of this server', () => {
    expect(out.__inputs).toMatchObject([{ name: 'DS_MY_PROM' }, { name: 'DS_LOGS' }]);
    expect(out).toMatchObject({ id: null, title: 'X' });
    expect(out).not.toHaveProperty('version');
    expect(JSON.stringify(out)).not.toMatch(/"(p1|l1)"/);
  });
  test('comes back as it was', () => {
    const filled = fillInputs(out as never, [
      { name: 'DS_MY_PROM', type: 'datasource', pluginId: 'prometheus', value: 'p1' },
      { name: 'DS_LOGS', type: 'datasource', pluginId: 'loki', value: 'l1' },
    ]);
    const { version: _, ...rest } = model;
    expect(filled).toEqual({ model: { ...rest, id: null }, elements: [] });
  });
  test('leaves the model that it was made from alone', () => {
    expect(model.panels[0]?.datasource).toEqual({ type: 'prometheus', uid: 'p1' });
  });
});

describe('inputs', () => {
  test('only fill names that the dashboard declares', () => {
    const filled = fillInputs({ title: '${A} ${B}', __inputs: [{ name: 'A', type: 'constant' }] }, [
      { name: 'A', type: 'constant', pluginId: '', value: '${B}' },
      { name: 'B', type: 'constant', pluginId: '', value: 'no' },
    ]);
    expect(filled).toMatchObject({ model: { title: '${B} ${B}' } });
  });
  test('that nobody fills are named', () => {
    expect(fillInputs({ title: 'x', __inputs: [{ name: 'DS_A', type: 'datasource' }] }, [])).toEqual({ missing: 'DS_A' });
  });
  test('of very old exports, whose elements are a list, are read', () => {
    expect(fillInputs({ title: 'x', __elements: [] }, [])).toMatchObject({ elements: [] });
  });
});
