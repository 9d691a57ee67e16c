import { describe, expect, test } from 'vitest';
import { sunAt } from './layers/night.ts';
import { boundsOf, distance, fitted, type MapView, project, toScreen, toWorld, unproject, zoomedAt } from './projection.ts';
import { joinView } from './shared-view.ts';

const view: MapView = { ...project(10, 50), zoom: 4, width: 600, height: 400 };

describe('the projection', () => {
  test('goes there and back', () => {
    const { longitude, latitude } = unproject(project(13.4, 52.52));
    expect([longitude, latitude].map((part) => part.toFixed(6))).toEqual(['13.400000', '52.520000']);
    const world = toWorld(view, 120, 90);
    const screen = toScreen(view, world.x, world.y);
    expect([screen.x, screen.y].map(Math.round)).toEqual([120, 90]);
  });

  test('zooms around the point that is pointed at', () => {
    const before = toWorld(view, 100, 300);
    const after = toWorld(zoomedAt(view, 6, 100, 300), 100, 300);
    expect(Math.hypot(after.x - before.x, after.y - before.y)).toBeLessThan(1e-9);
  });

  test('fits places on both sides of the date line without going around the world', () => {
    const bounds = boundsOf([project(179, 0), project(-179, 10)]);
    expect((bounds?.east ?? 0) - (bounds?.west ?? 0)).toBeCloseTo(2 / 360, 6);
    expect(fitted(bounds as never, view, 0, 20).zoom).toBeGreaterThan(5);
  });

  test('measures a degree of the equator', () => {
    expect(distance(project(0, 0), project(1, 0))).toBeCloseTo(111_195, -1);
  });
});

test('the sun stands over the equator at the equinox, and over the tropic at midsummer', () => {
  expect(sunAt(Date.UTC(2026, 2, 20, 14, 46)).latitude).toBeCloseTo(0, 1);
  expect(sunAt(Date.UTC(2026, 5, 21, 8, 25)).latitude).toBeCloseTo(23.4, 1);
});

test('maps that share their view move together, and only those of one dashboard', () => {
  const heard: string[] = [];
  const one = joinView('a', () => heard.push('one'));
  const two = joinView('a', () => heard.push('two'));
  const other = joinView('b', () => heard.push('other'));
  one.publish({ x: 0, y: 0, zoom: 2 });
  expect(heard).toEqual(['two']);
  two.close();
  one.publish({ x: 0, y: 0, zoom: 3 });
  expect(heard).toEqual(['two']);
  one.close();
  other.close();
});
