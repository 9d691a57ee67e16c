import { namedColor, shown, textOn, withAlpha } from '@orrery/plugin-sdk/data';
import { colorBands, type ValueScale, valueScale } from '@orrery/plugin-sdk/ui';
import {
  axisRoom,
  type Box,
  GradientFill,
  placeOn,
  type Side,
  textWidth,
  ThresholdMarks,
  ValueAxis,
} from '@orrery/plugin-sdk/ui/chart/svg-axis.tsx';
import type { JSX } from 'preact';
import { barPath, labelEvery, shortened, slotOf } from './layout.ts';
import type { Props } from './module.tsx';
import type { BarSeries, Prepared } from './prepare.ts';

interface Ruler {
  readonly scale: ValueScale;
  readonly leader: BarSeries;
  readonly side: Side;
  readonly axis: boolean;
}
export interface BarChartView {
  readonly props: Props;
  readonly prepared: Prepared;
  readonly id: string;
  /** Category and series under the pointer. */
  readonly active: { readonly category: number; readonly series?: number | undefined } | undefined;
}
/** The plot as laid out, for what finds bars under a pointer. */
export interface Laid {
  readonly box: Box;
  readonly upright: boolean;
}

function isUpright({ options, width, height }: Props): boolean {
  return options.orientation === 'auto' ? width >= height : options.orientation === 'vertical';
}

export function layOut({ props, prepared }: Pick<BarChartView, 'props' | 'prepared'>): Laid & {
  readonly rulers: ReadonlyMap<string, Ruler>;
  readonly rotated: number;
  readonly labels: readonly string[];
} {
  const { width, height, options } = props;
  const upright = isUpright(props);
  const rulers = rulersOf(props, prepared, upright);
  const labels = prepared.categories.map((text) => shortened(text, options.xTickLabelMaxLength));
  const widest = Math.max(0, ...labels.map((text) => textWidth(text, options.text?.titleSize ?? 11)));
  const rotated = upright ? options.xTickLabelRotation : 0;
  const tilt = Math.sin((Math.abs(rotated) * Math.PI) / 180);
  const room = { left: 8, right: 8, top: 8, bottom: 8 };
  for (const { scale, leader, side, axis } of rulers.values())
    if (axis)
      room[side] = upright
        ? axisRoom(scale, formatOf(leader, options), leader.style.axisLabel, leader.style.axisWidth)
        : 24 + (leader.style.axisLabel ? 16 : 0);
  if (upright) room.bottom = Math.min(height * 0.4, 20 + tilt * widest);
  else room.left = Math.min(width * 0.4, widest + 14);
  const box = {
    left: room.left,
    top: room.top,
    width: Math.max(10, width - room.left - room.right),
    height: Math.max(10, height - room.top - room.bottom),
  };
  return { box, upright, rulers, rotated, labels };
}

function rulersOf({ width, height, options }: Props, { series }: Prepared, upright: boolean): Map<string, Ruler> {
  const rulers = new Map<string, Ruler>();
  for (const leader of series) {
    if (rulers.has(leader.scale)) continue;
    const shared = series.filter(({ scale, visible }) => scale === leader.scale && visible);
    let [low, high] = [0, 0];
    for (const each of shared.length > 0 ? shared : [leader])
      for (const [from, to] of each.spans) {
        low = Math.min(low, from, to);
        high = Math.max(high, from, to);
      }
    const { style, field } = leader;
    const percent = options.stacking === 'percent';
    const far = style.axisPlacement === 'right' || style.axisPlacement === 'top' || (style.axisPlacement === 'auto' && rulers.size > 0);
    rulers.set(leader.scale, {
      leader,
      side: upright ? (far ? 'right' : 'left') : far ? 'top' : 'bottom',
      axis: style.axisPlacement !== 'hidden' && rulers.size < 2,
      scale: valueScale(low, high, {
        min: field.config.min,
        max: field.config.max ?? (percent ? 1 : undefined),
        softMin: style.axisSoftMin,
        softMax: style.axisSoftMax,
        centeredZero: style.axisCenteredZero,
        distribution: percent ? undefined : style.scaleDistribution,
        ticks: upright ? height / 44 : width / 90,
      }),
    });
  }
  return rulers;
}

function formatOf({ field }: BarSeries, { stacking }: Props['options']): (value: number) => string {
  return (value) =>
    stacking === 'percent'
      ? `${Math.round(value * 100)}%`
      : shown(field.display(value))
          .replace(/(\.\d*?)0+(?=\D|$)/, '$1')
          .replace(/\.(?=\D|$)/, '');
}

export function BarChart({ props, prepared, id, active }: BarChartView): JSX.Element {
  const { width, height, options, theme } = props;
  const { box, upright, rulers, rotated, labels } = layOut({ props, prepared });
  const drawn = prepared.series.filter(({ visible }) => visible);
  const length = upright ? box.width : box.height;
  const room = length / Math.max(1, prepared.categories.length);
  const highlight = active && options.fullHighlight ? active.category : undefined;
  return (
    <svg class="bars" width={width} height={height} font-family={theme.fontSans} aria-hidden="true">
      <defs>{drawn.flatMap((series, index) => gradients(series, `${id}-${index}`, upright, rulers.get(series.scale)!, box, theme))}</defs>
      {[...rulers.values()].map(({ scale, leader, side, axis }, index) => (
        <g key={leader.scale}>
          {axis && (
            <ValueAxis
              scale={scale}
              box={box}
              side={side}
              theme={theme}
              format={formatOf(leader, options)}
              grid={leader.style.axisGridShow ?? index === 0}
              border={leader.style.axisBorderShow}
              label={leader.style.axisLabel}
              color={leader.style.axisColorMode === 'series' ? leader.field.color : undefined}
            />
          )}
          <ThresholdMarks field={leader.field} scale={scale} box={box} side={side} mode={leader.style.thresholdsStyle.mode} theme={theme} />
        </g>
      ))}
      {highlight !== undefined && <rect {...categoryBox(box, upright, highlight, room)} fill={withAlpha(theme.text, 0.06)} />}
      {drawn.map((series, index) => (
        <Bars
          key={series.field.displayName}
          series={series}
          index={index}
          among={drawn.length}
          props={props}
          box={box}
          upright={upright}
          ruler={rulers.get(series.scale)!}
          id={`${id}-${index}`}
          active={active}
          categories={prepared.categories.length}
        />
      ))}
      <Labels labels={labels} box={box} upright={upright} rotated={rotated} props={props} room={room} />
    </svg>
  );
}

function gradients(
  series: BarSeries,
  id: string,
  upright: boolean,
  { scale, side }: Ruler,
  box: Box,
  theme: Props['theme'],
): JSX.Element[] {
  const { gradientMode } = series.style;
  if (gradientMode === 'none') return [];
  if (gradientMode !== 'scheme')
    return [...new Set(series.colors)].map((color, at) => (
      <GradientFill key={`${id}-${at}`} id={`${id}-${at}`} color={color} mode={gradientMode} upright={upright} />
    ));
  const bands = colorBands(series.field, scale, theme);
  const ends = upright
    ? { x1: 0, y1: placeOn(scale, box, side, scale.min), x2: 0, y2: placeOn(scale, box, side, scale.max) }
    : { x1: placeOn(scale, box, side, scale.min), y1: 0, x2: placeOn(scale, box, side, scale.max), y2: 0 };
  return [
    <linearGradient key={id} id={`${id}-scheme`} gradientUnits="userSpaceOnUse" {...ends}>
      {bands.flatMap(({ from, to, color }, at) => [
        <stop key={`${at} from`} offset={from} stop-color={color} />,
        <stop key={`${at} to`} offset={to} stop-color={color} />,
      ])}
    </linearGradient>,
  ];
}

function categoryBox(box: Box, upright: boolean, category: number, room: number): object {
  return upright
    ? { x: box.left + category * room, y: box.top, width: room, height: box.height }
    : { x: box.left, y: box.top + category * room, width: box.width, height: room };
}

function Bars({
  series,
  index,
  among,
  props,
  box,
  upright,
  ruler,
  id,
  active,
  categories,
}: {
  series: BarSeries;
  index: number;
  among: number;
  props: Props;
  box: Box;
  upright: boolean;
  ruler: Ruler;
  id: string;
  active: BarChartView['active'];
  categories: number;
}): JSX.Element {
  const { options, theme } = props;
  const { scale, side } = ruler;
  const { gradientMode, fillOpacity, lineWidth } = series.style;
  const colors = [...new Set(series.colors)];
  const size = options.text?.valueSize ?? 11;
  const clamp = (value: number): number => placeOn(scale, box, side, Math.max(scale.min, Math.min(scale.max, value)));
  return (
    <g>
      {series.values.map((value, category) => {
        if (value === null) return null;
        const [from, to] = series.spans[category]!;
        const { from: start, size: thick } = slotOf(category, categories, index, among, upright ? box.width : box.height, options);
        const [base, tip] = [clamp(from), clamp(to)];
        const bar = upright
          ? { left: box.left + start, top: Math.min(base, tip), width: thick, height: Math.abs(base - tip) }
          : { left: Math.min(base, tip), top: box.top + start, width: Math.abs(base - tip), height: thick };
        const color = namedColor(series.colors[category]!, theme);
        const fill =
          gradientMode === 'none'
            ? color
            : `url(#${id}-${gradientMode === 'scheme' ? 'scheme' : colors.indexOf(series.colors[category]!)})`;
        const end = upright ? (to >= from ? 'top' : 'bottom') : to >= from ? 'right' : 'left';
        const lit = active?.category === category && (active.series === undefined || active.series === index);
        const text = valueText(series, value, bar, upright, size, options);
        return (
          <g key={category}>
            <path
              d={barPath(bar, options.stacking === 'none' || index === among - 1 ? options.barRadius : 0, end)}
              fill={fill}
              fill-opacity={Math.min(1, fillOpacity / 100 + (lit ? 0.2 : 0))}
              {...(lineWidth > 0 && { stroke: gradientMode === 'scheme' ? fill : color, 'stroke-width': lineWidth })}
            />
            {text && (
              <text
                {...textPlace(bar, upright, to >= from, options.stacking !== 'none', size)}
                font-size={size}
                fill={options.stacking === 'none' ? theme.text : textOn(color)}
              >
                {text}
              </text>
            )}
          </g>
        );
      })}
    </g>
  );
}

/** Beyond the end of a bar; in the middle of one that has others at its end. */
function textPlace({ left, top, width, height }: Box, upright: boolean, positive: boolean, inside: boolean, size: number): object {
  const middle = { x: left + width / 2, y: top + height / 2 };
  if (inside) return { ...middle, 'text-anchor': 'middle', 'dominant-baseline': 'central' };
  if (upright) return { x: middle.x, y: positive ? top - 5 : top + height + size + 3, 'text-anchor': 'middle' };
  return {
    x: positive ? left + width + 6 : left - 6,
    y: middle.y,
    'text-anchor': positive ? 'start' : 'end',
    'dominant-baseline': 'central',
  };
}

/** Written where it has room, or where it must be. */
function valueText(
  series: BarSeries,
  value: number,
  bar: Box,
  upright: boolean,
  size: number,
  { showValue, stacking }: Props['options'],
): string | undefined {
  if (showValue === 'never') return;
  const text = shown(series.field.display(value));
  if (showValue === 'always') return text;
  const inside = stacking !== 'none';
  if (bar.width < (upright || inside ? textWidth(text, size) : 0) || bar.height < (!upright || inside ? size : 0)) return;
  return text;
}

function Labels({
  labels,
  box,
  upright,
  rotated,
  props,
  room,
}: {
  labels: readonly string[];
  box: Box;
  upright: boolean;
  rotated: number;
  props: Props;
  room: number;
}): JSX.Element {
  const { options, theme } = props;
  const size = options.text?.titleSize ?? 11;
  const widest = Math.max(0, ...labels.map((text) => textWidth(text, size)));
  const length = upright ? box.width : box.height;
  const needed = upright ? (Math.abs(rotated) > 20 ? size : widest) : size;
  // What is too long for its place is cut rather than left out, as long as something of it can be read.
  const cut = upright && rotated === 0 && options.xTickLabelSpacing === 0 && room > 40;
  const isWritten = cut ? () => true : labelEvery(labels.length, length, needed, options.xTickLabelSpacing);
  return (
    <g font-size={size} fill={theme.tokens['text-tertiary']}>
      {labels.map((text, index) => {
        if (!isWritten(index)) return null;
        const middle = (index + 0.5) * room;
        const [x, y] = upright ? [box.left + middle, box.top + box.height + 14] : [box.left - 8, box.top + middle];
        const most = Math.floor((room - 6) / (size * 0.58));
        return (
          <text
            key={index}
            x={x}
            y={y}
            text-anchor={upright ? (rotated === 0 ? 'middle' : rotated < 0 ? 'end' : 'start') : 'end'}
            dominant-baseline={upright ? 'auto' : 'central'}
            {...(rotated !== 0 && { transform: `rotate(${rotated} ${x} ${y - 4})` })}
          >
            {cut && text.length > most ? `${text.slice(0, Math.max(1, most - 1))}…` : text}
          </text>
        );
      })}
    </g>
  );
}
