import { describe, expect, test } from 'vitest';
import { type Body, center, countKinds, labelsOf, mostPlanets, planetsOf, pointOn, rings, view } from './orbits.ts';

const body = (id: string, more: Partial<Body> = {}): Body => ({
  id,
  name: id,
  state: 'active',
  level: 'core',
  memory: 0,
  isSource: false,
  reachesOut: false,
  ...more,
});
const distance = ({ x, y }: { x: number; y: number }) => Math.hypot(x - center.x, y - center.y);

test('names stand inside of the picture and cover neither each other nor a planet; who is in trouble has one', () => {
  const names = ['Service accounts and keys', 'Annotation list', 'Bar chart', 'Anonymous access', 'Data sources', 'This machine'];
  const bodies = Array.from({ length: 24 }, (_, at) =>
    body(`${at}`, {
      name: names[at % names.length] as string,
      memory: at,
      state: at === 3 ? 'quarantined' : 'active',
      reachesOut: at % 4 === 0,
    }),
  );
  const { planets } = planetsOf(bodies);
  const size = 12;
  const labels = labelsOf(planets, size);
  const boxes = [...labels.values()].map(({ text, x, y, anchor }) => {
    const width = text.length * size * 0.6;
    const left = x - (anchor === 'middle' ? width / 2 : anchor === 'end' ? width : 0);
    return { left, right: left + width, top: y - size, bottom: y };
  });
  for (const [at, a] of boxes.entries()) {
    expect(a.left).toBeGreaterThanOrEqual(view[0]);
    expect(a.right).toBeLessThanOrEqual(view[0] + view[2]);
    for (const b of boxes.slice(at + 1)) expect(a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom).toBe(false);
  }
  expect(labels.has('3')).toBe(true);
  expect(labels.size).toBeGreaterThan(16);
});

describe('the orrery', () => {
  test('has data sources near, apps between, and what was added or reaches out far', () => {
    const { planets } = planetsOf([
      body('source', { isSource: true, reachesOut: true }),
      body('app'),
      body('sign-in', { reachesOut: true }),
      body('guest', { level: 'community', isSource: true }),
    ]);
    const ringOf = (id: string) => {
      const planet = planets.find((one) => one.id === id);
      return rings.findIndex(([a]) => planet && distance(planet) <= a + 1);
    };
    expect(['source', 'app', 'sign-in', 'guest'].map(ringOf)).toEqual([0, 1, 2, 2]);
  });

  test('shows memory as area', () => {
    const { planets } = planetsOf([body('small', { memory: 1 }), body('large', { memory: 100 }), body('none')]);
    const radius = (id: string) => planets.find((one) => one.id === id)?.radius ?? 0;
    expect(radius('none')).toBeLessThan(radius('small'));
    expect(radius('small')).toBeLessThan(radius('large'));
    expect(radius('large')).toBe(11);
  });

  test('leaves out those that use least when there are many, but nobody in trouble', () => {
    const many = Array.from({ length: 40 }, (_, at) => body(`p${at}`, { memory: at + 1 }));
    const { planets, left } = planetsOf([...many, body('altered', { state: 'refused' })]);
    expect(planets).toHaveLength(mostPlanets);
    expect(left).toBe(17);
    expect(planets.some(({ id, kind }) => id === 'altered' && kind === 'quarantined')).toBe(true);
    expect(planets.some(({ id }) => id === 'p0')).toBe(false);
  });

  test('keeps everybody in place when only their memory changes', () => {
    const places = (memory: number) => {
      const { planets } = planetsOf(['a', 'b', 'c'].map((id, at) => body(id, { memory: at === 1 ? memory : 5 })));
      return Object.fromEntries(planets.map(({ id, x, y }) => [id, [x, y]]));
    };
    expect(places(1)).toEqual(places(500));
  });

  test('counts kinds in the order of trust', () => {
    expect(
      countKinds([body('a', { level: 'private' }), body('b'), body('c', { state: 'quarantined' }), body('d', { level: 'odd' })]),
    ).toEqual([
      ['core', 1],
      ['private', 1],
      ['unsigned', 1],
      ['quarantined', 1],
    ]);
  });

  test('draws its rings around the kernel', () => {
    for (const ring of rings) {
      const [one, other] = [pointOn(ring, 30), pointOn(ring, 210)];
      expect([(one.x + other.x) / 2, (one.y + other.y) / 2].map(Math.round)).toEqual([center.x, center.y]);
    }
  });
});
