import type { FrameData } from '@orrery/plugin-sdk';
import { interpolate, type Lookup } from '@orrery/plugin-sdk/data/interpolate';
import { type Crosshair, type PanelData, PanelHost, type PanelTheme, type Shell } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { useCallback, useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { prepareQuery } from '../model/query.ts';
import type { KnownDatasource, PanelModel } from '../model/types.ts';
import { askPanel } from './api.ts';
import type { Span } from './time.ts';

export interface PanelCellProps {
  readonly shell: Shell;
  readonly panel: PanelModel;
  readonly span: Span;
  readonly timeZone: string;
  readonly theme: PanelTheme;
  readonly lookup: Lookup;
  readonly datasources: readonly KnownDatasource[];
  readonly crosshair: Crosshair | undefined;
  readonly onTime: (from: number, to: number) => void;
  /** Changes when the person asks for fresh data. */
  readonly round: number;
}

const nothing: PanelData = { state: 'loading', frames: [] };

/** One panel of the grid: asks when it is first in sight, keeps what it drew while it asks again. */
export function PanelCell({
  shell,
  panel,
  span,
  timeZone,
  theme,
  lookup,
  datasources,
  crosshair,
  onTime,
  round,
}: PanelCellProps): JSX.Element {
  const cell = useRef<HTMLDivElement>(null);
  const seen = useInSight(cell);
  const [data, setData] = useState<PanelData>(nothing);
  const [again, setAgain] = useState(0);
  const load = useCallback(() => shell.panel(panel.type), [shell, panel.type]);

  const missing = !shell.panels.some(({ id }) => id === panel.type);
  useEffect(() => {
    if (!seen || missing) return;
    const width = cell.current?.clientWidth ?? 600;
    const prepared = prepareQuery(panel, { range: span, width, datasources, lookup });
    if ('nothing' in prepared) {
      setData(panel.targets?.length ? { state: 'error', frames: [], error: { title: prepared.nothing } } : { state: 'done', frames: [] });
      return;
    }
    const leaving = new AbortController();
    setData((before) => ({ ...before, state: 'loading' }));
    askPanel(prepared.request, leaving.signal).then(
      (answers) => {
        const failed = answers.filter(({ error }) => error);
        const frames: FrameData[] = answers.flatMap((answer) => answer.frames);
        const first = failed[0]?.error;
        setData((before) =>
          failed.length === answers.length && first
            ? {
                state: 'error',
                frames: before.frames,
                ...(before.at !== undefined && { at: before.at }),
                error: { title: first, part: 'Data source' },
              }
            : { state: 'done', frames, at: Date.now(), asked: answers.length, answered: answers.length - failed.length },
        );
      },
      (error: unknown) => {
        if (leaving.signal.aborted) return;
        setData((before) => ({ ...before, state: 'error', error: { title: error instanceof Error ? error.message : String(error) } }));
      },
    );
    return () => leaving.abort();
  }, [seen, panel, span, datasources, lookup, round, again]);

  const options = useMemo(() => panel.options ?? {}, [panel.options]);
  const fieldConfig = useMemo(() => panel.fieldConfig ?? { defaults: {}, overrides: [] }, [panel.fieldConfig]);
  return (
    <div class="dash-cell-inner" ref={cell} data-panel-id={panel.id} data-panel-type={panel.type} data-state={data.state}>
      {missing && <MissingPanel title={interpolate(panel.title ?? '', lookup, 'text')} type={panel.type} />}
      {seen && !missing && (
        <PanelHost
          title={interpolate(panel.title ?? '', lookup, 'text')}
          {...(panel.description && { description: interpolate(panel.description, lookup, 'text') })}
          {...(panel.transparent && { transparent: true })}
          load={load}
          data={data}
          options={options}
          fieldConfig={fieldConfig}
          range={span}
          timeZone={timeZone}
          theme={theme}
          {...(crosshair && { crosshair })}
          onRange={onTime}
          onRetry={() => setAgain(again + 1)}
        />
      )}
    </div>
  );
}

/** Keeps its place and says which plugin would fill it. */
function MissingPanel({ title, type }: { title: string; type: string }): JSX.Element {
  return (
    <section class="o-panel" aria-label={title || 'Panel'}>
      <div class="o-ptitle">
        <h2 class="o-trunc" title={title}>
          {title}
        </h2>
      </div>
      <p class="dash-missing" role="status">
        No plugin here draws <code>{type}</code>.
      </p>
    </section>
  );
}

/** True from the first time the element comes within a screen of the window. */
function useInSight(element: { readonly current: HTMLElement | null }): boolean {
  const [seen, setSeen] = useState(false);
  useEffect(() => {
    if (seen || !element.current) return;
    const observer = new IntersectionObserver(
      (entries) => entries.some(({ isIntersecting }) => isIntersecting) && setSeen(true), // The page scrolls inside the shell: only `scrollMargin` reaches beyond that box.
      { rootMargin: '100% 0px', scrollMargin: '100% 0px' } as IntersectionObserverInit,
    );
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [seen]);
  return seen;
}
