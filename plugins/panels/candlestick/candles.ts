/** Which series are prices, and what each candle is. Pure. */
import type { PanelProps } from '@orrery/plugin-sdk/ui';
import { type Prepared, prepared, type Refused, type Series } from '@orrery/plugin-sdk/ui/series/prepare.ts';
import { type CandlestickOptions, type Role, roles } from './options.ts';

export type Props = PanelProps<CandlestickOptions>;

const usualNames: Readonly<Record<Role, readonly string[]>> = {
  open: ['open', 'o'],
  high: ['high', 'h', 'max'],
  low: ['low', 'l', 'min'],
  close: ['close', 'c', 'last'],
  volume: ['volume', 'v'],
};

/** Indexes into the series of `prepared`. */
export type Fields = Partial<Record<Role, number>>;

export interface Candles extends Prepared {
  readonly fields: Fields;
}

const kept = new WeakMap<Prepared, { options: CandlestickOptions; candles: Candles }>();

export function candlesOf(props: Props): Candles | Refused {
  const all = prepared(props);
  if (typeof all === 'string') return all;
  const known = kept.get(all);
  if (known?.options === props.options) return known.candles;
  const candles = chosen(all, props.options);
  kept.set(all, { options: props.options, candles });
  return candles;
}

function chosen(all: Prepared, options: CandlestickOptions): Candles {
  const found = fieldsOf(all.series, options.fields);
  const { mode, includeAllFields } = options;
  const drawn = new Set<number>();
  for (const role of roles) {
    const index = found[role];
    if (index !== undefined && (role === 'volume' ? mode !== 'candles' : mode !== 'volume')) drawn.add(index);
  }
  const taken = new Set(Object.values(found));
  const picked = all.series.flatMap((_, index) => (drawn.has(index) || (includeAllFields && !taken.has(index)) ? [index] : []));
  const place = (index: number | undefined): number | undefined => {
    const at = index === undefined ? -1 : picked.indexOf(index);
    return at < 0 ? undefined : at;
  };
  const fields = Object.fromEntries(
    roles.flatMap((role) => (place(found[role]) === undefined ? [] : [[role, place(found[role])!]])),
  ) as Fields;
  return {
    ...all,
    fields,
    bands: [],
    columns: picked.map((index) => (drawn.has(index) ? all.series[index]!.values : all.columns[index]!)),
    series: picked.map((index) => {
      const series = all.series[index]!;
      if (!drawn.has(index)) return series;
      return index === found.volume ? volumeSeries(series, mode === 'volume') : { ...series, painted: true };
    }),
  };
}

/** Volume has a scale of its own; beside candles it keeps to the lowest quarter. */
function volumeSeries(series: Series, alone: boolean): Series {
  return {
    ...series,
    painted: true,
    scale: 'y/volume',
    style: { ...series.style, ...(!alone && { axisPlacement: 'hidden' as const }) },
    range: (_low, high) => [0, Math.max(Number.MIN_VALUE, high) * (alone ? 1.08 : 4) || 1],
  };
}

function fieldsOf(series: readonly Series[], named: CandlestickOptions['fields']): Fields {
  const found: Fields = {};
  const isNamed = ({ field }: Series, name: string): boolean => field.displayName === name || field.field.name === name;
  for (const role of roles) {
    const name = named[role];
    const index = name
      ? series.findIndex((each) => isNamed(each, name))
      : series.findIndex(({ field }) =>
          [field.field.name, field.displayName].some((each) => usualNames[role].includes(each.toLowerCase())),
        );
    if (index >= 0) found[role] = index;
  }
  // One number over time is what it closed at.
  if (found.open === undefined && found.close === undefined && series.length > 0) {
    const first = series.findIndex((_, index) => !Object.values(found).includes(index));
    if (first >= 0) found.close = first;
  }
  return found;
}

export interface Candle {
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  /** 1 up, -1 down, 0 neither. */
  readonly turn: -1 | 0 | 1;
}

/** What is missing follows from the rest: it opened where the last one closed, and reached no further than both. */
export function candleAt({ series, fields }: Candles, row: number, strategy: CandlestickOptions['colorStrategy']): Candle | undefined {
  const value = (role: Role, at: number): number | undefined => {
    const index = fields[role];
    const found = index === undefined ? undefined : series[index]!.values[at];
    return typeof found === 'number' && Number.isFinite(found) ? found : undefined;
  };
  const before = row > 0 ? value('close', row - 1) : undefined;
  const close = value('close', row) ?? value('open', row + 1);
  const open = value('open', row) ?? before ?? close;
  if (open === undefined || close === undefined) return;
  const turn = Math.sign(close - (strategy === 'close-close' ? (before ?? open) : open)) as Candle['turn'];
  return {
    ...{ open, close, turn },
    high: Math.max(value('high', row) ?? Number.NEGATIVE_INFINITY, open, close),
    low: Math.min(value('low', row) ?? Number.POSITIVE_INFINITY, open, close),
  };
}
