import { describe, expect, test } from 'vitest';
import { scenarios } from '../scenarios/index.ts';
import de from '../text/de.ts';
import en from '../text/en.ts';
import { forms, valueAtPath, withPath } from './fields.ts';

describe('the editor', () => {
  test('has a form for every scenario, and a scenario for every form', () => {
    expect(forms.map(({ id }) => id).sort()).toEqual(Object.keys(scenarios).sort());
  });
  test('has words for everything in it', () => {
    for (const catalogue of [en, de])
      for (const { id, group, fields } of forms) {
        expect([id, catalogue.names[id], catalogue.groups[group]]).toEqual([id, expect.any(String), expect.any(String)]);
        for (const { label } of fields) expect([label, catalogue.fields[label]]).toEqual([label, expect.any(String)]);
      }
  });
  test('changes what it leads to and nothing else', () => {
    const query = { refId: 'A', pulseWave: { timeStep: 5, onCount: 1 } };
    expect(withPath(query, 'pulseWave.timeStep', 10)).toEqual({ refId: 'A', pulseWave: { timeStep: 10, onCount: 1 } });
    expect(withPath(query, 'pulseWave.timeStep', undefined)).toEqual({ refId: 'A', pulseWave: { onCount: 1 } });
    expect(withPath({}, 'csvWave.0.name', 'x')).toEqual({ csvWave: [{ name: 'x' }] });
    expect(valueAtPath(query, 'pulseWave.onCount')).toBe(1);
    expect(valueAtPath(query, 'sim.key.type')).toBeUndefined();
  });
});
