/** A page that shows one panel at a time, in the host that dashboards use. Built and served by `test/support/panel-stage.ts`. */
import '@orrery/plugin-sdk/ui/kit.css';
import '../../../ui-shell/fonts/fonts.css';
import { type Annotation, createCrosshair, type DrawnPanel, type Panel, PanelHost, readTheme } from '@orrery/plugin-sdk/ui';
import { render } from 'preact';
import { panels as barchart } from '../../../plugins/panels/barchart/module.tsx';
import { panels as bargauge } from '../../../plugins/panels/bargauge/module.tsx';
import { panels as candlestick } from '../../../plugins/panels/candlestick/module.tsx';
import { panels as gauge } from '../../../plugins/panels/gauge/module.tsx';
import { panels as heatmap } from '../../../plugins/panels/heatmap/module.tsx';
import { panels as histogram } from '../../../plugins/panels/histogram/module.tsx';
import { panels as logs } from '../../../plugins/panels/logs/module.tsx';
import { panels as piechart } from '../../../plugins/panels/piechart/module.tsx';
import { panels as stat } from '../../../plugins/panels/stat/module.tsx';
import { panels as stateTimeline } from '../../../plugins/panels/state-timeline/module.tsx';
import { panels as statusHistory } from '../../../plugins/panels/status-history/module.tsx';
import { panels as timeseries } from '../../../plugins/panels/timeseries/module.tsx';
import { panels as trend } from '../../../plugins/panels/trend/module.tsx';
import { panels as xychart } from '../../../plugins/panels/xychart/module.tsx';
import { type LargeSet, largeSet, largeSets } from './frames/large.ts';
import { annotations, type DataSet, dataSets, end, start } from './frames.ts';

// biome-ignore lint/suspicious/noExplicitAny: panels of different options live in one map.
const panels: Record<string, Panel<any>> = {
  ...{ ...timeseries, ...stat, ...gauge, ...bargauge, ...heatmap, ...logs, ...candlestick, ...xychart, ...trend },
  ...{ ...barchart, ...histogram, ...piechart, ...stateTimeline, ...statusHistory },
};
const loaders = Object.fromEntries(Object.entries(panels).map(([id, panel]) => [id, () => Promise.resolve(panel)]));

export interface Scene {
  readonly panel: string;
  readonly data: DataSet | LargeSet;
  readonly options?: object;
  readonly custom?: object;
  readonly defaults?: object;
  readonly overrides?: readonly object[];
  readonly annotations?: boolean | readonly Annotation[];
  readonly theme?: 'night' | 'day';
  readonly width?: number;
  readonly height?: number;
  readonly timeZone?: string;
  readonly range?: { readonly from: number; readonly to: number };
  readonly title?: string;
}
type Heard = readonly [event: string, ...values: unknown[]];

const root = document.getElementById('stage') as HTMLElement;
const crosshair = createCrosshair();
const heard: Heard[] = [];
let drawn: DrawnPanel | undefined;

const frame = (): Promise<void> => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve())));

const stage = {
  heard,
  ids: Object.keys(panels),
  panel: (id: string) => panels[id],
  drawn: () => drawn,
  /** Shows a scene, in place of the last one or after it (`keep`: the mounted panel is updated). */
  async show(scene: Scene, keep = false): Promise<void> {
    document.documentElement.dataset.theme = scene.theme ?? 'night';
    if (!keep) render(null, root);
    heard.length = 0;
    Object.assign(root.style, {
      display: 'grid',
      gridTemplateColumns: '100%',
      gridTemplateRows: '100%',
      width: `${scene.width ?? 480}px`,
      height: `${scene.height ?? 280}px`,
    });
    render(
      <PanelHost
        title={scene.title ?? ''}
        load={loaders[scene.panel] as () => Promise<Panel>}
        data={{ state: 'done', frames: scene.data in largeSets ? largeSet(scene.data as LargeSet) : dataSets[scene.data as DataSet] }}
        options={(scene.options ?? {}) as Record<string, unknown>}
        fieldConfig={{ defaults: { ...scene.defaults, custom: { ...scene.custom } }, overrides: (scene.overrides ?? []) as [] }}
        range={scene.range ?? { from: start, to: end }}
        timeZone={scene.timeZone ?? 'utc'}
        locale="en-GB"
        theme={readTheme(document.documentElement)}
        crosshair={crosshair}
        {...(scene.annotations && { annotations: scene.annotations === true ? annotations : scene.annotations })}
        lookup={(name) => (name === 'env' ? { value: 'prod' } : undefined)}
        onRange={(from, to) => heard.push(['range', from, to])}
        onAnnotate={(from, to) => heard.push(['annotate', from, to])}
        onDrawn={(now) => {
          drawn = now;
        }}
      />,
      root,
    );
    // Asked for by name: texts on a canvas start no loading that anybody waits for.
    await document.fonts.load('600 13px "Inter var"');
    await document.fonts.ready;
    await frame();
    await frame();
  },
  point: (time: number | null) => crosshair.publish(time, {}),
};
export type Stage = typeof stage;
Object.assign(globalThis, { stage });
