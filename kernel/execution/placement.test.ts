import { describe, expect, test } from 'vitest';
import { eachApart, leastBusy, type Occupied, type Placement } from './placement.ts';

const at = 1_000_000;
/** A thread by what is open in it, and what was loaded there. */
function thread(
  open: Readonly<Record<string, number>>,
  loaded: readonly string[] = Object.keys(open),
  lastHeard = at,
  atWork = false,
): Occupied {
  return {
    open: Object.values(open).reduce((sum, count) => sum + count, 0),
    loaded: loaded.length,
    lastHeard,
    atWork,
    openOf: (key) => open[key] ?? 0,
    holds: (key) => loaded.includes(key),
  };
}
const ask = (placement: Placement, key: string, threads: readonly Occupied[], kind: 'replicated' | 'pinned' = 'replicated'): number =>
  placement.slotFor({ key, placement: kind }, (slot) => threads[slot]);
const three = (): Placement => eachApart(3, () => at);

describe('a trusted plugin’s call', () => {
  const trusted = leastBusy(2);
  test('goes to the idlest thread that runs, and begins a further one only while all compute', () => {
    expect(ask(trusted, 'a', [])).toBe(0);
    expect(ask(trusted, 'a', [thread({ a: 9 })])).toBe(0);
    expect(ask(trusted, 'a', [thread({ a: 1 }, ['a'], at, true)])).toBe(1);
    expect(ask(trusted, 'a', [thread({ a: 3 }), thread({ a: 1 })])).toBe(1);
  });
  test('of a pinned one goes where pinned ones are', () => {
    expect(ask(trusted, 'a', [thread({})], 'pinned')).toBe(2);
  });
});

describe('a stranger’s call', () => {
  test('begins no thread while one is nobody’s', () => {
    expect(ask(three(), 'b', [thread({}, ['a'])])).toBe(0);
  });
  test('goes where nobody else is called', () => {
    expect(ask(three(), 'b', [thread({ a: 1 }), thread({}, ['a'])])).toBe(1);
    expect(ask(three(), 'b', [thread({ a: 1 })])).toBe(1);
  });
  test('goes where its own calls are, however many', () => {
    expect(ask(three(), 'a', [thread({ a: 7 }), thread({})])).toBe(0);
  });
  test('goes where it was, of two that are free', () => {
    expect(ask(three(), 'b', [thread({}, ['a']), thread({}, ['b', 'c'])])).toBe(1);
  });
  test('avoids a thread that fell silent', () => {
    expect(ask(three(), 'b', [thread({}, ['b'], at - 1_000), thread({}, ['c'])])).toBe(1);
  });
  test('shares, where all are taken, with the fewest', () => {
    expect(ask(three(), 'd', [thread({ a: 2 }), thread({ b: 1 }), thread({ c: 3 })])).toBe(1);
  });
});

describe('who ran over its turn', () => {
  test('is called in the corner from then on, and nobody else is', () => {
    const placement = three();
    placement.ranOver('a');
    expect(ask(placement, 'a', [thread({})])).toBe(3);
    expect(ask(placement, 'b', [thread({ c: 1 }), thread({ d: 1 }), thread({ e: 1 }), thread({})])).not.toBe(3);
    placement.forget('a');
    expect(ask(placement, 'a', [thread({})])).toBe(0);
  });
});

describe('a pinned stranger', () => {
  test('stays where it began, apart from others of its kind, until its code is gone', () => {
    const placement = three();
    expect(ask(placement, 'a', [], 'pinned')).toBe(0);
    expect(ask(placement, 'b', [thread({}, ['a'])], 'pinned')).toBe(1);
    expect(ask(placement, 'b', [thread({}), thread({ z: 5 })], 'pinned')).toBe(1);
    placement.ranOver('b');
    expect(ask(placement, 'b', [], 'pinned')).toBe(3);
  });
});
