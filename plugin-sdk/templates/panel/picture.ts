/** What `orrery plugin picture` draws for the catalog. */
import { frame, numberField, timeField } from '@orrery/plugin-sdk/data';
import type { Scene } from '@orrery/plugin-sdk/testing';

const times = Float64Array.from({ length: 30 }, (_, minute) => 1_700_000_000_000 + minute * 60_000);
const series = (name: string, mean: number) => {
  const values = times.map((_, index) => mean + 12 * Math.sin(index / 4 + mean));
  return numberField(name, values, { config: { unit: 'percent', min: 0, max: 100, decimals: 0 } });
};

export const scene: Scene = {
  title: 'Sample',
  frames: [frame([timeField('time', times), series('web-1', 42), series('web-2', 71), series('db', 24), series('cache', 58)])],
};
