/** From frames to points: which field against which, by the mapping of the dashboard or by what frames hold. Pure. */
import {
  type FieldData,
  type FrameData,
  fieldMatcher,
  frameMatcher,
  numberAt,
  type ResolvedField,
  resolveFields,
} from '@orrery/plugin-sdk/data';
import type { PanelProps } from '@orrery/plugin-sdk/ui';
import { styleDefaults as seriesStyle } from '@orrery/plugin-sdk/ui/series/options.ts';
import type { Series } from '@orrery/plugin-sdk/ui/series/prepare.ts';
import { type Matched, styleDefaults, type XyOptions, type XySeriesOptions, type XyStyle } from './options.ts';

export type Props = PanelProps<XyOptions>;

export interface XySeries extends Series {
  readonly name: string;
  readonly look: XyStyle;
  readonly x: ResolvedField;
  readonly xs: Float64Array;
  readonly ys: Float64Array;
  /** Row of the frame of each point. */
  readonly rows: Uint32Array;
  /** Diameter of each point in CSS px, where it follows a field. */
  readonly sizes?: Float64Array;
  readonly colors?: readonly string[];
  readonly sizeField?: ResolvedField;
  readonly colorField?: ResolvedField;
}
export interface Points {
  readonly series: readonly XySeries[];
  readonly x: ResolvedField;
  readonly xRange: readonly [number, number];
}

const [leastSize, mostSize] = [5, 100];

interface Mapped {
  readonly name?: string | undefined;
  readonly x: ResolvedField;
  readonly y: ResolvedField;
  readonly size?: ResolvedField | undefined;
  readonly color?: ResolvedField | undefined;
}

const kept = new WeakMap<readonly FrameData[], { props: Props; points: Points | undefined }>();

export function pointsOf(props: Props): Points | undefined {
  const known = kept.get(props.frames);
  if (known && sameData(known.props, props)) return known.points;
  const points = makePoints(props);
  kept.set(props.frames, { props, points });
  return points;
}

export function sameData(one: Props, other: Props): boolean {
  return (
    one.frames === other.frames &&
    one.options === other.options &&
    one.fieldConfig === other.fieldConfig &&
    one.hidden === other.hidden &&
    one.theme === other.theme &&
    one.timeZone === other.timeZone
  );
}

function makePoints(props: Props): Points | undefined {
  const { frames, fieldConfig, options, hidden } = props;
  const data = frames.filter(({ meta }) => meta?.dataTopic !== 'annotations');
  const fields = resolveFields(data, fieldConfig, props);
  const mapped = options.mapping === 'manual' ? manual(options.series, data, fields) : automatic(options.series[0], data, fields);
  const series = mapped.filter(({ y }) => !hideFrom(y).viz).map((each) => seriesOf(each, frames.indexOf(data[each.y.frameIndex]!), hidden));
  const [first] = series;
  if (!first) return;
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { xs, visible } of series) {
    if (!visible) continue;
    for (const x of xs) {
      if (x < low) low = x;
      if (x > high) high = x;
    }
  }
  return { series, x: first.x, xRange: low <= high ? [low, high] : [0, 1] };
}

function hideFrom({ config }: ResolvedField): { viz?: boolean; legend?: boolean; tooltip?: boolean } {
  return (config.custom?.hideFrom ?? {}) as { viz?: boolean };
}

const isNumeric = ({ field }: ResolvedField): boolean => field.type === 'number' || field.type === 'time';

/** The first number (or time) of each frame against each other number. */
function automatic(wish: XySeriesOptions | undefined, frames: readonly FrameData[], fields: readonly ResolvedField[]): Mapped[] {
  return frames.flatMap((frame, index) => {
    const own = fields.filter(({ frameIndex }) => frameIndex === index);
    const x = matched(wish?.x, own, frame, frames) ?? own.find(({ field }) => field.type === 'number') ?? own.find(isNumeric);
    if (!x || !isFrame(wish?.frame, frame, index)) return [];
    const [size, color] = [matched(wish?.size, own, frame, frames), matched(wish?.color, own, frame, frames)];
    const wanted = wish?.y?.matcher && fieldMatcher(wish.y.matcher);
    const rest = own.filter((field) => field.field.type === 'number' && ![x, size, color].includes(field));
    return rest
      .filter(({ field }) => !wanted || wanted(field as FieldData, frame, frames))
      .map((each): Mapped => ({ x, y: each, size, color }));
  });
}

function manual(wishes: readonly XySeriesOptions[], frames: readonly FrameData[], fields: readonly ResolvedField[]): Mapped[] {
  return wishes.flatMap((wish) =>
    frames.flatMap((frame, index): Mapped[] => {
      if (!isFrame(wish.frame, frame, index)) return [];
      const own = fields.filter(({ frameIndex }) => frameIndex === index);
      const x = matched(wish.x, own, frame, frames) ?? own.find(isNumeric);
      const y = matched(wish.y, own, frame, frames) ?? own.find((field) => field.field.type === 'number' && field !== x);
      if (!x || !y || !isNumeric(x) || y.field.type !== 'number') return [];
      return [
        {
          name: wish.name?.fixed || undefined,
          x,
          y,
          size: matched(wish.size, own, frame, frames),
          color: matched(wish.color, own, frame, frames),
        },
      ];
    }),
  );
}

function isFrame(wish: Matched | undefined, frame: FrameData, index: number): boolean {
  return wish?.matcher ? frameMatcher(wish.matcher)(frame, index) : true;
}

function matched(
  wish: Matched | undefined,
  own: readonly ResolvedField[],
  frame: FrameData,
  frames: readonly FrameData[],
): ResolvedField | undefined {
  if (!wish?.matcher) return;
  const matches = fieldMatcher(wish.matcher);
  return own.find(({ field }) => matches(field as FieldData, frame, frames));
}

function seriesOf({ name, x, y, size, color }: Mapped, frame: number, hidden: readonly string[]): XySeries {
  const custom = { ...styleDefaults, ...y.config.custom } as unknown as XyStyle & Series['style'];
  const look: XyStyle = { ...custom, pointSize: { ...styleDefaults.pointSize, ...(custom.pointSize as XyStyle['pointSize'] | undefined) } };
  const count = Math.max(x.field.values.length, y.field.values.length);
  const [xs, ys, rows] = [new Float64Array(count), new Float64Array(count), new Uint32Array(count)];
  let kept = 0;
  for (let row = 0; row < count; row++) {
    const [one, other] = [numberAt(x.field, row), numberAt(y.field, row)];
    if (one === null || other === null || !Number.isFinite(one) || !Number.isFinite(other)) continue;
    if (custom.scaleDistribution.type === 'log' && other <= 0) continue;
    xs[kept] = one;
    ys[kept] = other;
    rows[kept++] = row;
  }
  const shownRows = rows.subarray(0, kept);
  const label = name ?? y.displayName;
  const sizes = size && sizesOf(size, shownRows, look);
  return {
    ...{ name: label, look, x, field: y, rows: shownRows, xs: xs.subarray(0, kept), ys: ys.subarray(0, kept) },
    style: { ...seriesStyle, ...custom },
    color: y.color,
    visible: !hidden.includes(label),
    scale: scaleOf(y, custom),
    values: ys.subarray(0, kept),
    source: { frame, field: y.fieldIndex },
    ...(sizes && { sizes, sizeField: size }),
    ...(color && { colors: Array.from(shownRows, (row) => color.display(numberAt(color.field, row)).color), colorField: color }),
  };
}

function sizesOf({ field }: ResolvedField, rows: Uint32Array, { pointSize: { min = leastSize, max = mostSize } }: XyStyle): Float64Array {
  const values = Float64Array.from(rows, (row) => numberAt(field, row) ?? Number.NaN);
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  // By area, as eyes compare circles.
  const span = high - low;
  return values.map((value) =>
    Number.isNaN(value) ? min : span > 0 ? Math.sqrt(min ** 2 + ((value - low) / span) * (max ** 2 - min ** 2)) : min,
  );
}

function scaleOf({ config }: ResolvedField, style: Series['style']): string {
  const { scaleDistribution: distribution, axisPlacement, axisSoftMin, axisSoftMax } = style;
  const parts = [config.unit, config.min, config.max, axisSoftMin, axisSoftMax, distribution.type, distribution.log, axisPlacement];
  return `y/${parts.map((part) => part ?? '').join('/')}`;
}
