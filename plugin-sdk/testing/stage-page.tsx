/** The page that `openStage` opens: one panel at a time, in the host that dashboards use. */
import '@orrery/plugin-sdk/ui/kit.css';
import { type Panel, PanelHost, type Panels, readTheme } from '@orrery/plugin-sdk/ui';
import { render } from 'preact';
import type { Scene } from './stage.ts';

export function startStage(panels: Panels): void {
  const root = document.getElementById('stage') as HTMLElement;
  const loaders = new Map(Object.entries(panels).map(([id, panel]) => [id, async () => panel as Panel]));
  const twoFrames = (): Promise<void> => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve())));

  async function draw(id: string, scene: Scene): Promise<void> {
    const load = loaders.get(id);
    if (!load) throw new Error(`The module exports no panel "${id}". It exports ${[...loaders.keys()].join(', ') || 'none'}.`);
    const { theme = 'night', width = 480, height = 280, fieldConfig, frames = [] } = scene;
    document.documentElement.dataset.theme = theme;
    Object.assign(root.style, { display: 'grid', width: `${width}px`, height: `${height}px` });
    const times = frames.flatMap(({ fields }) =>
      fields.filter(({ type }) => type === 'time').flatMap(({ values }) => [...values] as number[]),
    );
    const range = scene.range ?? { from: Math.min(...times, Date.now()), to: times.length > 0 ? Math.max(...times) : Date.now() };
    render(
      <PanelHost
        title={scene.title ?? ''}
        load={load}
        data={{ state: 'done', frames }}
        options={scene.options ?? {}}
        fieldConfig={{ defaults: {}, overrides: [], ...fieldConfig }}
        range={range}
        timeZone={scene.timeZone ?? 'utc'}
        locale={scene.locale ?? 'en-GB'}
        theme={readTheme(document.documentElement)}
      />,
      root,
    );
    await twoFrames();
    await twoFrames();
  }
  Object.assign(globalThis, { draw });
}
