import { shown } from '@orrery/plugin-sdk/data';
import { colorBands, type PanelTheme, type SingleValue } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { type Dial, pointAt, shareOf } from './geometry.ts';

type Range = { readonly min: number; readonly max: number };
export interface ScaleMark {
  readonly share: number;
  readonly text: string;
}

/** Ends of the range and limits of the thresholds; a ring ends where it begins. */
export function scaleMarks({ field }: SingleValue, range: Range, theme: PanelTheme, isRing: boolean): ScaleMark[] {
  const limits = colorBands(field, range, theme).flatMap((band) => (band.value === undefined ? [] : [band.value]));
  const marks = new Set([range.min, ...limits, ...(isRing ? [] : [range.max])]);
  return [...marks].map((mark) => ({ share: shareOf(mark, range.min, range.max), text: shown(field.display(mark)) }));
}

export function ScaleLabels({ dial, marks }: { dial: Dial; marks: readonly ScaleMark[] }): JSX.Element {
  return (
    <>
      {marks.map(({ share, text }) => {
        const { x, y } = pointAt(dial, dial.radius + 9, share);
        const aside = (x - dial.cx) / dial.radius;
        return (
          <text
            key={share}
            x={x}
            y={y}
            text-anchor={aside < -0.25 ? 'end' : aside > 0.25 ? 'start' : 'middle'}
            dominant-baseline="central"
            class="o-gauge-label"
          >
            {text}
          </text>
        );
      })}
    </>
  );
}
