/** Node graph: what talks to what, and how it fares. */
import './node-graph.css';
import { type CursorValue, definePanel, IconButton, type MountedPanel, type PanelProps, type PanelSurface } from '@orrery/plugin-sdk/ui';
import { gestures } from '@orrery/plugin-sdk/ui/chart/gestures.ts';
import { render } from 'preact';
import { editors } from './editors.ts';
import { type Fact, type Graph, graphOf } from './graph.ts';
import { layoutOf, type Positions } from './layout.ts';
import { defaults, type NodeGraphOptions } from './options.ts';
import { paint, type Pointed, type View } from './paint.ts';
import { inSlices, type Sliced } from './slices.ts';
import { t } from './text/index.ts';

type Props = PanelProps<NodeGraphOptions>;

function mount({ element, emit }: PanelSurface): MountedPanel<NodeGraphOptions> {
  const document = element.ownerDocument;
  const box = element.appendChild(document.createElement('div'));
  box.className = 'ng';
  const canvas = box.appendChild(document.createElement('canvas'));
  const over = box.appendChild(document.createElement('div'));
  let props: Props | undefined;
  let graph: Graph = { nodes: [], edges: [], legend: [] };
  let positions: Positions = new Float64Array();
  let view: View | undefined;
  let moved = false;
  let pointed: Pointed = {};
  let held = false;
  let working: Sliced<Positions> | undefined;
  let due = 0;

  const draw = (): void => {
    if (props && view && positions.length === graph.nodes.length * 2) paint(canvas, graph, positions, view, pointed, props.theme);
  };
  const redraw = (): void => {
    due ||= requestAnimationFrame(() => {
      due = 0;
      draw();
    });
  };
  const fit = (): void => {
    if (!props) return;
    moved = false;
    view = fitted(positions, props);
    redraw();
  };
  const zoom = (by: number, x: number, y: number): void => {
    if (!view) return;
    const scale = Math.max(0.02, Math.min(4, view.scale * 2 ** by));
    moved = true;
    view = { ...view, scale, x: x - ((x - view.x) / view.scale) * scale, y: y - ((y - view.y) / view.scale) * scale };
    redraw();
  };
  const tell = (next: Pointed, x: number, y: number, source: 'pointer' | 'keyboard'): void => {
    const changed = next.node !== pointed.node || next.edge !== pointed.edge;
    pointed = next;
    if (changed) redraw();
    const node = next.node === undefined ? undefined : graph.nodes[next.node];
    const edge = next.edge === undefined ? undefined : graph.edges[next.edge];
    const label = node?.title ?? (edge && `${graph.nodes[edge.source]?.title} → ${graph.nodes[edge.target]?.title}`);
    if (label === undefined) return emit({ type: 'cursor', time: null, x, y, source, values: [] });
    emit({ type: 'cursor', time: null, label, x, y, source, values: valuesOf(node?.facts ?? edge?.facts ?? []) });
  };
  const life = gestures(box, (event) => props?.options.zoomMode === 'greedy' || event.ctrlKey || event.metaKey, {
    pan(dx, dy) {
      if (!view) return;
      moved = true;
      view = { ...view, x: view.x + dx, y: view.y + dy };
      redraw();
    },
    zoom,
    point(x, y) {
      if (!held) tell(at(graph, positions, view, x, y), x, y, 'pointer');
    },
    leave: () => !held && tell({}, 0, 0, 'pointer'),
    click: () => (pointed.node !== undefined || pointed.edge !== undefined) && emit({ type: 'pin' }),
  });
  const overlay = (): void =>
    render(
      <>
        <div class="ng-buttons">
          <IconButton icon="plus" size="sm" label={t.zoomIn} onClick={() => zoom(0.5, (view?.width ?? 0) / 2, (view?.height ?? 0) / 2)} />
          <IconButton
            icon="minus"
            size="sm"
            label={t.zoomOut}
            onClick={() => zoom(-0.5, (view?.width ?? 0) / 2, (view?.height ?? 0) / 2)}
          />
          <IconButton icon="maximize-2" size="sm" label={t.fit} onClick={fit} />
        </div>
        {graph.legend.length > 0 && (
          <ul class="ng-legend">
            {graph.legend.map(({ name, color }) => (
              <li key={name}>
                <span style={{ background: color }} />
                {name}
              </li>
            ))}
          </ul>
        )}
      </>,
      over,
    );

  return {
    update(next) {
      const before = props;
      props = next;
      if (view) view = { ...view, width: next.width, height: next.height };
      const same =
        before?.frames === next.frames &&
        before.options === next.options &&
        before.fieldConfig === next.fieldConfig &&
        before.theme === next.theme;
      if (same) {
        if (!moved) fit();
        return redraw();
      }
      const was = graph;
      graph = graphOf(next);
      if (graph.nodes.length === 0) return emit({ type: 'state', state: 'unsuitable', message: t.unsuitable });
      emit({ type: 'state', state: 'drawn' });
      overlay();
      const lies = (one: Graph): string =>
        `${one.nodes.map(({ id }) => id).join('\n')}\n\n${one.edges.map(({ source, target }) => `${source} ${target}`).join('\n')}`;
      // New values on the same graph leave it where it lies.
      if (before?.options.layoutAlgorithm === next.options.layoutAlgorithm && lies(was) === lies(graph) && positions.length > 0)
        return redraw();
      working?.stop();
      box.setAttribute('aria-busy', 'true');
      const work = inSlices(layoutOf(next.options.layoutAlgorithm, { count: graph.nodes.length, edges: graph.edges }));
      working = work;
      void work.done.then((found) => {
        if (!found || working !== work) return;
        positions = found;
        fit();
        requestAnimationFrame(() => working === work && box.removeAttribute('aria-busy'));
      });
    },
    step(points) {
      if (!view || graph.nodes.length === 0) return;
      const now = pointed.node ?? (points > 0 ? -1 : graph.nodes.length);
      const node = Math.max(0, Math.min(graph.nodes.length - 1, now + points));
      const [x, y] = [(positions[node * 2] as number) * view.scale + view.x, (positions[node * 2 + 1] as number) * view.scale + view.y];
      if (x < 0 || y < 0 || x > view.width || y > view.height) {
        moved = true;
        view = { ...view, x: view.x + view.width / 2 - x, y: view.y + view.height / 2 - y };
        redraw();
        return tell({ node }, view.width / 2, view.height / 2, 'keyboard');
      }
      tell({ node }, x, y, 'keyboard');
    },
    pointAt: (time) => time === null && tell({}, 0, 0, 'keyboard'),
    hold(next) {
      held = next;
    },
    repaint: draw,
    picture: () => emit({ type: 'picture', url: canvas.toDataURL('image/png') }),
    dispose() {
      working?.stop();
      working = undefined;
      cancelAnimationFrame(due);
      life[Symbol.dispose]();
      render(null, over);
      box.remove();
    },
  };
}

function valuesOf(facts: readonly Fact[]): CursorValue[] {
  return facts.map(({ name, text, point }) => ({ name, text, point, color: 'transparent', numeric: Number.NaN, focused: false }));
}

function fitted(positions: Positions, { width, height }: { readonly width: number; readonly height: number }): View {
  let [left, top, right, bottom] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let at = 0; at < positions.length; at += 2) {
    const [x, y] = [positions[at] as number, positions[at + 1] as number];
    [left, right] = [Math.min(left, x), Math.max(right, x)];
    [top, bottom] = [Math.min(top, y), Math.max(bottom, y)];
  }
  if (left > right) return { x: 0, y: 0, scale: 1, width, height };
  const scale = Math.min(1, width / (right - left + 190), height / (bottom - top + 170));
  return { width, height, scale, x: (width - (left + right) * scale) / 2, y: (height - (top + bottom + 26) * scale) / 2 };
}

/** The node under the pointer, else the edge beside it. */
function at(graph: Graph, positions: Positions, view: View | undefined, px: number, py: number): Pointed {
  if (!view) return {};
  const [x, y] = [(px - view.x) / view.scale, (py - view.y) / view.scale];
  for (let node = graph.nodes.length - 1; node >= 0; node--) {
    const radius = Math.max(graph.nodes[node]?.radius ?? 40, 6 / view.scale);
    if (Math.hypot((positions[node * 2] as number) - x, (positions[node * 2 + 1] as number) - y) <= radius) return { node };
  }
  const near = 6 / view.scale;
  const edge = graph.edges.findIndex(({ source, target }) => {
    const [sx, sy, tx, ty] = [positions[source * 2], positions[source * 2 + 1], positions[target * 2], positions[target * 2 + 1]] as [
      number,
      number,
      number,
      number,
    ];
    const square = (tx - sx) ** 2 + (ty - sy) ** 2;
    const along = square === 0 ? 0 : Math.max(0, Math.min(1, ((x - sx) * (tx - sx) + (y - sy) * (ty - sy)) / square));
    return Math.hypot(sx + along * (tx - sx) - x, sy + along * (ty - sy) - y) <= near;
  });
  return edge >= 0 ? { edge } : {};
}

export const nodeGraph = definePanel<NodeGraphOptions>({
  defaults,
  editors,
  standardOptions: ['links', 'actions'],
  bleeds: true,
  mount,
  summary(props) {
    const { nodes, edges } = graphOf(props);
    const told = nodes.slice(0, 3).map(({ title, main }) => `${title} ${main}`.trim());
    return t.summary(props.title || t.graph, nodes.length, edges.length, told.join(', '));
  },
});

export const panels = { nodeGraph };
