/** Pie chart: parts of a whole. */
import './piechart.css';
import { shown } from '@orrery/plugin-sdk/data';
import { type CursorValue, definePanel, legendEvent, type PanelProps } from '@orrery/plugin-sdk/ui';
import { render } from 'preact';
import { editors, fieldEditors } from './editors.ts';
import { defaults, type PieOptions } from './options.ts';
import { Pie, radii } from './pie.tsx';
import { percentText, type Slice, sliceAt, slicesOf } from './slices.ts';
import { t } from './text/index.ts';

export type Props = PanelProps<PieOptions>;

function legendOf({ options: { legend } }: Props, slices: readonly Slice[]): ReturnType<typeof legendEvent> {
  const listed = slices.filter(({ value }) => !(value.field.config.custom?.hideFrom as { legend?: boolean } | undefined)?.legend);
  return legendEvent(legend, listed, ({ value, color, hidden, share }) => ({
    name: value.name,
    color,
    hidden,
    values: [
      ...(legend.values.includes('percent')
        ? [{ label: t.percent, text: hidden ? '' : percentText(share, value.field.config.decimals), numeric: share }]
        : []),
      ...(legend.values.includes('value') ? [{ label: t.value, text: shown(value.display), numeric: value.display.numeric }] : []),
    ],
  }));
}

function told({ options }: Props, slices: readonly Slice[], active: number): CursorValue[] {
  if (options.tooltip.mode === 'none') return [];
  const values = slices.flatMap((slice, index): CursorValue[] => {
    const { value, share, color } = slice;
    if ((value.field.config.custom?.hideFrom as { tooltip?: boolean } | undefined)?.tooltip) return [];
    if (slice.hidden || (options.tooltip.mode === 'single' && index !== active) || (options.tooltip.hideZeros && share === 0)) return [];
    const text = `${shown(value.display)} (${percentText(share, Math.max(1, value.field.config.decimals ?? 1))})`;
    return [{ name: value.name, color, text, numeric: value.display.numeric, focused: index === active, point: value.point }];
  });
  if (options.tooltip.sort !== 'none')
    values.sort((one, other) => (options.tooltip.sort === 'asc' ? 1 : -1) * (one.numeric - other.numeric));
  return values;
}

export const piechart = definePanel<PieOptions>({
  defaults,
  fieldDefaults: { color: { mode: 'palette-classic' } },
  editors,
  fieldEditors,
  mount({ element, emit }) {
    let current: { readonly props: Props; readonly slices: readonly Slice[] } | undefined;
    let active: number | undefined;
    const draw = (): void => {
      if (!current) return;
      const choose = ({ value }: Slice, event: MouseEvent): void => {
        const box = element.getBoundingClientRect();
        event.stopPropagation();
        emit({ type: 'choose', point: value.point, x: event.clientX - box.left, y: event.clientY - box.top });
      };
      render(<Pie {...current} active={active} onChoose={choose} />, element);
    };
    const point = (next: number | undefined, x: number, y: number, source: 'pointer' | 'keyboard'): void => {
      const before = active;
      active = next;
      if (before !== next) draw();
      if (!current || next === undefined) return emit({ type: 'cursor', time: null, x, y, source, values: [] });
      const { maxWidth, maxHeight } = current.props.options.tooltip;
      const label = current.props.title;
      emit({
        type: 'cursor',
        time: null,
        label,
        x,
        y,
        source,
        values: told(current.props, current.slices, next),
        ...(maxWidth && { maxWidth }),
        ...(maxHeight && { maxHeight }),
      });
    };
    const moved = (event: PointerEvent): void => {
      if (!current) return;
      const box = element.getBoundingClientRect();
      const [x, y] = [event.clientX - box.left, event.clientY - box.top];
      const { outer, inner } = radii(current.props);
      point(sliceAt(current.slices, x - current.props.width / 2, y - current.props.height / 2, outer, inner), x, y, 'pointer');
    };
    const left = (): void => point(undefined, 0, 0, 'pointer');
    const clicked = (): void => emit({ type: 'pin' });
    element.addEventListener('pointermove', moved);
    element.addEventListener('pointerleave', left);
    element.addEventListener('click', clicked);
    return {
      update(props) {
        const before = current?.props;
        const slices = slicesOf(props);
        current = { props, slices };
        if (slices.length === 0) return emit({ type: 'state', state: 'unsuitable', message: t.unsuitable });
        emit({ type: 'state', state: 'drawn' });
        if (
          before?.frames !== props.frames ||
          before.options !== props.options ||
          before.fieldConfig !== props.fieldConfig ||
          before.hidden !== props.hidden ||
          before.theme !== props.theme
        )
          emit(legendOf(props, slices));
        draw();
      },
      step(points) {
        if (!current) return;
        const seen = current.slices.flatMap(({ share }, index) => (share > 0 ? [index] : []));
        const at = active === undefined ? (points > 0 ? -1 : seen.length) : seen.indexOf(active);
        const next = seen[Math.max(0, Math.min(seen.length - 1, at + points))];
        const slice = next === undefined ? undefined : current.slices[next];
        if (!slice) return;
        const middle = (slice.from + slice.to) / 2;
        const { outer } = radii(current.props);
        point(
          next,
          current.props.width / 2 + (Math.sin(middle) * outer) / 2,
          current.props.height / 2 - (Math.cos(middle) * outer) / 2,
          'keyboard',
        );
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
    const slices = slicesOf(props).filter(({ share }) => share > 0);
    const parts = slices.slice(0, 5).map(({ value, share }) => `${value.name} ${percentText(share)}`);
    return t.summary(props.title || t.pieChart, slices.length, parts.join(', '));
  },
});

export const panels = { piechart };
