import type { OptionEditor } from '@orrery/plugin-sdk/ui';
import { describe, expect, test } from 'vitest';
import { transformations } from '../transformations.ts';
import { forms } from './index.ts';

describe('every transformation', () => {
  test('has a form, and every form a transformation', () => {
    expect(Object.keys(forms).toSorted()).toEqual(Object.keys(transformations).toSorted());
  });
  test.each(Object.entries(forms))('%s says what it does, in a sentence', (_id, { name, description }) => {
    expect(name).not.toBe('');
    expect(description).toMatch(/\.$/);
  });
  test.each(Object.entries(forms))('%s asks for each option once', (_id, { editors }) => {
    const paths = editors.map(({ path }) => path);
    expect(new Set(paths).size).toBe(paths.length);
  });
  test.each(Object.entries(forms))('%s starts with what its own options can show', (_id, { editors, initial = {} }) => {
    const roots = new Set(editors.map(({ path }: OptionEditor) => path.split('.')[0]));
    if (roots.has('')) return;
    for (const key of Object.keys(initial)) expect([...roots]).toContain(key);
  });
});
