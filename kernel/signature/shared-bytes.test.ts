import { expect, test } from 'vitest';
import { identify } from './package.ts';

const plugin = (id: string, text: string): Map<string, Uint8Array> =>
  new Map([
    ['plugin.json', Buffer.from(JSON.stringify({ id, type: 'panel', name: id, info: { version: '1.0.0' } }))],
    ['LICENSE', Buffer.from(text)],
  ]);
function filesOf(id: string, text: string): ReadonlyMap<string, Uint8Array> {
  const found = identify(plugin(id, text), id);
  if (!found.ok) throw new Error(found.failure.message);
  return found.value.files;
}

test('equal files of two packages are the same bytes, and others are their own', () => {
  const [one, two, other] = [filesOf('acme-one-panel', 'free'), filesOf('acme-two-panel', 'free'), filesOf('acme-three-panel', 'not')];
  expect(one.get('LICENSE')).toBe(two.get('LICENSE'));
  expect(one.get('plugin.json')).not.toBe(two.get('plugin.json'));
  expect(Buffer.from(other.get('LICENSE') as Uint8Array).toString()).toBe('not');
});
