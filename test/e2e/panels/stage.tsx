/** A page that shows one panel at a time, in the host that dashboards use. Built and served by `test/support/panel-stage.ts`. */
import '@orrery/plugin-sdk/ui/kit.css';
import '../../../ui-shell/fonts/fonts.css';
import { type Annotation, createCrosshair, type DrawnPanel, type Panel, PanelHost, readTheme } from '@orrery/plugin-sdk/ui';
import { OptionsPane, type OptionsPaneProps } from '@orrery/plugin-sdk/ui/options/index.ts';
import { render } from 'preact';
import { type LargeSet, largeSet, largeSets } from './frames/large.ts';
import { annotations, type DataSet, dataSets, end, start } from './frames.ts';
import { poisoned, poisonedFrame, poisoner } from './poison.ts';

// biome-ignore-start lint/suspicious/noExplicitAny: panels of different options live in one map.
type Modules = Readonly<Record<string, { readonly panels: Record<string, Panel<any>> }>>;
declare global {
  interface ImportMeta {
    /** Of the bundler. */
    glob(pattern: string, options: { readonly eager: true }): Modules;
  }
}
const modules = import.meta.glob('../../../plugins/panels/*/module.tsx', { eager: true });
const panels = Object.assign({}, ...Object.values(modules).map((module) => module.panels)) as Record<string, Panel<any>>;
// biome-ignore-end lint/suspicious/noExplicitAny: as above
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
  /** The host stores what the panel says of itself. */
  readonly editable?: boolean;
  /** Every text of the data and of what a dashboard says about them is one of these. */
  readonly hostile?: { readonly payloads: readonly string[]; readonly offset: number };
  /** A key that is held while the wheel turns. */
  readonly held?: string;
}
type Chosen = Pick<OptionsPaneProps, 'options' | 'fieldConfig'>;
let chosen: Chosen = { options: {}, fieldConfig: { defaults: {}, overrides: [] } };
type Heard = readonly [event: string, ...values: unknown[]];

/** Stable, as the host wants it. */
const place = { uid: 'board', panelId: 7, time: 'from=now-1h&to=now', variables: 'var-env=prod' };
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
    const poison = scene.hostile && poisoner(scene.hostile.payloads, scene.hostile.offset);
    const clean = scene.data in largeSets ? largeSet(scene.data as LargeSet) : dataSets[scene.data as DataSet];
    const noted = scene.annotations === true ? annotations : scene.annotations || undefined;
    render(
      <PanelHost
        title={scene.title ?? ''}
        {...(poison && { description: poison('description') })}
        load={loaders[scene.panel] as () => Promise<Panel>}
        data={{ state: 'done', frames: poison ? clean.map((each) => poisonedFrame(each, poison)) : clean }}
        options={(scene.options ?? {}) as Record<string, unknown>}
        fieldConfig={{ defaults: { ...scene.defaults, custom: { ...scene.custom } }, overrides: (scene.overrides ?? []) as [] }}
        range={scene.range ?? { from: start, to: end }}
        timeZone={scene.timeZone ?? 'utc'}
        locale="en-GB"
        theme={readTheme(document.documentElement)}
        crosshair={crosshair}
        {...(noted && { annotations: poison ? (poisoned(noted, poison) as typeof noted) : noted })}
        lookup={(name) => (name === 'env' ? { value: 'prod' } : undefined)}
        onRange={(from, to) => heard.push(['range', from, to])}
        onAnnotate={(from, to) => heard.push(['annotate', from, to])}
        dashboard={place}
        {...(scene.editable && { onOptions: (options: object) => void heard.push(['options', options]) })}
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
    // What is loaded or laid out late says so.
    while (root.querySelector('[aria-busy=true]')) await frame();
    await new Promise((resolve) => requestAnimationFrame(resolve));
  },
  /** Shows what may be chosen about a panel, in place of the panel; what is chosen is kept, and told by `chosen`. */
  async edit({ panel, data, options = {}, defaults = {}, custom, overrides = [], theme = 'night', width = 400 }: Scene): Promise<void> {
    document.documentElement.dataset.theme = theme;
    render(null, root);
    Object.assign(root.style, { display: 'block', width: `${width}px`, height: 'auto', padding: '12px' });
    chosen = {
      options: options as Chosen['options'],
      fieldConfig: { defaults: { ...defaults, ...(custom && { custom: custom as Record<string, unknown> }) }, overrides: overrides as [] },
    };
    const frames = data in largeSets ? largeSet(data as LargeSet) : dataSets[data as DataSet];
    const draw = (next: Chosen): void => {
      chosen = next;
      render(
        <OptionsPane
          panel={panels[panel] as Panel}
          frames={frames}
          {...next}
          onOptions={(changed) => draw({ ...chosen, options: changed })}
          onFieldConfig={(fieldConfig) => draw({ ...chosen, fieldConfig })}
        />,
        root,
      );
    };
    draw(chosen);
    await document.fonts.ready;
    await frame();
  },
  chosen: () => chosen,
  point: (time: number | null) => crosshair.publish(time, {}),
};
export type Stage = typeof stage;
Object.assign(globalThis, { stage });
document.documentElement.dataset.stage = 'ready';
