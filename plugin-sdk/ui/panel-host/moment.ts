/** What the tooltip says beside the values: when, which annotations, which exemplar. */
import { rawAt, resolveFields, shown } from '@orrery/plugin-sdk/data';
import { cursorTime } from '../chart/time-axis.ts';
import type { PanelPoint, PanelProps } from '../panel.ts';
import { t } from './text/index.ts';
import type { Note } from './tooltip.tsx';

type Shown = Pick<PanelProps, 'frames' | 'fieldConfig' | 'theme' | 'timeZone' | 'locale' | 'range' | 'annotations'>;

export function momentText(time: number, { range, timeZone, locale }: Shown): string {
  return cursorTime(time, range.to - range.from, timeZone, locale);
}

export function notesAt(indexes: readonly number[] | undefined, shown: Shown): Note[] {
  return (indexes ?? []).flatMap((index) => {
    const annotation = shown.annotations?.[index];
    if (!annotation) return [];
    const start = momentText(annotation.time, shown);
    const ends = annotation.timeEnd !== undefined && annotation.timeEnd > annotation.time;
    return [{ annotation, when: ends ? t.regionTo(start, momentText(annotation.timeEnd as number, shown)) : start }];
  });
}

/** Every field of the exemplar's row. Its fields have units and mappings of their own, and nothing of the panel's. */
export function exemplarRows(point: PanelPoint | undefined, props: Shown): (readonly [string, string])[] {
  const frame = point && props.frames[point.frame];
  if (!frame || point.row === null) return [];
  const row = point.row;
  return resolveFields([frame], { defaults: {}, overrides: [] }, props).map(({ field, display }) => [
    field.name,
    field.type === 'time' ? momentText(Number(rawAt(field, row)), props) : shown(display(rawAt(field, row))),
  ]);
}
