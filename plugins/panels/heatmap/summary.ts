/** The heatmap in a sentence, for those who do not see it. */
import { dateFormat, shown } from '@orrery/plugin-sdk/data';
import { cellText } from './cursor.ts';
import type { Cell, Column, Props } from './model/grid.ts';
import { t } from './text/index.ts';
import { viewOf } from './view.ts';

export function summarise(props: Props): string {
  const name = props.title || t.heatmap;
  const view = viewOf(props);
  if (!view) return t.nothing(name);
  let peak: { column: Column; cell: Cell } | undefined;
  for (const column of view.grid.columns)
    for (const cell of column.cells) if (Number.isFinite(cell.count) && cell.count > (peak?.cell.count ?? 0)) peak = { column, cell };
  if (!peak) return t.nothing(name);
  const { range, timeZone, locale } = props;
  const clock = dateFormat(locale, timeZone, {
    ...(range.to - range.from > 86_400_000 && { day: 'numeric', month: 'short' }),
    ...{ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  });
  return t.summary(
    name,
    view.grid.columns.length,
    cellText(view, peak.cell),
    clock.format(peak.column[view.grid.timeAt]),
    shown(view.grid.count.display(peak.cell.count)),
  );
}
