/** Diagram: a flowchart from text, whose nodes show the values of series of the same name. */
import './diagram.css';
import { textOn } from '@orrery/plugin-sdk/data';
import { definePanel, type PanelProps } from '@orrery/plugin-sdk/ui';
import { type JSX, render } from 'preact';
import { editors } from './editors.ts';
import { type Diagram, parseDiagram } from './parse.ts';
import { type Placed, type PlacedNode, place } from './place.ts';
import { key, type NodeValue, valuesOf } from './values.ts';
import { t } from './text/index.ts';

interface DiagramOptions {
  readonly content: string;
  readonly fill: boolean;
  readonly values: boolean;
}
type Props = PanelProps<DiagramOptions>;

const example = `graph LR
  users((Users)) --> web[Web]
  web --> api(API)
  api --> db[(Database)]
  api -.-> cache{{Cache}}`;

function Chart({
  placed,
  props,
  values,
  onPoint,
}: {
  placed: Placed;
  props: Props;
  values: ReadonlyMap<string, NodeValue>;
  onPoint(node: PlacedNode | undefined, event?: PointerEvent): void;
}): JSX.Element {
  const { theme, width, height, options } = props;
  const token = (name: string): string => theme.tokens[name] ?? theme.text;
  // Small ones are not blown up: letters stay letters.
  const scale = Math.min(1.6, width / placed.width, height / placed.height);
  const [left, top] = [(width - placed.width * scale) / 2, (height - placed.height * scale) / 2];
  return (
    <svg class="diagram" width={width} height={height} font-family={theme.fontSans} role="group" aria-label={props.title || t.diagram}>
      <defs>
        <marker id="diagram-tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto-start-reverse">
          <path d="M0 0 8 4 0 8Z" fill={token('text-tertiary')} />
        </marker>
      </defs>
      <g transform={`translate(${left} ${top}) scale(${scale})`}>
        {placed.groups.map(({ id, text, x, y, width: w, height: h }) => (
          <g key={id}>
            <rect x={x - w / 2} y={y - h / 2} width={w} height={h} rx={8} fill={token('bg-inset')} stroke={token('border-subtle')} />
            <text x={x - w / 2 + 10} y={y - h / 2 + 16} class="diagram-small" fill={token('text-tertiary')}>
              {text}
            </text>
          </g>
        ))}
        {placed.edges.map(({ points, line, arrow, text, at }, index) => (
          <g key={index}>
            <path
              d={curve(points)}
              fill="none"
              stroke={token('text-tertiary')}
              stroke-width={line === 'thick' ? 3 : 1.4}
              stroke-dasharray={line === 'dotted' ? '4 4' : undefined}
              marker-end={arrow ? 'url(#diagram-tip)' : undefined}
            />
            {at && (
              <text
                x={at.x}
                y={at.y}
                class="diagram-small diagram-on-line"
                text-anchor="middle"
                dominant-baseline="central"
                fill={token('text-secondary')}
                stroke={theme.background}
              >
                {text}
              </text>
            )}
          </g>
        ))}
        {placed.nodes.map((node) => {
          const value = values.get(key(node.id)) ?? values.get(key(node.text));
          const color = value?.color;
          const fill = color && options.fill ? color : token('bg-raised');
          const ink = color && options.fill ? textOn(color) : theme.text;
          return (
            // biome-ignore lint/a11y/noInteractiveElementToNoninteractiveRole: a group of shapes is one picture with a name.
            <g
              key={node.id}
              transform={`translate(${node.x} ${node.y})`}
              role="img"
              aria-label={[node.text, value?.text].filter(Boolean).join(': ')}
              onPointerMove={(event) => onPoint(node, event)}
              onPointerLeave={() => onPoint(undefined)}
            >
              <Outline node={node} fill={fill} stroke={color || token('border-default')} />
              {node.lines.map((written, at) => (
                <text
                  key={at}
                  y={(at - (node.lines.length - 1) / 2) * 17 + (node.shape === 'store' ? 5 : 0)}
                  text-anchor="middle"
                  dominant-baseline="central"
                  fill={ink}
                  font-size="13"
                  font-weight={value && options.values && at === node.lines.length - 1 ? 700 : 500}
                >
                  {written}
                </text>
              ))}
            </g>
          );
        })}
      </g>
    </svg>
  );
}

function Outline({ node: { shape, width: w, height: h }, fill, stroke }: { node: PlacedNode; fill: string; stroke: string }): JSX.Element {
  const look = { fill, stroke, 'stroke-width': 1.5 };
  if (shape === 'circle') return <circle r={w / 2} {...look} />;
  if (shape === 'diamond') return <path d={`M0 ${-h / 2} ${w / 2} 0 0 ${h / 2} ${-w / 2} 0Z`} {...look} />;
  if (shape === 'store') {
    const [x, y, r] = [w / 2, h / 2, 7];
    return (
      <path
        d={`M${-x} ${-y + r}A${x} ${r} 0 0 1 ${x} ${-y + r}V${y - r}A${x} ${r} 0 0 1 ${-x} ${y - r}ZM${-x} ${-y + r}A${x} ${r} 0 0 0 ${x} ${-y + r}`}
        {...look}
      />
    );
  }
  return <rect x={-w / 2} y={-h / 2} width={w} height={h} rx={shape === 'round' ? h / 2 : 6} {...look} />;
}

/** Through the bends of a line, round. */
function curve(points: readonly { readonly x: number; readonly y: number }[]): string {
  const [first, ...rest] = points;
  if (!first) return '';
  let path = `M${first.x} ${first.y}`;
  rest.forEach((point, index) => {
    const next = rest[index + 1];
    path += next ? `Q${point.x} ${point.y} ${(point.x + next.x) / 2} ${(point.y + next.y) / 2}` : `L${point.x} ${point.y}`;
  });
  return path;
}

const diagram = definePanel<DiagramOptions>({
  defaults: { content: example, fill: true, values: true },
  fieldDefaults: { color: { mode: 'thresholds' } },
  editors,
  interpolated: ['content'],
  drawsEmpty: true,
  needsNoData: true,
  interactive: true,
  mount({ element, emit }) {
    let before: { readonly content: string; readonly parsed: ReturnType<typeof parseDiagram> } | undefined;
    return {
      update(props) {
        const { content } = props.options;
        if (before?.content !== content) before = { content, parsed: parseDiagram(content) };
        const { parsed } = before;
        if (!parsed.ok) return emit({ type: 'state', state: 'unsuitable', message: t.wrong(parsed.line, parsed.found) });
        if (parsed.value.nodes.length === 0) return emit({ type: 'state', state: 'unsuitable', message: t.nothing });
        emit({ type: 'state', state: 'drawn' });
        const values = valuesOf(props);
        const placed = placedWith(parsed.value, props, values);
        render(
          <Chart
            {...{ placed, props, values }}
            onPoint={(node, event) => {
              const value = node && (values.get(key(node.id)) ?? values.get(key(node.text)));
              const box = element.getBoundingClientRect();
              const [x, y] = event ? [event.clientX - box.left, event.clientY - box.top] : [0, 0];
              emit(
                node && value
                  ? {
                      type: 'cursor',
                      time: null,
                      label: node.text,
                      x,
                      y,
                      source: 'pointer',
                      values: [{ name: node.id, color: value.color, text: value.text, numeric: value.numeric, focused: true }],
                    }
                  : { type: 'cursor', time: null, x, y, source: 'pointer', values: [] },
              );
            }}
          />,
          element,
        );
      },
      dispose: () => render(null, element),
    };
  },
  summary({ options, title }) {
    const parsed = parseDiagram(options.content);
    return parsed.ok ? t.summary(title, parsed.value.nodes.length, parsed.value.edges.length) : title;
  },
});

function placedWith(parsed: Diagram, { options }: Props, values: ReadonlyMap<string, NodeValue>): Placed {
  const texts = new Map(parsed.nodes.map(({ id, text }) => [id, text]));
  return place(parsed, (id) => (options.values ? (values.get(key(id)) ?? values.get(key(texts.get(id) ?? id)))?.text : undefined));
}

export const panels = { 'orrery-diagram-panel': diagram };
