import { describe, expect, test } from 'vitest';
import { mayShow, sourceOf } from './tiles.ts';

describe('a base map of tiles', () => {
  test.each([
    ['osm-standard', {}, 'https://tile.openstreetmap.org/{z}/{x}/{y}.png'],
    ['carto', { theme: 'dark', showLabels: false }, 'https://basemaps.cartocdn.com/dark_nolabels/{z}/{x}/{y}.png'],
    ['carto', {}, 'https://basemaps.cartocdn.com/light_all/{z}/{x}/{y}.png'],
    [
      'esri-xyz',
      { server: 'world-imagery' },
      'https://services.arcgisonline.com/ArcGIS/rest/services/World_Imagery/MapServer/tile/{z}/{y}/{x}',
    ],
    ['xyz', { url: 'https://tiles.lan/{z}/{x}/{y}.png' }, 'https://tiles.lan/{z}/{x}/{y}.png'],
    ['xyz', { url: 'javascript:alert(1)' }, undefined],
    ['default', {}, undefined],
  ])('%s %j', (type, config, url) => expect(sourceOf({ type, config }, { name: 'day' })?.url).toBe(url));
  test('drops markup from its attribution', () =>
    expect(
      sourceOf({ type: 'xyz', config: { url: 'https://a.example/{z}', attribution: '<b onclick=x>Us</b>' } }, { name: 'day' })?.attribution,
    ).toBe('Us'));
});

test.each([
  ['https://tile.example/{z}/{x}/{y}.png', ['https://tile.example'], true],
  ['https://tile.example/{z}', [], false],
  ['https://tile.example.evil/{z}', ['https://tile.example'], false],
  ['http://tile.example/{z}', ['https://tile.example'], false],
  ['https://a.tile.example/{z}', ['https://*.tile.example'], true],
  ['https://eviltile.example/{z}', ['https://*.tile.example'], false],
  ['nowhere', ['https://*.tile.example'], false],
])('tiles of %s may come with %j: %s', (url, allowed, may) => expect(mayShow(url, allowed)).toBe(may));
