/** Frames of cells: a row a cell, with its limits in time and value, and a count. */
import { type FieldData, type FrameData, numberAt } from '@orrery/plugin-sdk/data';
import type { Cell, Column, Grid, Readers } from './grid.ts';
import { stepOf } from './grid.ts';

const isNamed =
  (...names: readonly string[]) =>
  (field: FieldData): boolean =>
    names.includes(field.name.toLowerCase());

export function isCells(frame: FrameData): boolean {
  if (frame.meta?.type === 'heatmap-cells') return true;
  const has = (...names: string[]): boolean => frame.fields.some(isNamed(...names));
  return has('ymin', 'ymax') && has('xmin', 'xmax', 'x') && has('count');
}

/** Of several frames, the counts of the same cell are added up. `sources`: their indexes among the panel's. */
export function cellsOf(
  frames: readonly FrameData[],
  readers: Readers,
  unit: string | undefined,
  sources: readonly (number | undefined)[],
): Grid | undefined {
  const spans = new Map<number, { to: number; cells: Map<number, Cell> }>();
  let first: { low: FieldData; count: FieldData } | undefined;
  let names: readonly string[] | undefined;
  let timeAt: Grid['timeAt'] = 'from';
  frames.forEach((frame, index) => {
    const find = (...wanted: string[]): FieldData | undefined => frame.fields.find(isNamed(...wanted));
    const [xMin, xMax, x] = [find('xmin'), find('xmax'), find('x')];
    const [yMin, yMax, y] = [find('ymin'), find('ymax'), find('y')];
    const count =
      find('count') ??
      frame.fields.find((field) => field.type === 'number' && ![xMin, xMax, x, yMin, yMax, y].includes(field) && field.name !== 'yLayout');
    const across = xMin ?? xMax ?? x;
    const up = yMin ?? yMax ?? y;
    if (!across || !up || !count) return;
    first ??= { low: up, count };
    const custom = frame.meta?.custom as { yOrdinalDisplay?: readonly string[] } | undefined;
    names ??= custom?.yOrdinalDisplay;
    if (!xMin && xMax) timeAt = 'to';
    const xs = numbers(across);
    const width = stepOf(
      [...new Set(xs)].sort((one, other) => one - other),
      across.config?.interval,
    );
    const ys = numbers(up);
    const height =
      yMin && yMax
        ? 0
        : stepOf(
            [...new Set(ys)].sort((one, other) => one - other),
            undefined,
          );
    const source = sources[index];
    const field = frame.fields.indexOf(count);
    for (let row = 0; row < frame.length; row++) {
      const value = numberAt(count, row);
      const at = xs[row]!;
      if (value === null || !Number.isFinite(value) || !Number.isFinite(at)) continue;
      const from = xMin ? at : xMax ? at - width : at - width / 2;
      const to = xMin && xMax ? (numberAt(xMax, row) ?? from + width) : from + width;
      const low = yMin ? numberAt(yMin, row) : yMax ? ys[row]! - height : ys[row]! - height / 2;
      const high = yMax ? numberAt(yMax, row) : (low ?? 0) + height;
      if (low === null || high === null || Number.isNaN(low) || Number.isNaN(high)) continue;
      let span = spans.get(from);
      if (!span) spans.set(from, (span = { to, cells: new Map() }));
      const before = span.cells.get(low);
      span.cells.set(low, {
        ...{ low, high },
        count: value + (before?.count ?? 0),
        origin: source === undefined ? undefined : { frame: source, field, row },
      });
    }
  });
  if (!first || spans.size === 0) return;
  const columns = [...spans]
    .sort(([one], [other]) => one - other)
    .map(([from, { to, cells }]): Column => ({ from, to, cells: [...cells.values()].sort((one, other) => one.low - other.low) }));
  const said = (first.low.config?.custom as { scaleDistribution?: Grid['distribution'] } | undefined)?.scaleDistribution;
  return {
    columns: withoutInfinity(columns),
    ...(names && { names }),
    namesAt: 'middle',
    distribution: said ?? guessed(columns),
    value: readers.value({ ...first.low.config, ...(unit && { unit }) }),
    count: readers.count(first.count.config ?? {}),
    countName: '',
    timeAt,
  };
}

function numbers(field: FieldData): number[] {
  return Array.from({ length: field.values.length }, (_, row) => numberAt(field, row) ?? Number.NaN);
}

/** A native histogram grows by a factor: where it does, so does the scale. */
function guessed(columns: readonly Column[]): Grid['distribution'] {
  const cells = columns.flatMap(({ cells }) => cells).filter(({ low, high }) => low > 0 && Number.isFinite(high) && high > low);
  const [first] = cells;
  if (!first || cells.length < 3) return { type: 'linear' };
  const factor = first.high / first.low;
  const isSame = cells.every(({ low, high }) => Math.abs(high / low / factor - 1) < 0.02);
  const widths = cells.map(({ low, high }) => high - low);
  return isSame && Math.max(...widths.slice(0, 10_000)) > 1.05 * Math.min(...widths.slice(0, 10_000))
    ? { type: 'log', log: 2 }
    : { type: 'linear' };
}

/** The last bucket of a histogram has no end, the first may have no start: they are drawn as wide as their neighbour. */
function withoutInfinity(columns: readonly Column[]): readonly Column[] {
  if (columns.every(({ cells }) => Number.isFinite(cells[0]?.low) && Number.isFinite(cells.at(-1)?.high))) return columns;
  return columns.map((column) => ({
    ...column,
    cells: column.cells.flatMap((cell, at): Cell[] => {
      if (Number.isFinite(cell.low) && Number.isFinite(cell.high)) return [cell];
      const near = column.cells[Number.isFinite(cell.low) ? at - 1 : at + 1];
      const width =
        near && Number.isFinite(near.high - near.low)
          ? near.high - near.low
          : Math.abs(Number.isFinite(cell.low) ? cell.low : cell.high) || 1;
      if (Number.isFinite(cell.low)) return [{ ...cell, high: cell.low + width }];
      return Number.isFinite(cell.high) ? [{ ...cell, low: cell.high - width }] : [];
    }),
  }));
}
