/** How many columns, and how large the text may be. Pure: the text's width is measured by the caller. */
export interface GridSize {
  readonly columns: number;
  readonly rows: number;
}
export type Orientation = 'auto' | 'horizontal' | 'vertical';

/** Columns and rows that give each of `count` cells the best shape; a fixed orientation gives one row or one column. */
export function gridFor(count: number, width: number, height: number, orientation: Orientation, shape = 3, gap = 8): GridSize {
  if (orientation === 'vertical') return { columns: count, rows: 1 };
  if (orientation === 'horizontal') return { columns: 1, rows: count };
  let best: GridSize = { columns: count, rows: 1 };
  let bestFit = 0;
  for (let columns = 1; columns <= count; columns++) {
    const rows = Math.ceil(count / columns);
    const cellWidth = (width - gap * (columns - 1)) / columns;
    const cellHeight = (height - gap * (rows - 1)) / rows;
    const fit = Math.min(cellWidth / shape, cellHeight);
    if (fit > bestFit) {
      bestFit = fit;
      best = { columns, rows };
    }
  }
  return best;
}

/** Font size in px for text that is `widthAt100` px wide at 100 px. */
export function fitText(widthAt100: number, width: number, height: number, most: number): number {
  return Math.max(11, Math.floor(Math.min((width / Math.max(1, widthAt100)) * 100, height, most)));
}

export interface TextMeasure {
  /** Width of a text at 100 px, in the weight of big numbers. */
  (text: string): number;
}

/** Measures on a canvas in the theme's font. */
export function textMeasure(document: Document, fontSans: string, weight = 600): TextMeasure {
  const context = document.createElement('canvas').getContext('2d');
  if (!context) return (text) => text.length * 60;
  context.font = `${weight} 100px ${fontSans}`;
  return (text) => context.measureText(text).width;
}
