/** Stat: what is the value now, and where does it come from. */
import './stat.css';
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
import { StatCell } from './cell.tsx';
import { editors } from './editors.ts';
import { defaults, type StatOptions } from './options.ts';
import { t } from './text/index.ts';

type Props = PanelProps<StatOptions>;
const gap = 8;

function valuesOf(props: Props): SingleValue[] {
  const { reduceOptions, graphMode, showPercentChange } = props.options;
  return singleValues(props, reduceOptions, { trend: graphMode !== 'none', change: showPercentChange });
}

function StatGrid({ props, values, measure, choose }: ValueViewProps<StatOptions>): JSX.Element {
  const { width, height, options, theme } = props;
  // A number with its unit is about three times as wide as it is high.
  const { columns, rows } = gridFor(values.length, width, height, options.orientation);
  const cellWidth = Math.floor((width - gap * (columns - 1)) / columns);
  const cellHeight = Math.floor((height - gap * (rows - 1)) / rows);
  const named = options.textMode === 'auto' ? values.length > 1 : options.textMode === 'value_and_name' || options.textMode === 'name';
  return (
    <div class="o-stats" style={{ gridTemplateColumns: `repeat(${columns}, ${cellWidth}px)`, gap: `${gap}px` }}>
      {values.map((value, index) => (
        <StatCell
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

export const stat = definePanel<StatOptions>({
  defaults,
  fieldDefaults: fieldDefaultsOf('thresholds'),
  editors,
  bleeds: true,
  drawsEmpty: true,
  mount: (surface) => mountValues(surface, valuesOf, StatGrid),
  summary: (props) => valueSummary(props.title || t.stat, valuesOf(props)),
});

export const panels = { stat };
