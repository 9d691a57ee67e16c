import { describe, expect, test } from 'vitest';
import { readAnnotation, readGraphite } from './input.ts';

const blank = { time: 0, timeEnd: 0, text: '', tags: [], data: {} };
const before = { time: 100, timeEnd: 200, text: 'was', tags: ['t'], data: { x: 1 } };

describe('an annotation that is sent', () => {
  test.each([
    ['without a time is of now', { text: 'x' }, blank, { time: 5000, timeEnd: 5000 }],
    ['with a time is a moment', { text: 'x', time: 7 }, blank, { time: 7, timeEnd: 7 }],
    ['backwards is turned round', { text: 'x', time: 9, timeEnd: 7 }, blank, { time: 7, timeEnd: 9 }],
    ['with numbers as text is read', { text: 'x', time: '7' }, blank, { time: 7, timeEnd: 7 }],
    ['with nothing changes nothing', {}, before, before],
    ['with a text changes that', { text: 'now' }, before, { ...before, text: 'now' }],
    ['with each tag twice holds it once', { text: 'x', tags: ['a', ' a ', 'b'] }, blank, { tags: ['a', 'b'] }],
    ['with a new time moves a moment', { time: 50 }, { ...before, timeEnd: 100 }, { time: 50, timeEnd: 50 }],
  ])('%s', (_name, body, base, expected) => {
    expect(readAnnotation(body, base, 5000)).toMatchObject({ value: expected });
  });
  test.each([
    ['no text', {}],
    ['a time that is none', { text: 'x', time: 'soon' }],
    ['tags that are no list', { text: 'x', tags: 'a' }],
    ['a tag that is no text', { text: 'x', tags: [{}] }],
    ['a tag without end', { text: 'x', tags: ['a'.repeat(191)] }],
  ])('with %s says what is wrong', (_name, body) => {
    expect(readAnnotation(body, blank, 5000)).toEqual({ wrong: expect.any(String) });
  });
  test("in Graphite's form has seconds, and tags in one text", () => {
    expect(readGraphite({ what: 'w', when: 1.5, tags: 'a b', data: 'd' }, 0)).toMatchObject({
      value: { time: 1500, text: 'w\nd', tags: ['a', 'b'] },
    });
    expect(readGraphite({ what: 'w' }, 42)).toMatchObject({ value: { time: 42, timeEnd: 42 } });
  });
});
