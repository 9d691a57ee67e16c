/** Data with places: states and cities, a journey, a network. */
import { type FrameData, frame, numberField, stringField, timeField } from '@orrery/plugin-sdk/data';

const numbers = (...values: number[]): Float64Array => Float64Array.from(values);
const hour = Date.UTC(2026, 2, 10, 9, 0);

const cities = [
  ['Berlin', 52.52, 13.4, 38, 'u33dc'],
  ['Madrid', 40.42, -3.7, 72, 'ezjmg'],
  ['Oslo', 59.91, 10.75, 15, 'u4xsu'],
  ['Athens', 37.98, 23.73, 91, 'swbb5'],
  ['Dublin', 53.35, -6.26, 55, 'gc7x9'],
] as const;
const picture =
  'data:image/svg+xml,%3Csvg xmlns=%22http://www.w3.org/2000/svg%22 width=%2220%22 height=%2220%22%3E%3Cpath fill=%22%2339f%22 d=%22M0 0h20v20H0z%22/%3E%3Ccircle fill=%22%23fc3%22 cx=%2210%22 cy=%2210%22 r=%226%22/%3E%3C/svg%3E';

export const placeData = {
  cities: [
    frame([
      timeField(
        'Time',
        Float64Array.from(cities, (_, index) => hour + index * 600_000),
      ),
      stringField(
        'City',
        cities.map(([name]) => name),
      ),
      numberField(
        'latitude',
        Float64Array.from(cities, ([, latitude]) => latitude),
      ),
      numberField(
        'longitude',
        Float64Array.from(cities, ([, , longitude]) => longitude),
      ),
      numberField(
        'Load',
        Float64Array.from(cities, ([, , , load]) => load),
        { config: { unit: 'percent' } },
      ),
      numberField('Course', numbers(0, 45, 90, 135, 180)),
      stringField('Sign', ['square', 'triangle', 'star', 'cross', 'plane']),
      stringField(
        'Hash',
        cities.map(([, , , , hash]) => hash),
      ),
      stringField(
        'src',
        cities.map(() => picture),
      ),
    ]),
  ],
  countries: [
    frame([
      stringField('Land', ['Germany', 'ESP', 'no', 'Griechenland', 'Nowhere', '<img src=x onerror=alert(1)>']),
      numberField('Load', numbers(38, 72, 15, 91, 3, 4)),
      stringField('State', ['California', 'TX', 'NY', 'Florida', 'Ohio', 'Maine']),
    ]),
  ],
  network: [
    frame(
      [
        stringField('id', ['a', 'b', 'c']),
        numberField('latitude', numbers(52.52, 40.42, 59.91)),
        numberField('longitude', numbers(13.4, -3.7, 10.75)),
        numberField('Load', numbers(38, 72, 15)),
      ],
      { name: 'nodes' },
    ),
    frame([stringField('source', ['a', 'a']), stringField('target', ['b', 'c']), numberField('rate', numbers(10, 40))], { name: 'edges' }),
  ],
} satisfies Record<string, readonly FrameData[]>;
