/** Drill-down pie: a ring of parts; a part opens into its own parts, and a path leads back. */
import './pie.css';
import { formatOf, palette } from './format.ts';
import { definePanel, type LegendItem, legendEvent, type LegendOptions, legendDefaults, type PanelProps } from '@orrery/plugin-sdk/ui';
import { type JSX, render } from 'preact';
import { editors } from './editors.ts';
import { type Part, treeOf, withRest } from './parts.ts';
import { slicePath } from './ring.ts';
import { t } from './text/index.ts';

export interface PieOptions {
  /** Names of fields or labels, outermost first; empty: as the data have them. */
  readonly levels: readonly string[];
  readonly most: number;
  readonly ring: boolean;
  readonly legend: LegendOptions;
}
type Props = PanelProps<PieOptions>;

const mostCrumb = 24;

function Pie({
  props,
  path,
  parts,
  active,
  onOpen,
  onPoint,
}: {
  props: Props;
  path: readonly string[];
  parts: readonly Part[];
  active: number | undefined;
  onOpen(path: readonly string[]): void;
  onPoint(index: number | undefined, event?: PointerEvent): void;
}): JSX.Element {
  const { width, height, theme, options } = props;
  const top = path.length > 0 ? 30 : 0;
  const outer = Math.max(10, Math.min(width, height - top) / 2 - 8);
  const inner = options.ring ? outer * 0.6 : 0;
  const colors = palette(theme);
  const whole = parts.reduce((sum, { value }) => sum + value, 0);
  const write = formatOf(props);
  let angle = 0;
  const open = (part: Part): void => (part.opens ? onOpen([...path, part.name]) : undefined);
  return (
    <div class="drill" style={{ width: `${width}px`, height: `${height}px` }}>
      {path.length > 0 && (
        <nav class="drill-path" aria-label={t.path}>
          <button type="button" onClick={() => onOpen([])}>
            {t.all}
          </button>
          {path.map((name, depth) => (
            <button
              type="button"
              key={depth}
              aria-current={depth === path.length - 1 ? 'true' : undefined}
              onClick={() => onOpen(path.slice(0, depth + 1))}
            >
              {(name || t.nothing).slice(0, mostCrumb)}
            </button>
          ))}
        </nav>
      )}
      <svg width={width} height={height - top} font-family={theme.fontSans} role="group" aria-label={t.parts(parts.length)}>
        <g transform={`translate(${width / 2} ${(height - top) / 2})`}>
          {parts.map((part, index) => {
            const from = angle;
            angle += part.share * 2 * Math.PI;
            const middle = (from + angle) / 2;
            const radius = inner > 0 ? (outer + inner) / 2 : outer * 0.65;
            const room = part.share * 2 * Math.PI * radius;
            const label = (part.name || t.nothing).slice(0, 22);
            const key = (event: KeyboardEvent): void => {
              if (event.key !== 'Enter' && event.key !== ' ') return;
              event.preventDefault();
              open(part);
            };
            return (
              <g key={part.name}>
                {/* biome-ignore lint/a11y/noStaticElementInteractions: a button where it opens, a picture with a name where it does not. */}
                <path
                  d={slicePath(from, angle, outer, inner)}
                  class={`drill-slice ${part.opens ? 'drill-opens' : ''} ${active === index ? 'drill-active' : ''}`}
                  fill={colors[index % colors.length]}
                  fill-rule="evenodd"
                  stroke={theme.background}
                  stroke-width={parts.length > 1 ? 2 : 0}
                  role={part.opens ? 'button' : 'img'}
                  tabIndex={0}
                  aria-label={`${label} ${write(part.value)}, ${percent(part.share)}${part.opens ? `, ${t.open}` : ''}`}
                  onClick={() => open(part)}
                  onKeyDown={key}
                  onFocus={() => onPoint(index)}
                  onBlur={() => onPoint(undefined)}
                  onPointerMove={(event) => onPoint(index, event)}
                  onPointerLeave={() => onPoint(undefined)}
                />
                {room > label.length * 6.4 + 8 && outer > 60 && (
                  // biome-ignore lint/a11y/noAriaHiddenOnFocusable: nothing of it takes the focus; the slice has its name.
                  <text
                    class="drill-label"
                    x={Math.sin(middle) * radius}
                    y={-Math.cos(middle) * radius}
                    text-anchor="middle"
                    dominant-baseline="central"
                    aria-hidden="true"
                  >
                    {label}
                  </text>
                )}
              </g>
            );
          })}
          {inner > 34 && (
            // biome-ignore lint/a11y/noAriaHiddenOnFocusable: nothing of it takes the focus; the slices say the same.
            <g aria-hidden="true" class="drill-middle" text-anchor="middle">
              <text y={-4} font-size={Math.min(28, inner / 2.6)} fill={theme.text}>
                {write(active === undefined ? whole : (parts[active]?.value ?? whole))}
              </text>
              <text y={Math.min(18, inner / 3)} font-size="12" fill={theme.tokens['text-secondary']}>
                {active === undefined ? (path.at(-1)?.slice(0, 18) ?? t.total) : percent(parts[active]?.share ?? 0)}
              </text>
            </g>
          )}
        </g>
      </svg>
    </div>
  );
}

const percent = (share: number): string => `${(share * 100).toFixed(share < 0.1 ? 1 : 0)} %`;

const pie = definePanel<PieOptions>({
  defaults: { levels: [], most: 12, ring: true, legend: { ...legendDefaults, placement: 'right' } },
  fieldDefaults: { color: { mode: 'palette-classic' } },
  editors,
  interactive: true,
  mount({ element, emit }) {
    let props: Props | undefined;
    let path: readonly string[] = [];
    let active: number | undefined;
    const draw = (): void => {
      if (!props) return;
      const tree = treeOf(props.frames, props.options.levels);
      // What was opened may have gone with the last refresh: as far up as there is something.
      while (path.length > 0 && tree.parts(path).length === 0) path = path.slice(0, -1);
      const all = tree.parts(path).filter(({ name }) => !props?.hidden.includes(name));
      const whole = all.reduce((sum, { value }) => sum + value, 0);
      const parts = withRest(
        all.map((part) => ({ ...part, share: whole > 0 ? part.value / whole : 0 })),
        Math.max(2, props.options.most),
        t.rest,
      );
      if (tree.parts([]).length === 0) return emit({ type: 'state', state: 'unsuitable', message: t.unsuitable });
      emit({ type: 'state', state: 'drawn' });
      emit(legendOf(props, tree.parts(path)));
      const current = props;
      const write = formatOf(props);
      render(
        <Pie
          {...{ props, path, parts, active }}
          onOpen={(next) => {
            path = next;
            active = undefined;
            emit({ type: 'cursor', time: null, x: 0, y: 0, values: [], source: 'pointer' });
            draw();
          }}
          onPoint={(index, event) => {
            if (active !== index) {
              active = index;
              draw();
            }
            const part = index === undefined ? undefined : parts[index];
            const box = element.getBoundingClientRect();
            const [x, y] = event ? [event.clientX - box.left, event.clientY - box.top] : [current.width / 2, current.height / 2];
            if (!part || !event) return emit({ type: 'cursor', time: null, x, y, values: [], source: 'pointer' });
            const color = palette(current.theme)[(index ?? 0) % palette(current.theme).length] as string;
            const text = `${write(part.value)} (${percent(part.share)})`;
            emit({
              type: 'cursor',
              time: null,
              label: [...path, part.name].join(' › '),
              x,
              y,
              source: 'pointer',
              values: [{ name: part.opens ? t.open : part.name, color, text, numeric: part.value, focused: true }],
            });
          }}
        />,
        element,
      );
    };
    return {
      update(next) {
        props = next;
        draw();
      },
      dispose: () => render(null, element),
    };
  },
  summary({ frames, options, title }) {
    const parts = treeOf(frames, options.levels).parts([]);
    return t.summary(
      title,
      parts.length,
      parts
        .slice(0, 4)
        .map(({ name, share }) => `${name} ${percent(share)}`)
        .join(', '),
    );
  },
});

function legendOf(props: Props, parts: readonly Part[]): ReturnType<typeof legendEvent> {
  const colors = palette(props.theme);
  const visible = parts.filter(({ name }) => !props.hidden.includes(name));
  return legendEvent(
    props.options.legend,
    parts,
    ({ name, value, share }): LegendItem => ({
      name,
      color: colors[
        Math.max(
          0,
          visible.findIndex((part) => part.name === name),
        ) % colors.length
      ] as string,
      hidden: props.hidden.includes(name),
      values: [
        { label: t.value, text: formatOf(props)(value), numeric: value },
        { label: t.share, text: percent(share), numeric: share },
      ],
    }),
  );
}

export const panels = { 'orrery-drilldown-pie-panel': pie };
