/** Bar gauge: values beside each other as bars in their range. */
import './bargauge.css';
import { reduceField, reducerName, shown } from '@orrery/plugin-sdk/data';
import {
  definePanel,
  mountValues,
  type PanelEvent,
  type PanelProps,
  type SingleValue,
  singleValues,
  type ValueViewProps,
  valueSummary,
} from '@orrery/plugin-sdk/ui';
import { fieldDefaultsOf } from '@orrery/plugin-sdk/ui/chart/field-defaults.ts';
import type { JSX } from 'preact';
import { editors } from './editors.ts';
import { gap, layoutBars } from './layout.ts';
import { type BarGaugeOptions, defaults } from './options.ts';
import { BarRow } from './row.tsx';
import { t } from './text/index.ts';

type Props = PanelProps<BarGaugeOptions>;

function valuesOf(props: Props): SingleValue[] {
  return singleValues(props, props.options.reduceOptions);
}

function Bars({ props, values, measure, choose }: ValueViewProps<BarGaugeOptions>): JSX.Element {
  const { width, height, options, theme, hidden } = props;
  const drawn = values.filter(({ name }) => !hidden.includes(name));
  const layout = layoutBars({
    ...{ width, height, options, measure },
    count: drawn.length,
    names: drawn.map(({ name }) => name),
    texts: drawn.map(({ display }) => shown(display)),
  });
  return (
    <div class={`o-bgs ${layout.upright ? 'o-upright' : ''}`} style={{ width: `${width}px`, height: `${height}px`, gap: `${gap}px` }}>
      {drawn.map((value, index) => (
        <BarRow key={`${index} ${value.name}`} value={value} layout={layout} options={options} theme={theme} choose={choose} />
      ))}
    </div>
  );
}

function legendOf({ options: { legend }, hidden }: Props, values: readonly SingleValue[]): Extract<PanelEvent, { type: 'legend' }> {
  const display = legend.showLegend ? legend.displayMode : 'hidden';
  const listed = display === 'hidden' ? [] : legend.limit ? values.slice(0, legend.limit) : values;
  return {
    type: 'legend',
    display,
    placement: legend.placement,
    ...(legend.width && { width: legend.width }),
    ...(legend.sortBy && { sortBy: legend.sortBy }),
    ...(legend.sortDesc !== undefined && { sortDesc: legend.sortDesc }),
    ...(legend.overflow === 'wrap' && { wrap: true }),
    ...(legend.enableFacetedFilter && { filter: true }),
    ...(display !== 'hidden' && listed.length < values.length && { more: values.length - listed.length }),
    items: listed.map(({ name, color, field }) => ({
      name,
      color,
      hidden: hidden.includes(name),
      values: legend.calcs.map((calc) => {
        const value = reduceField(field.field, calc);
        return { label: reducerName(calc), text: shown(field.display(value)), numeric: typeof value === 'number' ? value : Number.NaN };
      }),
    })),
  };
}

export const bargauge = definePanel<BarGaugeOptions>({
  defaults,
  fieldDefaults: fieldDefaultsOf('thresholds'),
  editors,
  drawsEmpty: true,
  mount: (surface) => mountValues(surface, valuesOf, Bars, (props, values) => surface.emit(legendOf(props, values))),
  summary: (props) => valueSummary(props.title || t.barGauge, valuesOf(props)),
});

export const panels = { bargauge };
