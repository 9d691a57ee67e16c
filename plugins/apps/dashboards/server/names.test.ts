import { expect, test } from 'vitest';
import { slugOf, uidProblem } from './names.ts';
import { seconds } from './settings.ts';

test.each([
  ['Node Exporter Full', 'node-exporter-full'],
  ['  A -- b!! ', 'a-b'],
  ['Übersicht é', 'ubersicht-e'],
  ['日本', 'fallback'],
])('the slug of %j is %j', (title, slug) => expect(slugOf(title, 'fallback')).toBe(slug));

test.each([
  ['', undefined],
  ['a-B_9', undefined],
  ['a b', 'uid contains illegal characters'],
  ['../x', 'uid contains illegal characters'],
  ['a'.repeat(40), undefined],
  ['a'.repeat(41), 'uid too long, max 40 characters'],
])('the uid %j is judged', (uid, problem) => expect(uidProblem(uid)).toBe(problem));

test.each([
  ['5s', 5],
  ['1m30s', 90],
  ['250ms', 0.25],
  ['auto', undefined],
  ['', undefined],
  ['5', undefined],
])('the duration %j is read', (text, expected) => expect(seconds(text)).toBe(expected));
