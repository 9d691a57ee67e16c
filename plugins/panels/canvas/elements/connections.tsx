/** Lines between elements, with arrows and bends. */
import type { JSX } from 'preact';
import { type Box, boxOf, type Size } from '../layout.ts';
import type { Anchor, Connection, ElementOptions } from '../options.ts';
import type { Values } from '../values.ts';

interface Point {
  readonly x: number;
  readonly y: number;
}
interface Placed {
  readonly element: ElementOptions;
  readonly box: Box;
}

/** Every element with its box in the drawing, by name. */
function placedElements(elements: readonly ElementOptions[], parent: Size, origin: Point, into: Map<string, Placed>, list: Placed[]): void {
  for (const element of elements) {
    const own = boxOf(element, parent);
    const box = { ...own, left: own.left + origin.x, top: own.top + origin.y };
    into.set(element.name, { element, box });
    list.push({ element, box });
    placedElements(element.elements ?? [], own, { x: box.left, y: box.top }, into, list);
  }
}

function anchorIn({ left, top, width, height }: Box, { x, y }: Anchor, turn = 0): Point {
  const [dx, dy] = [(x * width) / 2, (-y * height) / 2];
  const angle = (turn * Math.PI) / 180;
  return {
    x: left + width / 2 + dx * Math.cos(angle) - dy * Math.sin(angle),
    y: top + height / 2 + dx * Math.sin(angle) + dy * Math.cos(angle),
  };
}

export function Connections({ elements, values, size }: { elements: readonly ElementOptions[]; values: Values; size: Size }): JSX.Element {
  const byName = new Map<string, Placed>();
  const list: Placed[] = [];
  placedElements(elements, size, { x: 0, y: 0 }, byName, list);
  const whole: Box = { left: 0, top: 0, ...size };
  return (
    <svg class="cv-lines" width={size.width} height={size.height} aria-hidden="true">
      {list.flatMap(({ element, box }) =>
        (element.connections ?? []).map((connection, index) => {
          const target = connection.targetName ? byName.get(connection.targetName) : undefined;
          if (connection.targetName && !target) return null;
          const from = anchorIn(box, connection.source, element.placement?.rotation);
          const to = anchorIn(target?.box ?? whole, connection.target, target?.element.placement?.rotation);
          return <Line key={`${element.name} ${index}`} connection={connection} from={from} to={to} values={values} />;
        }),
      )}
    </svg>
  );
}

function Line({ connection, from, to, values }: { connection: Connection; from: Point; to: Point; values: Values }): JSX.Element {
  const color = values.color(connection.color, 'text') ?? 'currentColor';
  const width = Math.max(0.5, values.scale(connection.size, 2));
  const bends = (connection.vertices ?? []).map(({ x, y }) => ({ x: from.x + x * (to.x - from.x), y: from.y + y * (to.y - from.y) }));
  const points = [from, ...bends, to];
  const direction = typeof connection.direction === 'string' ? connection.direction : (connection.direction?.fixed ?? 'forward');
  const { style, animate } =
    typeof connection.lineStyle === 'string' ? { style: connection.lineStyle, animate: false } : (connection.lineStyle ?? {});
  const dash = style === 'dashed' ? `${width * 4} ${width * 3}` : style === 'dotted' ? `0 ${width * 2}` : undefined;
  return (
    <g>
      <polyline
        class={animate && dash ? 'cv-flows' : ''}
        points={points.map(({ x, y }) => `${x},${y}`).join(' ')}
        stroke={color}
        stroke-width={width}
        fill="none"
        stroke-linejoin="round"
        stroke-linecap={style === 'dotted' ? 'round' : 'butt'}
        stroke-dasharray={dash}
      />
      {(direction === 'forward' || direction === 'both') && <Arrow from={points.at(-2) as Point} to={to} color={color} width={width} />}
      {(direction === 'reverse' || direction === 'both') && <Arrow from={points[1] as Point} to={from} color={color} width={width} />}
    </g>
  );
}

function Arrow({ from, to, color, width }: { from: Point; to: Point; color: string; width: number }): JSX.Element {
  const angle = (Math.atan2(to.y - from.y, to.x - from.x) * 180) / Math.PI;
  const size = 4 + width * 2;
  return <path d={`M0 0 ${-size} ${-size / 1.8}V${size / 1.8}Z`} fill={color} transform={`translate(${to.x} ${to.y}) rotate(${angle})`} />;
}
