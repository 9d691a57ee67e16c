import { describe, expect, test } from 'vitest';
import { escaped, pathText } from './svg-text.ts';

describe('a part of a canvas path as SVG', () => {
  test.each([
    ['moveTo', [1, 2.345], true, 'M1 2.35'],
    ['lineTo', [3, 4], false, 'L3 4'],
    ['lineTo', [3, 4], true, 'M3 4'],
    ['rect', [1, 2, 3, 4], false, 'M1 2h3v4h-3Z'],
    ['roundRect', [0, 0, 10, 8, 2], true, 'M2 0h6a2 2 0 0 1 2 2v4a2 2 0 0 1 -2 2h-6a2 2 0 0 1 -2 -2v-4a2 2 0 0 1 2 -2Z'],
    ['arc', [0, 0, 5, 0, Math.PI / 2], true, 'M5 0A5 5 0 0 1 0 5'],
    ['arc', [0, 0, 5, 0, Math.PI / 2, true as unknown as number], true, 'M5 0A5 5 0 1 0 0 5'],
    ['arc', [0, 0, 5, 0, 2 * Math.PI], true, 'M5 0A5 5 0 1 1 -5 0A5 5 0 1 1 5 0'],
    ['closePath', [], false, 'Z'],
    ['lineTo', [Number.NaN, 4], false, ''],
  ] as const)('%s %j', (name, args, first, text) => expect(pathText(name, [...args], first)).toBe(text));

  test('texts of data stay texts', () => expect(escaped('<script x="1">&')).toBe('&lt;script x=&quot;1&quot;>&amp;'));
});
