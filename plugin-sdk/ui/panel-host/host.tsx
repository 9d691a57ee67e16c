import { dateFormat, type FieldConfigSource, type FrameData, type Lookup, namedColor } from '@orrery/plugin-sdk/data';
import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Annotation, MountedPanel, Panel, PanelPlace, PanelTheme } from '../panel.ts';
import {
  Denied,
  Empty,
  type ErrorFacts,
  ErrorState,
  Loading,
  NotConfigured,
  Partial,
  PluginFailed,
  Refreshing,
  Stale,
  type StateAction,
} from '../states.tsx';
import type { Crosshair } from './crosshair.ts';
import { mergeDefaults } from './defaults.ts';
import { type DrawingListener, type OnContext, PanelDrawing } from './drawing.tsx';
import { framesToCsv } from './export.ts';
import { interpolateOptions } from './interpolate-options.ts';
import { t } from './text/index.ts';

/** What is known about a panel's data. Frames stay while they are asked for again and when that fails. */
export interface PanelData {
  readonly state: 'loading' | 'done' | 'error' | 'denied' | 'unconfigured';
  readonly frames: readonly FrameData[];
  readonly error?: ErrorFacts;
  /** Of several queries, how many answered. */
  readonly answered?: number;
  readonly asked?: number;
  /** Epoch ms of the shown frames. */
  readonly at?: number;
  readonly permission?: string;
}

export interface PanelHostProps {
  readonly title: string;
  readonly description?: string;
  readonly level?: 2 | 3;
  readonly transparent?: boolean;
  /** Loads the panel's code; `Shell.panel` of the page. Stable between renders. */
  readonly load: () => Promise<Panel>;
  readonly data: PanelData;
  readonly options: Readonly<Record<string, unknown>>;
  readonly fieldConfig: FieldConfigSource;
  readonly range: { readonly from: number; readonly to: number };
  readonly timeZone: string;
  readonly theme: PanelTheme;
  readonly locale?: string;
  readonly crosshair?: Crosshair;
  readonly annotations?: readonly Annotation[];
  /** Variables of the page, for data links and for the texts that the panel names. */
  readonly lookup?: Lookup;
  readonly onRange?: (from: number, to: number) => void;
  /** Ctrl and click or drag marked a time or a range. */
  readonly onAnnotate?: (from: number, to: number) => void;
  /** A line was asked about whose neighbours the data source may know. */
  readonly onContext?: OnContext;
  readonly onEditAnnotation?: (annotation: Annotation) => void;
  readonly onDeleteAnnotation?: (annotation: Annotation) => void;
  /** Where the panel stands. Stable between renders. */
  readonly dashboard?: PanelPlace;
  /** Stores options that the person changed inside the drawing. Given only while the panel is edited. */
  readonly onOptions?: (options: Readonly<Record<string, unknown>>) => void;
  /** Gives what can be taken along of the panel as it is drawn; undefined when it goes. */
  readonly onDrawn?: (drawn: DrawnPanel | undefined) => void;
  readonly onRetry?: () => void;
  readonly onCancel?: () => void;
  readonly emptyActions?: readonly StateAction[];
  /** What whoever may edit does about a panel without a query. */
  readonly queryAction?: StateAction;
  /** Buttons that appear on hover and focus. */
  readonly tools?: ComponentChildren;
  readonly icons?: ComponentChildren;
}

/** A drawn panel, for menus that save it. */
export interface DrawnPanel {
  /** The whole panel with its title and legend as a `data:image/png` URL, or null where the browser cannot make one. */
  picture(): Promise<string | null>;
  /** The whole panel as a drawing, in which pictures stay pictures; null for one of whose painting nobody tells: a frame, or pixels put in one by one. */
  svg(): Promise<string | null>;
  csv(formatted?: boolean): string;
}

const pictureWithinMs = 3_000;

/** A panel with its header, in whichever state it is. Its size never changes with the state. */
export function PanelHost(host: PanelHostProps): JSX.Element {
  const { data, load, title, level = 2 } = host;
  const [panel, setPanel] = useState<Panel>();
  const [failure, setFailure] = useState<string>();
  const [attempt, setAttempt] = useState(0);
  const [unsuitable, setUnsuitable] = useState<string>();
  useEffect(() => {
    let current = true;
    setFailure(undefined);
    load().then(
      (loaded) => current && setPanel(() => loaded),
      (error: unknown) => current && setFailure(error instanceof Error ? error.message : String(error)),
    );
    return () => {
      current = false;
    };
  }, [load, attempt]);
  const Heading = level === 2 ? 'h2' : 'h3';
  const hasData = data.frames.length > 0;
  return (
    <section class={`o-panel ${host.transparent ? 'o-bare' : ''}`} aria-label={title || t.panel}>
      {data.state === 'loading' && hasData && <Refreshing />}
      <div class="o-ptitle">
        <Heading class="o-trunc" title={host.description ?? title} dir="auto">
          {title}
        </Heading>
        {host.icons}
        <span class="o-sp" />
        {hasData && data.state === 'error' && data.at !== undefined && (
          <Stale at={clock(data.at, host)} {...(host.onRetry && { onRetry: host.onRetry })} />
        )}
        {data.state === 'done' && data.asked !== undefined && (data.answered ?? 0) < data.asked && hasData && (
          <Partial answered={data.answered ?? 0} asked={data.asked} />
        )}
        {host.tools && <div class="o-ptools">{host.tools}</div>}
      </div>
      <div class="o-pbody">
        {failure ? (
          <PluginFailed plugin={title || t.panel} cause={failure} onRestart={() => setAttempt(attempt + 1)} />
        ) : (
          <PanelBody host={host} panel={panel} unsuitable={unsuitable} onUnsuitable={setUnsuitable} onFailed={setFailure} />
        )}
      </div>
    </section>
  );
}

/** A moment of the range: with its day where the range is about as long as one. */
function clock(time: number, { timeZone, locale }: PanelHostProps, range?: { readonly from: number; readonly to: number }): string {
  const day = range && range.to - range.from > 72_000_000 ? ({ day: 'numeric', month: 'short' } as const) : {};
  return dateFormat(locale, timeZone, { ...day, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(time);
}

function PanelBody({
  host,
  panel,
  unsuitable,
  onUnsuitable,
  onFailed,
}: {
  host: PanelHostProps;
  panel: Panel | undefined;
  unsuitable: string | undefined;
  onUnsuitable(message: string | undefined): void;
  onFailed(message: string): void;
}): JSX.Element {
  const { range, onRetry, onCancel, emptyActions, queryAction } = host;
  const data = panel?.needsNoData ? { ...host.data, state: 'done' as const } : host.data;
  const editable = host.onOptions !== undefined;
  const hasData = data.frames.some((frame) => frame.fields.length > 0 && frame.length > 0);
  // Only what a panel draws with may make it draw again.
  const props = useMemo(() => {
    if (!panel) return;
    const { options, fieldConfig } = mergeDefaults(panel, host.options, host.fieldConfig);
    const annotations = host.annotations?.map((each) => ({ ...each, color: namedColor(each.color, host.theme) }));
    return {
      frames: data.frames,
      range,
      timeZone: host.timeZone,
      locale: host.locale ?? globalThis.navigator?.language ?? 'en',
      now: Date.now(),
      title: host.title,
      options: interpolateOptions(options, panel.interpolated, host.lookup),
      fieldConfig,
      theme: host.theme,
      ...(annotations && { annotations }),
      ...(editable && { editable }),
      ...(host.dashboard && { dashboard: host.dashboard }),
    };
  }, [
    panel,
    data.frames,
    host.options,
    host.fieldConfig,
    ...[range.from, range.to, host.timeZone, host.locale, host.theme, host.title],
    host.annotations,
    editable,
    host.dashboard,
    panel?.interpolated && host.lookup,
  ]);
  const pictured = useRef<(url: string | null) => void>(undefined);
  const latest = useRef(host);
  latest.current = host;
  const failed = useRef(onUnsuitable);
  failed.current = onUnsuitable;
  // Whatever it draws with may be what it missed: the next try says so again if it was not.
  useEffect(() => failed.current(undefined), [props]);

  if (data.state === 'denied') return <Denied {...(data.permission && { permission: data.permission })} />;
  if (data.state === 'unconfigured')
    return <NotConfigured title={t.noQueryTitle} text={t.noQueryText} {...(queryAction && { action: queryAction })} />;
  if (data.state === 'error' && !hasData) return <ErrorState {...(data.error ?? { title: t.queryFailed })} {...(onRetry && { onRetry })} />;
  if ((data.state === 'loading' && !hasData) || !panel || !props) return <Loading {...(onCancel && { onCancel })} />;
  if (!hasData && !panel.drawsEmpty)
    return (
      <Empty from={clock(range.from, host, range)} to={clock(range.to, host, range)} {...(emptyActions && { actions: emptyActions })} />
    );
  if (unsuitable) return <NotConfigured title={t.unsuitableTitle} text={unsuitable} />;
  return (
    <PanelDrawing
      panel={panel}
      props={props}
      crosshair={host.crosshair}
      lookup={host.lookup}
      listener={{
        onRange: host.onRange,
        onAnnotate: host.onAnnotate,
        onContext: host.onContext,
        onEditAnnotation: host.onEditAnnotation,
        onDeleteAnnotation: host.onDeleteAnnotation,
        onState: ({ state, message }) =>
          state === 'failed'
            ? onFailed(message ?? t.unsuitable)
            : onUnsuitable(state === 'unsuitable' ? (message ?? t.unsuitable) : undefined),
        onOptions: host.onOptions,
        onPicture: (url) => pictured.current?.(url),
        onMounted: (mounted, surface) => host.onDrawn?.(mounted && drawnPanel(mounted, surface, pictured, () => latest.current)),
      }}
    />
  );
}

function drawnPanel(
  mounted: MountedPanel,
  surface: HTMLElement,
  pictured: { current: ((url: string | null) => void) | undefined },
  host: () => PanelHostProps,
): DrawnPanel {
  /** What is behind a wall gives its picture by itself. */
  const own = async (): Promise<string | null> => {
    if (!mounted.picture) return null;
    const { promise, resolve } = Promise.withResolvers<string | null>();
    const late = setTimeout(() => resolve(null), pictureWithinMs);
    pictured.current = (url) => {
      clearTimeout(late);
      resolve(url);
    };
    mounted.picture();
    return promise;
  };
  const whole = surface.closest<HTMLElement>('.o-panel') ?? surface;
  const painted = async (): Promise<Map<HTMLCanvasElement, string | null>> =>
    mounted.repaint ? (await import('./canvas-record.ts')).recorded(surface, () => mounted.repaint?.()) : new Map();
  return {
    async svg() {
      const [drawings, { svgOf }] = await Promise.all([painted(), import('./svg-picture.ts')]);
      return svgOf(whole, host().theme.background, (canvas) => drawings.get(canvas) ?? null);
    },
    async picture() {
      const [drawings, { pageAsSvg }, { pngOf }] = await Promise.all([painted(), import('./page-picture.ts'), import('./svg-picture.ts')]);
      const framed = surface.querySelector('iframe') ? await own() : null;
      return pngOf(await pageAsSvg(whole, { background: host().theme.background, framed, painted: drawings }));
    },
    csv(formatted = false) {
      const { data, fieldConfig, theme, timeZone } = host();
      return framesToCsv(data.frames, fieldConfig, { theme, timeZone, formatted });
    },
  };
}
