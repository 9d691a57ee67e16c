/** States over time: a row a field, a box a state. What state timeline and status history draw. Pure. */
import { namedColor, type ResolvedField, rawAt, resolveFields, shown, sortedSteps, stepValue } from '@orrery/plugin-sdk/data';
import type { LegendOptions } from '../chart/legend-event.ts';
import type { PanelProps } from '../panel.ts';

export interface StateOptions {
  readonly showValue: 'auto' | 'always' | 'never';
  readonly rowHeight: number;
  readonly perPage?: number;
  /** Boxes from change to change. */
  readonly mergeValues?: boolean;
  readonly alignValue?: 'left' | 'center' | 'right';
  /** Boxes of one width, a share of the distance of samples. */
  readonly colWidth?: number;
  /** A time axis for each; the dashboard's zone where a name is empty. */
  readonly timezone?: readonly string[];
  readonly legend: LegendOptions;
  readonly tooltip: {
    readonly mode: 'single' | 'multi' | 'none';
    readonly sort: 'none' | 'asc' | 'desc';
    readonly hideZeros?: boolean;
    readonly maxWidth?: number;
    readonly maxHeight?: number;
  };
}
export interface StateStyle {
  readonly lineWidth: number;
  readonly fillOpacity: number;
  readonly spanNulls?: boolean | number;
  readonly insertNulls?: false | number;
  readonly hideFrom: { readonly viz: boolean; readonly legend: boolean; readonly tooltip: boolean };
  /** The axis has the names of rows: no values, so no scale. */
  readonly axisPlacement?: 'auto' | 'left' | 'right' | 'hidden';
  readonly axisLabel?: string;
  readonly axisWidth?: number;
  readonly axisBorderShow?: boolean;
  /** Lines where times are written. */
  readonly axisGridShow?: boolean | null;
}
export interface StateBox {
  readonly from: number;
  readonly to: number;
  readonly text: string;
  readonly color: string;
  readonly numeric: number;
  /** Row of the frame. */
  readonly row: number;
}
export interface StateRow {
  readonly name: string;
  readonly field: ResolvedField;
  readonly style: StateStyle;
  /** In order of time, none over another. */
  readonly boxes: readonly StateBox[];
}
export type Form = 'changes' | 'samples';

export const stateStyleDefaults: StateStyle = {
  lineWidth: 0,
  fillOpacity: 70,
  spanNulls: false,
  hideFrom: { viz: false, legend: false, tooltip: false },
  axisPlacement: 'auto',
};

/** Undefined where no frame has a time and something beside it. */
export function stateRows(props: PanelProps<StateOptions>, form: Form): StateRow[] | undefined {
  const { frames, fieldConfig, theme, timeZone, now, range, options, hidden } = props;
  const rows: StateRow[] = [];
  for (const field of resolveFields(frames, fieldConfig, { theme, timeZone, now })) {
    const time = field.frame.fields.find(({ type }) => type === 'time');
    const style = { ...stateStyleDefaults, ...field.config.custom } as StateStyle;
    if (!time || field.field.type === 'time' || style.hideFrom.viz) continue;
    const times = Array.from(time.values as ArrayLike<number>, Number);
    const look = form === 'changes' && options.mergeValues !== false ? (thresholdLook(field, theme) ?? plainLook(field)) : plainLook(field);
    const boxes =
      form === 'changes' ? changes(field, times, range.to, options, style, look) : samples(field, times, options.colWidth ?? 0.9, look);
    rows.push({ name: field.displayName, field, style, boxes: boxes.filter(({ text }) => !hidden.includes(text)) });
  }
  return rows.length > 0 ? rows : undefined;
}

type Look = (value: unknown) => { readonly text: string; readonly color: string; readonly numeric: number };

function plainLook({ display }: ResolvedField): Look {
  return (value) => {
    const found = display(value);
    return { text: shown(found), color: found.color, numeric: found.numeric };
  };
}

/** Numbers between the same two thresholds are one state, named by its limits. */
function thresholdLook({ config, field, display, range }: ResolvedField, theme: PanelProps['theme']): Look | undefined {
  if (config.color?.mode !== 'thresholds' || field.type !== 'number' || (config.mappings?.length ?? 0) > 0) return;
  const steps = sortedSteps(config.thresholds);
  if (steps.length < 2) return;
  const { min, max } = range ?? { min: 0, max: 100 };
  const limits = steps.map((step) =>
    config.thresholds?.mode === 'percentage' ? min + (stepValue(step) / 100) * (max - min) : stepValue(step),
  );
  const text = (value: number | undefined): string => shown(display(value ?? null));
  return (value) => {
    const { numeric } = display(value);
    const at = Math.max(
      0,
      limits.findLastIndex((limit) => numeric >= limit),
    );
    const [low, high] = [limits[at]!, limits[at + 1]];
    const name =
      low === Number.NEGATIVE_INFINITY ? `< ${text(high)}` : high === undefined ? `${text(low)}+` : `${text(low)} – ${text(high)}`;
    return { text: name, color: namedColor(steps[at]!.color, theme), numeric };
  };
}

/** A value lasts until the next one; null ends it, unless gaps are spanned. */
function changes(
  { field }: ResolvedField,
  times: readonly number[],
  end: number,
  { mergeValues = true }: StateOptions,
  style: StateStyle,
  look: Look,
): StateBox[] {
  const boxes: StateBox[] = [];
  const span = style.spanNulls === true ? Number.POSITIVE_INFINITY : typeof style.spanNulls === 'number' ? style.spanNulls : 0;
  let open: { box: Omit<StateBox, 'to'>; raw: unknown } | undefined;
  const close = (to: number): void => {
    if (open && to > open.box.from) boxes.push({ ...open.box, to });
    open = undefined;
  };
  for (let row = 0; row < times.length; row++) {
    const value = rawAt(field, row);
    const time = times[row]!;
    if (typeof style.insertNulls === 'number' && open && time - times[row - 1]! > style.insertNulls)
      close(times[row - 1]! + style.insertNulls);
    if (value === null || value === undefined) {
      const next = span > 0 ? times.slice(row).find((_, ahead) => rawAt(field, row + ahead) !== null) : undefined;
      if (open && (next === undefined || next - times[row - 1]! > span)) close(time);
      continue;
    }
    const seen = look(value);
    if (open && mergeValues && open.box.text === seen.text && open.box.color === seen.color) continue;
    close(time);
    open = { raw: value, box: { ...seen, from: time, row } };
  }
  close(Math.max(end, times.at(-1) ?? end));
  return boxes;
}

/** A box a sample, around its time. */
function samples({ field }: ResolvedField, times: readonly number[], width: number, look: Look): StateBox[] {
  let step = Number.POSITIVE_INFINITY;
  for (let row = 1; row < times.length; row++) if (times[row]! > times[row - 1]!) step = Math.min(step, times[row]! - times[row - 1]!);
  const half = ((Number.isFinite(step) ? step : 60_000) * width) / 2;
  return times.flatMap((time, row) => {
    const value = rawAt(field, row);
    return value === null || value === undefined ? [] : [{ ...look(value), from: time - half, to: time + half, row }];
  });
}

/** The box of a row at a time. */
export function boxAt({ boxes }: StateRow, time: number): StateBox | undefined {
  let [low, high] = [0, boxes.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const box = boxes[middle]!;
    if (time < box.from) high = middle - 1;
    else if (time >= box.to) low = middle + 1;
    else return box;
  }
  return;
}

/** States for the legend: where colours follow a scheme there are as many as values, and none is named. */
export function statesOf(rows: readonly StateRow[]): { readonly text: string; readonly color: string }[] {
  const found = new Map<string, string>();
  for (const { field, boxes, style } of rows) {
    const scheme =
      field.config.color?.mode.startsWith('continuous-') && field.field.type === 'number' && (field.config.mappings?.length ?? 0) === 0;
    if (style.hideFrom.legend || scheme) continue;
    for (const { text, color } of boxes) if (found.size < 60 && !found.has(text)) found.set(text, color);
  }
  return [...found].map(([text, color]) => ({ text, color }));
}
