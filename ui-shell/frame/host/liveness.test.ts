/** Who is blamed when guests fall silent: by what each said before it began, in whatever order they were opened. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Watch, watch } from './liveness.ts';

let watches: Watch[];
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] });
  vi.stubGlobal('document', { hidden: false });
  watches = [];
});
afterEach(() => {
  for (const one of watches) one.end();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

interface Seen {
  readonly plugin: string;
  fate: string;
  removed: boolean;
}
/** `began`: where it stands in the order of beginnings, if it began something and did not end it. `silent`: answers nothing. */
function guest(
  plugin: string,
  group: string,
  { began, silent = true, there = true }: { began?: number; silent?: boolean; there?: boolean } = {},
): Seen {
  const seen: Seen = { plugin, fate: 'goes on', removed: false };
  const own = watch({
    plugin,
    group,
    ask: (id) => {
      if (!silent) own.answered(id);
    },
    began: () => began,
    blame(suspects) {
      seen.fate = `blamed ${[...suspects].sort().join('+')}`;
      own.end();
    },
    lost() {
      seen.fate = 'begins anew';
      own.end();
    },
    remove: () => (seen.removed = true),
  });
  if (there) own.greeted();
  watches.push(own);
  return seen;
}
const fates = (...all: Seen[]): string[] => all.map(({ plugin, fate }) => `${plugin} ${fate}`);
const pass = (): void => void vi.advanceTimersByTime(4_000);

describe('of guests in one process that fall silent together', () => {
  test.each([
    ['before', ['looping', 'quiet']],
    ['after', ['quiet', 'looping']],
  ] as const)('the one that began last is blamed, though it was opened %s the other', (_, opened) => {
    const made = new Map(opened.map((plugin) => [plugin, guest(plugin, 'host', { began: plugin === 'looping' ? 2 : 1 })]));
    pass();
    expect([made.get('looping'), made.get('quiet')]).toMatchObject([
      // The process ends only when every frame of it is gone.
      { fate: 'blamed looping', removed: true },
      { fate: 'begins anew', removed: true },
    ]);
  });
  test('one that said it was done is not the one, whenever it was', () => {
    const made = [guest('done', 'host'), guest('busy', 'host', { began: 1 }), guest('idle', 'host')];
    pass();
    expect(fates(...made)).toEqual(['done begins anew', 'busy blamed busy', 'idle begins anew']);
  });
  test('one that has not come yet goes with them and begins anew, or it would keep the process', () => {
    const made = [
      guest('looping', 'host', { began: 1 }),
      guest('coming', 'host', { there: false }),
      guest('coming', 'other', { there: false }),
    ];
    pass();
    expect(fates(...made)).toEqual(['looping blamed looping', 'coming begins anew', 'coming goes on']);
    expect(made.map(({ removed }) => removed)).toEqual([true, true, false]);
  });
  test('all are suspected when none said anything', () => {
    const made = [guest('a', 'host'), guest('b', 'host')];
    pass();
    expect(fates(...made)).toEqual(['a blamed a+b', 'b blamed a+b']);
  });
  test('two of one plugin share its blame', () => {
    const made = [guest('a', 'host', { began: 3 }), guest('b', 'host', { began: 2 }), guest('a', 'host', { began: 1 })];
    pass();
    expect(fates(...made)).toEqual(['a blamed a', 'b begins anew', 'a blamed a']);
  });
});

test('who answers is left alone, and so is another process', () => {
  const made = [guest('a', 'one', { silent: false, began: 9 }), guest('b', 'two', { began: 1 }), guest('c', 'three', { silent: false })];
  pass();
  expect(fates(...made)).toEqual(['a goes on', 'b blamed b', 'c goes on']);
});

test('nobody is blamed while the page itself is late or hidden', () => {
  vi.stubGlobal('document', { hidden: true });
  const one = guest('a', 'host', { began: 1 });
  pass();
  expect(one.fate).toBe('goes on');
  vi.stubGlobal('document', { hidden: false });
  pass();
  expect(one.fate).toBe('blamed a');
});
