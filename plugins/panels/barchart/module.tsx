/** Bar chart: numbers by category. */
import './barchart.css';
import { shown } from '@orrery/plugin-sdk/data';
import { type CursorValue, definePanel, legendEvent, legendValues, type PanelProps } from '@orrery/plugin-sdk/ui';
import { fieldDefaultsOf } from '@orrery/plugin-sdk/ui/chart/field-defaults.ts';
import { render } from 'preact';
import { BarChart, type BarChartView, layOut } from './chart.tsx';
import { editors, fieldEditors } from './editors.ts';
import { slotOf } from './layout.ts';
import { type BarChartOptions, defaults, styleDefaults } from './options.ts';
import { type Prepared, prepare } from './prepare.ts';
import { t } from './text/index.ts';

export type Props = PanelProps<BarChartOptions>;
let charts = 0;

/** Category and bar under a point of the surface. */
function hit(props: Props, prepared: Prepared, x: number, y: number): BarChartView['active'] {
  const { box, upright } = layOut({ props, prepared });
  const along = upright ? x - box.left : y - box.top;
  const length = upright ? box.width : box.height;
  const count = prepared.categories.length;
  if (along < 0 || along >= length || count === 0) return;
  const category = Math.floor((along / length) * count);
  const among = prepared.series.filter(({ visible }) => visible).length;
  const series = Array.from({ length: among }, (_, index) => index).find((index) => {
    const { from, size } = slotOf(category, count, index, among, length, props.options);
    return along >= from && along <= from + size;
  });
  return { category, series: props.options.stacking === 'none' ? series : undefined };
}

function valuesAt({ options }: Props, { series }: Prepared, active: NonNullable<BarChartView['active']>): CursorValue[] {
  if (options.tooltip.mode === 'none') return [];
  const drawn = series.filter(({ visible }) => visible);
  const values = drawn.flatMap((each, index): CursorValue[] => {
    const value = each.values[active.category];
    const focused = index === active.series;
    if (value === null || value === undefined || each.style.hideFrom.tooltip) return [];
    if ((options.tooltip.mode === 'single' && active.series !== undefined && !focused) || (options.tooltip.hideZeros && value === 0))
      return [];
    const point = { frame: each.field.frameIndex, field: each.field.fieldIndex, row: each.rows[active.category] ?? null };
    return [
      {
        name: each.field.displayName,
        color: each.colors[active.category]!,
        numeric: value,
        text: shown(each.field.display(value)),
        focused,
        point,
      },
    ];
  });
  if (options.tooltip.sort !== 'none')
    values.sort((one, other) => (options.tooltip.sort === 'asc' ? one.numeric - other.numeric : other.numeric - one.numeric));
  return values;
}

export const barchart = definePanel<BarChartOptions>({
  defaults,
  fieldDefaults: fieldDefaultsOf('palette-classic', styleDefaults),
  editors,
  fieldEditors,
  mount({ element, emit }) {
    const id = `bars-${++charts}`;
    let current: { readonly props: Props; readonly prepared: Prepared } | undefined;
    let active: BarChartView['active'];
    const draw = (): void => {
      if (current) render(<BarChart {...current} id={id} active={active} />, element);
    };
    const point = (next: BarChartView['active'], x: number, y: number, source: 'pointer' | 'keyboard'): void => {
      active = next;
      draw();
      if (!current) return;
      const { maxWidth, maxHeight } = current.props.options.tooltip;
      const limits = { ...(maxWidth && { maxWidth }), ...(maxHeight && { maxHeight }) };
      if (!next) return emit({ type: 'cursor', time: null, x, y, source, values: [] });
      emit({
        type: 'cursor',
        time: null,
        label: current.prepared.categories[next.category] ?? '',
        x,
        y,
        source,
        values: valuesAt(current.props, current.prepared, next),
        ...limits,
      });
    };
    const moved = (event: PointerEvent): void => {
      if (!current) return;
      const box = element.getBoundingClientRect();
      const [x, y] = [event.clientX - box.left, event.clientY - box.top];
      point(hit(current.props, current.prepared, x, y), x, y, 'pointer');
    };
    const left = (): void => point(undefined, 0, 0, 'pointer');
    const clicked = (): void => emit({ type: 'pin' });
    element.addEventListener('pointermove', moved);
    element.addEventListener('pointerleave', left);
    element.addEventListener('click', clicked);
    return {
      update(props) {
        const prepared = prepare(props);
        if (!prepared) return emit({ type: 'state', state: 'unsuitable', message: t.unsuitable });
        const before = current?.props;
        current = { props, prepared };
        emit({ type: 'state', state: 'drawn' });
        if (
          before?.frames !== props.frames ||
          before.options !== props.options ||
          before.fieldConfig !== props.fieldConfig ||
          before.hidden !== props.hidden ||
          before.theme !== props.theme
        )
          emit(
            legendEvent(
              props.options.legend,
              prepared.series.filter(({ style }) => !style.hideFrom.legend),
              ({ field, visible }) => ({
                name: field.displayName,
                color: field.color,
                hidden: !visible,
                values: legendValues(field, props.options.legend.calcs),
              }),
            ),
          );
        draw();
      },
      step(points) {
        if (!current) return;
        const { categories } = current.prepared;
        const category = Math.max(0, Math.min(categories.length - 1, (active?.category ?? (points > 0 ? -1 : categories.length)) + points));
        const { box, upright } = layOut(current);
        const middle = ((category + 0.5) / categories.length) * (upright ? box.width : box.height);
        point({ category }, upright ? box.left + middle : box.left + box.width / 2, upright ? box.top : box.top + middle, 'keyboard');
      },
      pointAt: (time) => time === null && point(undefined, 0, 0, 'keyboard'),
      dispose() {
        element.removeEventListener('pointermove', moved);
        element.removeEventListener('pointerleave', left);
        element.removeEventListener('click', clicked);
        render(null, element);
      },
    };
  },
  summary(props) {
    const prepared = prepare(props);
    const name = props.title || t.barChart;
    if (!prepared) return t.nothing(name);
    let peak: { name: string; category: string; text: string; value: number } | undefined;
    for (const { field, values, visible } of prepared.series)
      values.forEach((value, at) => {
        if (visible && value !== null && (!peak || value > peak.value))
          peak = { name: field.displayName, category: prepared.categories[at] ?? '', text: shown(field.display(value)), value };
      });
    return t.summary(name, prepared.categories.length, prepared.series.length, peak ? t.peak(peak.name, peak.category, peak.text) : '');
  },
});

export const panels = { barchart };
