/** Things that go on whether or not anybody looks: a flight, a wave, a tank that fills and drains. Where they are follows from the time. */
import type { FieldData, FrameData, TimeRange } from '@orrery/plugin-sdk';
import { frame, numberField, timeField } from '@orrery/plugin-sdk/data/build';
import { mostPoints } from '../query.ts';
import { streamChannel } from '../streams.ts';
import type { Scenarios } from './scenario.ts';

type Values = Readonly<Record<string, number>>;
type Model = (seconds: number, config: (name: string, otherwise: number) => number) => Values;

const models: Readonly<Record<string, Model>> = {
  sine: (seconds, config) => ({
    value:
      Math.sin((seconds / Math.max(config('period', 10), 0.001)) * 2 * Math.PI + config('phase', 0)) * config('amplitude', 1) +
      config('offset', 0),
  }),
  flight: (seconds, config) => {
    const around = seconds / Math.max(config('period', 10), 0.001);
    const radius = config('radius', 0.01);
    return {
      lat: config('centerLat', 37.83) + Math.sin(around * 2 * Math.PI) * radius,
      lng: config('centerLng', -122.42) + Math.cos(around * 2 * Math.PI) * radius,
      heading: (360 - ((around * 360) % 360)) % 360,
      altitude: config('altitudeOffset', 1_000) + Math.sin(around * 4 * Math.PI) * config('altitudeSwing', 200),
    };
  },
  tank: (seconds, config) => {
    const size = config('tankSize', 1_000);
    const cycle = Math.max(config('period', 60), 1);
    const part = (seconds % cycle) / cycle;
    const filling = part < 0.5;
    return {
      fillLevel: Math.round((filling ? part * 2 : 2 - part * 2) * size),
      inflow: filling ? size / cycle : 0,
      outflow: filling ? 0 : size / cycle,
    };
  },
};

export const simulation: Scenarios = {
  simulation: (query, range, uid) => {
    const { type = 'sine', tick = 10 } = query.sim?.key ?? {};
    if (!Object.hasOwn(models, type))
      return {
        frames: [],
        error: `There is no simulation "${type}". There are ${Object.keys(models).join(', ')}.`,
        status: 400,
        errorSource: 'plugin',
      };
    const now = Date.now();
    const shown = query.sim?.last
      ? { from: Math.min(now, range.to), to: Math.min(now, range.to) }
      : { from: range.from, to: Math.min(range.to, now) };
    const made = simulated(type, query.sim?.config ?? {}, shown, 1000 / Math.min(Math.max(Number(tick) || 10, 0.01), 100));
    if (!query.sim?.stream) return [{ ...made, refId: query.refId }];
    return [{ ...made, refId: query.refId, meta: { channel: streamChannel(uid, `simulation/${type}/${Number(tick) || 10}`) } }];
  },
};

export function simulated(type: string, settings: Readonly<Record<string, unknown>>, range: TimeRange, everyMs: number): FrameData {
  const model = models[type] ?? (models.sine as Model);
  const config = (name: string, otherwise: number): number =>
    Number.isFinite(Number(settings[name] ?? Number.NaN)) ? Number(settings[name]) : otherwise;
  const step = Math.max(everyMs, (range.to - range.from) / (mostPoints - 1));
  const count = Math.max(Math.floor((range.to - range.from) / step) + 1, 0);
  const times = Float64Array.from({ length: count }, (_, row) => Math.round(range.from + row * step));
  const rows = Array.from(times, (time) => model(time / 1000, config));
  const names = Object.keys(model(0, config));
  const fields: FieldData[] = [
    timeField('time', times),
    ...names.map((name) =>
      numberField(
        name,
        Float64Array.from(rows, (row) => row[name] ?? 0),
      ),
    ),
  ];
  return frame(fields, { name: type });
}

export const simulations = Object.keys(models);
