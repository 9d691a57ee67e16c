/** One file stands for many in a guest's document: no name may be lost in it, and none may mean something else. */
import { describe, expect, test } from 'vitest';
import { manifest } from '../manifest.ts';
import * as shared from './shared.ts';

const names = Object.entries(manifest.orrery.contributes.sharedModule).flatMap(([name, { file, ...more }]) =>
  'frame' in more ? [[name, file.replace(/js$/, 'ts')] as const] : [],
);

describe('what guests share', () => {
  test.each(names)('has all of %s', async (_name, file) => {
    const own = (await import(/* @vite-ignore */ new URL(`../${file}`, import.meta.url).href)) as Readonly<Record<string, unknown>>;
    const here: Readonly<Record<string, unknown>> = shared;
    const other = Object.keys(own).filter((key) => own[key] !== here[key]);
    // The kit's stands for the one of preact.
    expect(other.filter((key) => key !== 'useId')).toEqual([]);
    if (other.length > 0) expect(typeof here.useId).toBe('function');
  });
});
