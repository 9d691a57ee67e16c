import { describe, expect, test } from 'vitest';
import { field, frame, numberField, stringField } from '../index.ts';
import { areaOf, distanceBetween, lengthOf, middleOf, pointOf } from './geometry.ts';
import { gazetteer, guessGazetteer } from './lists.ts';
import { pointOfHash, pointsOf, whereOf } from './location.ts';

const line = {
  type: 'LineString',
  coordinates: [
    [0, 0],
    [1, 0],
    [1, 1],
  ],
};
const square = (side: number) => [
  [0, 0],
  [side, 0],
  [side, side],
  [0, side],
  [0, 0],
];

describe('a shape', () => {
  test('has a first point and a middle', () => {
    expect(pointOf({ type: 'Point', coordinates: [7, 50] })).toEqual([7, 50]);
    expect(pointOf('POINT (7 50)')).toEqual([7, 50]);
    expect(middleOf(line)).toEqual([0.5, 0.5]);
    expect(middleOf({ type: 'GeometryCollection', geometries: [line, { type: 'Point', coordinates: [3, 0] }] })).toEqual([1.5, 0.5]);
  });
  test.each([null, 7, 'somewhere', {}, { coordinates: 'x' }, { type: 'Polygon', coordinates: [[]] }])(
    'that is none is nowhere: %j',
    (value) => {
      expect(pointOf(value)).toBeNull();
      expect(lengthOf(value)).toBe(0);
      expect(areaOf(value)).toBe(0);
    },
  );
  test('is as long as its lines: a degree of the equator is 111 195 m', () => {
    expect(distanceBetween([0, 0], [1, 0])).toBeCloseTo(111_195, -1);
    expect(lengthOf(line)).toBeCloseTo(222_390, -1);
    expect(lengthOf({ type: 'Point', coordinates: [1, 2] })).toBe(0);
  });
  test('is as large as what it encloses, without its holes', () => {
    const whole = areaOf({ type: 'Polygon', coordinates: [square(1)] });
    expect(whole / 1e6).toBeCloseTo(12_364, -1);
    const hole = areaOf({ type: 'Polygon', coordinates: [square(0.5)] });
    expect(areaOf({ type: 'Polygon', coordinates: [square(1), square(0.5)] })).toBeCloseTo(whole - hole, 0);
    expect(areaOf({ type: 'MultiPolygon', coordinates: [[square(1)], [square(0.5)]] })).toBeCloseTo(whole + hole, 0);
    expect(areaOf(line)).toBe(0);
  });
});

describe('a place', () => {
  test('is found by geohash, and nowhere by what is none', () => {
    expect(pointOfHash('u33dc')?.map((degrees) => degrees.toFixed(1))).toEqual(['13.4', '52.5']);
    expect(pointOfHash('ail')).toBeNull();
    expect(pointOfHash(7)).toBeNull();
  });
  test.each(['DE', 'deu', 'Germany', ' Deutschland '])('is found by code and name: %s', (name) => {
    expect(gazetteer('public/gazetteer/countries.json')?.find(name)).toMatchObject({ id: 'DE', name: 'Germany' });
  });
  test('is not looked for in lists that are not here', () => {
    expect(gazetteer('public/gazetteer/airports.geojson')).toBeUndefined();
    expect(gazetteer('__proto__')).toBeUndefined();
  });
  test('is of the list that knows most of the names', () => {
    expect(guessGazetteer(['Texas', 'Ohio', 'nowhere'])?.find('Texas')?.id).toBe('TX');
    expect(guessGazetteer(['France', 'Chad'])?.find('Chad')?.id).toBe('TD');
  });
});

describe('the rows of a frame', () => {
  const named = (...fields: ReturnType<typeof numberField>[]) => fields.map((each) => ({ field: each, displayName: each.name }));
  const [lat, lon] = [numberField('lat', Float64Array.from([1, 95])), numberField('lon', Float64Array.from([2, 2]))];
  test('lie by coordinates, which need to be on the Earth', () => {
    const where = whereOf(named(lat, lon));
    expect(where && pointsOf(where, 2)).toEqual([[2, 1], null]);
  });
  test('lie by a shape before anything else', () => {
    const shapes = field('where', 'geo', 'json.RawMessage', [{ type: 'Point', coordinates: [5, 6] }, null]);
    const where = whereOf(named(lat, lon, shapes));
    expect(where && pointsOf(where, 2)).toEqual([[5, 6], null]);
  });
  test('lie by a name', () => {
    const data = frame([stringField('country', ['FR', 'Nowhere'])]);
    const where = whereOf(named(...data.fields), { mode: 'lookup' });
    expect(where).toMatchObject({ by: 'lookup', gazetteer: 'countries', guess: false });
    expect(where && pointsOf(where, 2, gazetteer('countries')).map((point) => point !== null)).toEqual([true, false]);
  });
  test('lie nowhere by a column that is not there', () => expect(whereOf(named(lat), { mode: 'coords' })).toBeUndefined());
});
