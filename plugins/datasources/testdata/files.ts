/** The tables that can be asked for by name. Made up, with the columns people know from them; the same every time. */
import { randomOf, seedOf } from './random.ts';
import { states } from './states.ts';

const makers: Readonly<Record<string, (random: () => number) => readonly (readonly (string | number)[])[]>> = {
  'population_by_state.csv': (random) => [
    ['State', '2020', '2000', '1980', '1960', '1940', '1920', '1900'],
    ...states.map(({ name, people }) => {
      let now = people;
      return [name, ...Array.from({ length: 7 }, (_, index) => Math.round((now *= index === 0 ? 1 : 0.72 + random() * 0.2)))];
    }),
  ],
  'flight_info_by_state.csv': (random) => [
    ['State', 'Lat', 'Lng', 'Count', 'Price'],
    ...states.map(({ name, at: [latitude, longitude] }) => [
      name,
      latitude,
      longitude,
      Math.round(random() * 900 + 20),
      Math.round(random() * 400 + 80),
    ]),
  ],
  'gdp_per_capita.csv': (random) => [
    ['Country', 'Code', '2019', '2020', '2021'],
    ...[
      'Norway NOR',
      'Germany DEU',
      'Japan JPN',
      'Brazil BRA',
      'Kenya KEN',
      'India IND',
      'Canada CAN',
      'Chile CHL',
      'Poland POL',
      'Iceland ISL',
    ].map((one) => {
      const [name = '', code = ''] = one.split(' ');
      const base = 2_000 + random() * 70_000;
      return [name, code, ...[1, 0.95, 1.06].map((factor) => Math.round(base * factor))];
    }),
  ],
  'js_libraries.csv': (random) => [
    ['Library', 'Stars', 'Forks', 'Watchers'],
    ...['React', 'Vue', 'Angular', 'Svelte', 'Preact', 'jQuery', 'Ember', 'Alpine', 'Solid', 'Lit'].map((name) => {
      const stars = Math.round(8_000 + random() * 190_000);
      return [name, stars, Math.round(stars * 0.2), Math.round(stars * 0.03)];
    }),
  ],
  'weight_height.csv': (random) => [
    ['Gender', 'Height', 'Weight'],
    ...Array.from({ length: 500 }, (_, row) => {
      const man = row % 2 === 0;
      const height = (man ? 176 : 163) + (random() + random() + random() - 1.5) * 14;
      return [man ? 'Male' : 'Female', height.toFixed(1), (height * 0.9 - (man ? 78 : 80) + (random() - 0.5) * 22).toFixed(1)];
    }),
  ],
  'ohlc_dogecoin.csv': (random) => {
    let price = 0.2;
    return [
      ['time', 'open', 'high', 'low', 'close', 'volume'],
      ...Array.from({ length: 240 }, (_, row) => {
        const open = price;
        price = Math.max(open * (1 + (random() - 0.49) * 0.008), 0.001);
        const [high, low] = [Math.max(open, price) * (1 + random() * 0.002), Math.min(open, price) * (1 - random() * 0.002)];
        return [
          // Half a minute each, around the evening that dashboards made with this file look at.
          Date.UTC(2021, 6, 13, 21, 30) + row * 30_000,
          ...[open, high, low, price].map((one) => one.toFixed(5)),
          Math.round(random() * 1e9),
        ];
      }),
    ];
  },
  'browser_marketshare.csv': (random) => [
    ['Date', 'Chrome', 'Safari', 'Firefox', 'Edge', 'Other'],
    ...Array.from({ length: 60 }, (_, row) => {
      const shares = [60 + row * 0.08, 15 + random() * 4, 8 - row * 0.05, 3 + row * 0.03].map((one) => Number(one.toFixed(2)));
      return [
        new Date(Date.UTC(2017, row, 1)).toISOString().slice(0, 10),
        ...shares,
        Number((100 - shares.reduce((sum, one) => sum + one, 0)).toFixed(2)),
      ];
    }),
  ],
  'automobiles.csv': (random) => [
    ['Make', 'Cylinders', 'Horsepower', 'Miles per gallon', 'Weight'],
    ...['Amber', 'Birch', 'Cobalt', 'Drake', 'Ember', 'Finch'].flatMap((make) =>
      Array.from({ length: 12 }, () => {
        const power = Math.round(60 + random() * 180);
        return [
          make,
          power > 160 ? 8 : power > 110 ? 6 : 4,
          power,
          (48 - power / 7 + random() * 6).toFixed(1),
          Math.round(800 + power * 6 + random() * 200),
        ];
      }),
    ),
  ],
};
const made = new Map<string, string>();

export const fileNames = Object.keys(makers);

export function fileOf(name: string): string | undefined {
  const make = Object.hasOwn(makers, name) ? makers[name] : undefined;
  if (!make) return undefined;
  let text = made.get(name);
  if (text === undefined) {
    text = make(randomOf(seedOf(name)))
      .map((row) => row.join(','))
      .join('\n');
    made.set(name, text);
  }
  return text;
}
