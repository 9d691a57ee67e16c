/** Histogram: how values are distributed. */
import './histogram.css';
import { shown } from '@orrery/plugin-sdk/data';
import { type CursorValue, definePanel, legendEvent, legendValues, type PanelProps } from '@orrery/plugin-sdk/ui';
import { fieldDefaultsOf } from '@orrery/plugin-sdk/ui/chart/field-defaults.ts';
import { render } from 'preact';
import { type Buckets, bucketsOf, type Distribution } from './buckets.ts';
import { Histogram, layOut } from './chart.tsx';
import { editors, fieldEditors } from './editors.ts';
import { defaults, type HistogramOptions, styleDefaults } from './options.ts';
import { t } from './text/index.ts';

export type Props = PanelProps<HistogramOptions>;
let charts = 0;

function rangeText({ edges, unit }: Buckets, bucket: number): string {
  return `${shown(unit.display(edges[bucket]))} – ${shown(unit.display(edges[bucket + 1]))}`;
}

/** The distribution whose bar is under a height: where several overlap, the lowest one, whose end is seen. */
function barAt(props: Props, buckets: Buckets, bucket: number, y: number): Distribution | undefined {
  const { box, up } = layOut(props, buckets);
  const value = up.min + (1 - (y - box.top) / box.height) * (up.max - up.min);
  const under = buckets.distributions.filter(({ visible, spans }) => {
    const [from, to] = spans[bucket] ?? [0, 0];
    return visible && value >= from && value <= to;
  });
  return under.sort((one, other) => one.spans[bucket]![1] - other.spans[bucket]![1])[0];
}

/** `y` where a pointer is: the panel may be asked for the one bar there. */
function valuesAt(props: Props, buckets: Buckets, bucket: number, y: number | undefined): CursorValue[] {
  const { options, locale } = props;
  if (options.tooltip.mode === 'none') return [];
  const only = options.tooltip.mode === 'single' && y !== undefined ? barAt(props, buckets, bucket, y) : undefined;
  const number = new Intl.NumberFormat(locale);
  const values = buckets.distributions.flatMap((each): CursorValue[] => {
    const { name, field, style, visible, counts } = each;
    if (only && each !== only) return [];
    const count = counts[bucket] ?? 0;
    if (!visible || style.hideFrom.tooltip || (options.tooltip.hideZeros && count === 0)) return [];
    return [{ name, color: field.color, numeric: count, text: number.format(count), focused: false }];
  });
  if (options.tooltip.sort !== 'none')
    values.sort((one, other) => (options.tooltip.sort === 'asc' ? 1 : -1) * (one.numeric - other.numeric));
  return values;
}

export const histogram = definePanel<HistogramOptions>({
  defaults,
  fieldDefaults: fieldDefaultsOf('palette-classic', styleDefaults),
  editors,
  fieldEditors,
  mount({ element, emit }) {
    const id = `histogram-${++charts}`;
    let current: { readonly props: Props; readonly buckets: Buckets } | undefined;
    let active: number | undefined;
    const point = (next: number | undefined, x: number, y: number, source: 'pointer' | 'keyboard'): void => {
      active = next;
      if (!current) return;
      render(<Histogram {...current} id={id} active={active} />, element);
      if (next === undefined) return emit({ type: 'cursor', time: null, x, y, source, values: [] });
      const { maxWidth, maxHeight } = current.props.options.tooltip;
      emit({
        type: 'cursor',
        time: null,
        label: rangeText(current.buckets, next),
        ...{ x, y, source },
        values: valuesAt(current.props, current.buckets, next, source === 'pointer' ? y : undefined),
        ...(maxWidth && { maxWidth }),
        ...(maxHeight && { maxHeight }),
      });
    };
    const moved = (event: PointerEvent): void => {
      if (!current) return;
      const rect = element.getBoundingClientRect();
      const [x, y] = [event.clientX - rect.left, event.clientY - rect.top];
      const { box, across } = layOut(current.props, current.buckets);
      const value = across.min + ((x - box.left) / box.width) * (across.max - across.min);
      const { edges } = current.buckets;
      const bucket = edges.findLastIndex((edge) => edge <= value);
      point(bucket >= 0 && bucket < edges.length - 1 ? bucket : undefined, x, y, 'pointer');
    };
    const left = (): void => point(undefined, 0, 0, 'pointer');
    const clicked = (): void => emit({ type: 'pin' });
    element.addEventListener('pointermove', moved);
    element.addEventListener('pointerleave', left);
    element.addEventListener('click', clicked);
    return {
      update(props) {
        const before = current?.props;
        const same =
          before?.frames === props.frames &&
          before.options === props.options &&
          before.fieldConfig === props.fieldConfig &&
          before.hidden === props.hidden &&
          before.theme === props.theme;
        const buckets = same && current ? current.buckets : bucketsOf(props);
        if (!buckets) return emit({ type: 'state', state: 'unsuitable', message: t.unsuitable });
        current = { props, buckets };
        emit({ type: 'state', state: 'drawn' });
        if (!same)
          emit(
            legendEvent(
              props.options.legend,
              buckets.distributions.filter(({ style }) => !style.hideFrom.legend),
              ({ name, field, visible }) => ({
                name,
                color: field.color,
                hidden: !visible,
                values: legendValues(field, props.options.legend.calcs),
              }),
            ),
          );
        render(<Histogram {...current} id={id} active={active} />, element);
      },
      step(points) {
        if (!current) return;
        const last = current.buckets.edges.length - 2;
        const next = Math.max(0, Math.min(last, (active ?? (points > 0 ? -1 : last + 1)) + points));
        const { box } = layOut(current.props, current.buckets);
        point(next, box.left + ((next + 0.5) / (last + 1)) * box.width, box.top, 'keyboard');
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
    const buckets = bucketsOf(props);
    const name = props.title || t.histogram;
    const [first] = buckets?.distributions ?? [];
    if (!buckets || !first) return t.nothing(name);
    const peak = first.counts.indexOf(Math.max(...first.counts));
    return t.summary(name, buckets.edges.length - 1, rangeText(buckets, peak), first.counts[peak] ?? 0);
  },
});

export const panels = { histogram };
