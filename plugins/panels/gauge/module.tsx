/** Gauge: where a value stands in its range. */
import './gauge.css';
import {
  definePanel,
  gridFor,
  mountValues,
  type PanelProps,
  type SingleValue,
  singleValues,
  type ValueViewProps,
  valueSummary,
} from '@orrery/plugin-sdk/ui';
import { fieldDefaultsOf } from '@orrery/plugin-sdk/ui/chart/field-defaults.ts';
import type { JSX } from 'preact';
import { GaugeCell } from './cell.tsx';
import { editors } from './editors.ts';
import { defaults, type GaugeOptions } from './options.ts';
import { t } from './text/index.ts';

type Props = PanelProps<GaugeOptions>;
const gap = 8;

function valuesOf(props: Props): SingleValue[] {
  return singleValues(props, props.options.reduceOptions, { trend: props.options.sparkline });
}

function Gauges({ props, values, measure, choose }: ValueViewProps<GaugeOptions>): JSX.Element {
  const { width, height, options, theme } = props;
  const manual = options.sizing === 'manual';
  const { columns, rows } = gridFor(values.length, width, height, options.orientation, 1.3, gap);
  const least = (size: number, minimum: number): number => Math.floor(manual ? Math.max(size, minimum) : Math.max(size, 24));
  const cellWidth = least((width - gap * (columns - 1)) / columns, options.minVizWidth);
  const cellHeight = least((height - gap * (rows - 1)) / rows, options.minVizHeight);
  const { textMode } = options;
  const named = textMode === 'auto' ? values.length > 1 : textMode === 'value_and_name' || textMode === 'name';
  return (
    <div
      class="o-gauges"
      style={{ width: `${width}px`, height: `${height}px`, gridTemplateColumns: `repeat(${columns}, ${cellWidth}px)`, gap: `${gap}px` }}
    >
      {values.map((value, index) => (
        <GaugeCell
          key={`${index} ${value.name}`}
          value={value}
          named={named}
          width={cellWidth}
          height={cellHeight}
          options={options}
          theme={theme}
          measure={measure}
          choose={choose}
        />
      ))}
    </div>
  );
}

export const gauge = definePanel<GaugeOptions>({
  defaults,
  fieldDefaults: fieldDefaultsOf('thresholds'),
  editors,
  drawsEmpty: true,
  mount: (surface) => mountValues(surface, valuesOf, Gauges),
  summary: (props) => valueSummary(props.title || t.gauge, valuesOf(props)),
});

export const panels = { gauge };
