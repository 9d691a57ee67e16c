import { frame, numberField, resolveFields, stringField, timeField } from '@orrery/plugin-sdk/data';
import { describe, expect, test } from 'vitest';
import { countryOf, placesOf } from './places.ts';
import { countryAt, countryById, projectionFor } from './world.ts';

const theme = { name: 'night', dark: true, background: '#000', text: '#fff', series: ['#123456'], tokens: {}, fontSans: 'sans-serif' };
const found = (frames: ReturnType<typeof frame>[], countryField = '') =>
  placesOf(frames, resolveFields(frames, { defaults: {}, overrides: [] }, { theme, timeZone: 'utc' } as never), {
    countryField,
    locale: 'de',
  });

describe('a country', () => {
  test.each([
    ['DE', '276'],
    ['deu', '276'],
    ['Germany', '276'],
    ['Deutschland', '276'],
    ['276', '276'],
    ['4', '004'],
    ['United States of America (the)', '840'],
    ['USA', '840'],
    ['Côte d’Ivoire', '384'],
  ])('is known by %s', (text, id) => {
    expect(countryOf(text, 'de')).toBe(id);
  });
  test('that nobody knows is none', () => {
    expect(countryOf('Atlantis', 'en')).toBeUndefined();
  });
});

describe('places', () => {
  test('of a table are its countries, what is none is told', () => {
    const { places, unknown } = found([frame([stringField('country', ['DE', 'Mars']), numberField('value', Float64Array.of(7, 8))])]);
    expect(places).toMatchObject([{ country: '276', value: 7, text: '7' }]);
    expect(unknown).toEqual(['Mars']);
  });
  test('of a table with coordinates lie there', () => {
    const { places } = found([
      frame([
        stringField('city', ['Berlin']),
        numberField('lat', Float64Array.of(52.5)),
        numberField('lon', Float64Array.of(13.4)),
        numberField('value', Float64Array.of(3)),
      ]),
    ]);
    expect(places).toMatchObject([{ at: [13.4, 52.5], name: 'Berlin', value: 3 }]);
  });
  test('of series are their labels, by the last value', () => {
    const { places } = found([
      frame([timeField('time', Float64Array.of(1, 2)), numberField('value', Float64Array.of(1, 2), { labels: { country: 'fr' } })]),
    ]);
    expect(places).toMatchObject([{ country: '250', value: 2 }]);
  });
});

describe('the map', () => {
  test('finds the country under a point', () => {
    const projection = projectionFor('world', 900, 450);
    const [x, y] = projection([10, 51]) as [number, number];
    expect(countryAt(projection, x, y)?.properties.name).toBe('Germany');
    expect(countryById('840')?.properties.name).toMatch(/United States/);
  });
});
