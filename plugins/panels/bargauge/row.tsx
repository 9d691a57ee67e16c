import { shown } from '@orrery/plugin-sdk/data';
import { type PanelTheme, type SingleValue, ValueCell } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { Bar } from './bar.tsx';
import type { BarLayout } from './layout.ts';
import type { BarGaugeOptions } from './options.ts';

/** A bar says how much: without limits of its own it starts at zero and ends at the largest value of all. */
function rangeOf({ field, display }: SingleValue): { min: number; max: number } {
  const found = field.range ?? { min: 0, max: 100 };
  const number = Number.isNaN(display.numeric) ? 0 : display.numeric;
  const min = field.config.min ?? Math.min(0, found.min, number);
  const max = field.config.max ?? Math.max(found.max, number, min);
  return max > min ? { min, max } : { min, max: min + 1 };
}

export function BarRow({
  value,
  layout,
  options,
  theme,
  choose,
}: {
  value: SingleValue;
  layout: BarLayout;
  options: BarGaugeOptions;
  theme: PanelTheme;
  choose(value: SingleValue, event: MouseEvent): void;
}): JSX.Element {
  const { upright, namePlace, nameSize, nameWidth, nameHeight, valueSize, valueWidth, valueHeight, length, thickness } = layout;
  const range = rangeOf(value);
  const { numeric } = value.display;
  const share = Number.isNaN(numeric) ? 0 : Math.max(0, Math.min(1, (numeric - range.min) / (range.max - range.min)));
  const isAcross = !upright && namePlace === 'left';
  const name = namePlace !== 'hidden' && (
    <span
      class="o-bg-name o-trunc"
      title={value.name}
      style={{ fontSize: `${nameSize}px`, ...(isAcross ? { width: `${nameWidth}px` } : { height: `${nameHeight}px` }) }}
    >
      {value.name}
    </span>
  );
  const text = options.valueMode !== 'hidden' && (
    <span
      class="o-bg-value o-tnum"
      style={{
        fontSize: `${valueSize}px`,
        color: options.valueMode === 'text' ? theme.text : value.color,
        ...(upright ? { height: `${valueHeight}px` } : { width: `${valueWidth}px` }),
      }}
    >
      {shown(value.display)}
    </span>
  );
  return (
    <ValueCell
      value={value}
      choose={choose}
      class={`o-bg ${upright ? 'o-upright' : ''} ${isAcross ? 'o-across' : ''}`}
      style={{ width: `${layout.cellWidth}px`, height: `${layout.cellHeight}px` }}
    >
      {namePlace !== 'below' && name}
      {upright && text}
      <span class="o-bg-line">
        <Bar
          value={value}
          range={range}
          share={share}
          length={length}
          thickness={thickness}
          upright={upright}
          options={options}
          theme={theme}
        />
        {!upright && text}
      </span>
      {namePlace === 'below' && name}
    </ValueCell>
  );
}
