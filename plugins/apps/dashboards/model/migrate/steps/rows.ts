/** Version 16: rows of panels become a grid of 24 columns. */
import { type Json, objects } from '../json.ts';
import type { Step } from './step.ts';

const columns = 24;

export const rowsStep: Step = {
  to: 16,
  run(dashboard) {
    if (!Array.isArray(dashboard.rows)) return;
    const rows = objects(dashboard.rows).filter(({ repeatIteration }) => !repeatIteration);
    const shown = rows.some(({ collapse, showTitle, repeat }) => collapse || showTitle || repeat);
    let nextId = Math.max(0, ...rows.flatMap((row) => objects(row.panels)).map(({ id }) => (typeof id === 'number' ? id : 0))) + 1;
    const panels: Json[] = objects(dashboard.panels);
    let top = 0;
    for (const row of rows) {
      const { height, panels: given, collapse, showTitle, repeat, ...rest } = row;
      const band = gridHeight(height);
      const closed = shown && Boolean(collapse);
      const rowPanel: Json = {
        ...rest,
        ...{ id: nextId, type: 'row', collapsed: closed, panels: [] },
        ...(repeat && { repeat }),
        gridPos: { x: 0, y: top, w: columns, h: band },
      };
      if (shown) {
        panels.push(rowPanel);
        nextId++;
        top++;
      }
      const members = objects(given);
      const bottom = place(members, band, top);
      if (closed) rowPanel.panels = members;
      else {
        panels.push(...members);
        top = bottom;
      }
    }
    dashboard.panels = panels;
    delete dashboard.rows;
  },
};

/** Left to right where there is room beside the last, else in a new band below. Gives the line under the last band. */
function place(panels: readonly Json[], band: number, from: number): number {
  let top = from;
  let filled = new Array<number>(columns).fill(0);
  for (const panel of panels) {
    const width = Math.min(columns, Math.max(1, Math.floor(Number(panel.span) || 4) * 2));
    const height = panel.height ? gridHeight(panel.height) : band;
    if (typeof panel.minSpan === 'number') panel.minSpan = Math.min(columns, panel.minSpan * 2);
    let x = freeFrom(filled, band);
    if (columns - x < width) {
      top += band;
      filled = new Array<number>(columns).fill(0);
      x = 0;
    }
    const y = Math.max(...filled.slice(x));
    panel.gridPos = { x, y: top + y, w: width, h: height };
    filled.fill(y + height, x, x + width);
    delete panel.span;
    delete panel.height;
  }
  return top + band;
}

/** First column of the free room at the right: columns that are not full, none higher than the one right of it. */
function freeFrom(filled: readonly number[], band: number): number {
  let start = columns;
  while (start > 0 && filled[start - 1]! < band && (start === columns || filled[start - 1]! <= filled[start]!)) start--;
  return start;
}

/** Pixels, as a number or `250px`, in lines of the grid. */
function gridHeight(height: unknown): number {
  const pixels = Number.parseInt(String(height ?? ''), 10);
  return Math.ceil(Math.max(Number.isNaN(pixels) || pixels === 0 ? 250 : pixels, 90) / 38);
}
