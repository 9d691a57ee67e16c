/** What the graph of old said about single series, as overrides. */
import { own } from '@orrery/plugin-sdk/data/own';
import { isObject, type Json } from '../json.ts';

interface Property {
  readonly id: string;
  readonly value: unknown;
}
export interface SeriesContext {
  readonly left: Json;
  readonly right: Json;
  readonly dash: { readonly dashed: boolean; readonly length: number; readonly space: number };
}

const fixed = (fixedColor: unknown): Property => ({ id: 'color', value: { mode: 'fixed', fixedColor } });
const custom = (id: string, value: unknown): Property => ({ id: `custom.${id}`, value });

export function colorOverrides(aliasColors: unknown): Json[] {
  return Object.entries(isObject(aliasColors) ? aliasColors : {})
    .filter(([, color]) => color)
    .map(([alias, color]) => ({ matcher: { id: 'byName', options: alias }, properties: [fixed(color)] }));
}

export function seriesOverride(series: Json, context: SeriesContext): Json | undefined {
  const { alias } = series;
  if (typeof alias !== 'string' || alias === '') return;
  const properties = Object.entries(series).flatMap(([key, value]) => own(makers, key)?.(value, context) ?? []);
  const { dash } = context;
  if ('dashes' in series || 'dashLength' in series || 'spaceLength' in series) {
    const dashed = series.dashes ?? dash.dashed;
    const pattern = [series.dashLength ?? dash.length, series.spaceLength ?? dash.space];
    properties.push(custom('lineStyle', dashed ? { fill: 'dash', dash: pattern } : { fill: 'solid' }));
  }
  if (series.hiddenSeries || series.legend === false)
    properties.push(
      custom('hideFrom', { viz: Boolean(series.hiddenSeries), legend: series.legend === false, tooltip: Boolean(series.hiddenSeries) }),
    );
  if (properties.length === 0) return;
  return { matcher: { id: /^\/.*\/[a-z]*$/s.test(alias) ? 'byRegexp' : 'byName', options: alias }, properties };
}

// biome-ignore lint/suspicious/noExplicitAny: any value may stand in a file
type Make = (value: any, context: SeriesContext) => readonly Property[];

const makers: Readonly<Record<string, Make>> = {
  yaxis: (side, { left, right }) => (side === 2 ? rightAxis(left, right) : []),
  fill: (fill) => [custom('fillOpacity', Number(fill) * 10)],
  fillBelowTo: (lower) => [custom('fillBelowTo', lower)],
  fillGradient: (gradient) => (gradient ? [custom('gradientMode', 'opacity'), custom('fillOpacity', Number(gradient) * 10)] : []),
  points: (on) => [custom('showPoints', on ? 'always' : 'never')],
  bars: (on) => (on ? [custom('drawStyle', 'bars'), custom('fillOpacity', 100)] : [custom('drawStyle', 'line')]),
  lines: (on) => (on ? [custom('drawStyle', 'line')] : [custom('lineWidth', 0)]),
  linewidth: (width) => [custom('lineWidth', width)],
  pointradius: (radius) => [custom('pointSize', 2 + Number(radius) * 2)],
  steppedLine: (on) => [custom('lineInterpolation', on ? 'stepAfter' : 'linear')],
  nullPointMode: (mode) => [{ id: 'nullValueMode', value: mode }, custom('spanNulls', mode === 'connected')],
  stack: (group) => [custom('stacking', group ? { mode: 'normal', group: group === true ? 'A' : group } : { mode: 'none', group: 'A' })],
  color: (color) => [fixed(color)],
  transform: (transform) => [custom('transform', transform)],
};

/** Where the right axis differs from the left one. */
function rightAxis(left: Json, right: Json): Property[] {
  const { custom: leftCustom = {}, ...leftRest } = left;
  const { custom: rightCustom = {}, ...rightRest } = right;
  const differing = (one: Json, other: Json) => Object.entries(other).filter(([key, value]) => value !== one[key]);
  return [
    ...differing(leftRest, rightRest).map(([id, value]) => ({ id, value })),
    ...differing(leftCustom, rightCustom)
      .filter(([id]) => id !== 'axisPlacement')
      .map(([id, value]) => custom(id, value)),
    custom('axisPlacement', rightCustom.axisPlacement === 'hidden' ? 'hidden' : 'right'),
  ];
}
