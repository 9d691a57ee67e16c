import { shown } from '@orrery/plugin-sdk/data';
import { colorBands, type PanelTheme, type SingleValue } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { type Dial, pointAt, shareOf } from './geometry.ts';

/** Ends of the range and limits of the thresholds, around the dial. */
export function ScaleLabels({
  dial,
  value,
  range,
  theme,
}: {
  dial: Dial;
  value: SingleValue;
  range: { readonly min: number; readonly max: number };
  theme: PanelTheme;
}): JSX.Element {
  const limits = colorBands(value.field, range, theme).flatMap((band) => (band.value === undefined ? [] : [band.value]));
  const isRing = dial.sweep >= 360;
  const marks = [range.min, ...limits, ...(isRing ? [] : [range.max])].filter((mark, index, all) => all.indexOf(mark) === index);
  return (
    <>
      {marks.map((mark) => {
        const share = shareOf(mark, range.min, range.max);
        const { x, y } = pointAt(dial, dial.radius + 9, share);
        const aside = (x - dial.cx) / dial.radius;
        return (
          <text
            key={mark}
            x={x}
            y={y}
            text-anchor={aside < -0.25 ? 'end' : aside > 0.25 ? 'start' : 'middle'}
            dominant-baseline="central"
            class="o-gauge-label"
          >
            {shown(value.field.display(mark))}
          </text>
        );
      })}
    </>
  );
}
