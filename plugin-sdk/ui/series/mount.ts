/** The surface of a panel that draws series: what time series, trend and candlestick share. */
import { createChart, type MountedPanel, type PanelProps, type PanelSurface } from '@orrery/plugin-sdk/ui';
import type uPlot from 'uplot';
import { cursorValues, legendOf } from './legend.ts';
import { marksAt } from './marks.ts';
import { xText } from './number-axis.ts';
import { isHeavy } from './heavy.ts';
import type { SeriesOptions } from './options.ts';
import { type Current, chartSpec, type Painter } from './plot.ts';
import { type Prepared, sameData } from './prepare.ts';

export interface SeriesKind<Options extends SeriesOptions> {
  /** What is drawn, or the sentence that says why nothing can be. Same props but size and range: the same object. */
  prepare(props: PanelProps<Options>): Prepared | string;
  paint?(props: () => PanelProps<Options>): Painter;
}

export function mountSeries<Options extends SeriesOptions>(
  { element, emit }: PanelSurface,
  kind: SeriesKind<Options>,
): MountedPanel<Options> {
  let current: Current | undefined;
  let given: PanelProps<Options> | undefined;
  let data: uPlot.AlignedData | undefined;
  /** How thousands of series are painted: fetched with the first of them. */
  let sheets: typeof import('./sheet.ts') | undefined;
  let fetching: Promise<unknown> | undefined;
  let disposed = false;
  let syncTells = false;
  /** Part of an x axis that is no time: the page knows nothing of it. */
  let zoomed: Current['range'] | undefined;
  let isOutside = false;
  /** What the host has a legend of already. */
  let foretold: { readonly prepared: Prepared; readonly options: Options } | undefined;
  const paint = kind.paint?.(() => given as PanelProps<Options>);
  const chart = createChart(element, {
    cursor: (cursor) => {
      if (!current || !chart.plot) return;
      const { time, x, y, source } = cursor;
      // The line is enough for the others, unless they are to tell as well.
      if (source === 'sync' && !syncTells) return;
      const { prepared, props } = current;
      const { maxWidth, maxHeight } = props.options.tooltip;
      emit({
        type: 'cursor',
        ...(prepared.x
          ? { time: null, ...(time !== null && { label: `${prepared.x.displayName} ${xText(current, time)}` }) }
          : { time, ...(source === 'pointer' && marksAt(chart.plot, cursor, prepared, props)) }),
        ...{ x, y, source },
        values: cursorValues(prepared, cursor, props.options),
        ...(maxWidth && { maxWidth }),
        ...(maxHeight && { maxHeight }),
      });
    },
    range: (from, to) => {
      if (!current?.prepared.x) return emit({ type: 'range', from, to });
      const whole = wholeRange(current.prepared);
      zoomed = from <= whole.from && to >= whole.to ? undefined : { from: Math.max(from, whole.from), to: Math.min(to, whole.to) };
      if (given) draw(given, current.prepared);
    },
    mark: (from, to) => current?.prepared.x || emit({ type: 'annotate', from, to }),
    click: () => emit({ type: 'pin' }),
  });
  function draw(props: PanelProps<Options>, prepared: Prepared): void {
    current = { prepared, props, range: prepared.x ? (zoomed ?? wholeRange(prepared)) : props.range };
    if (!data) return;
    const heavy = isHeavy(prepared, props.width);
    if (heavy && !sheets) return fetchSheets();
    chart.draw(chartSpec(current, () => current as Current, data, { paint, sheet: heavy ? sheets?.createSheet() : undefined }));
  }
  function fetchSheets(): void {
    element.setAttribute('aria-busy', 'true');
    fetching ??= import('./sheet.ts').then(
      (loaded) => {
        sheets = loaded;
        element.removeAttribute('aria-busy');
        if (!disposed && given && current) draw(given, current.prepared);
      },
      (error: unknown) =>
        disposed || emit({ type: 'state', state: 'failed', message: error instanceof Error ? error.message : String(error) }),
    );
  }
  return {
    legend(props) {
      const prepared = kind.prepare(props);
      if (typeof prepared === 'string') return;
      foretold = { prepared, options: props.options };
      return legendOf(prepared, props.options);
    },
    update(props) {
      const before = current?.props;
      const prepared = kind.prepare(props);
      if (typeof prepared === 'string') return emit({ type: 'state', state: 'unsuitable', message: prepared });
      const hasNewData = prepared !== current?.prepared || !before || !sameData(before, props);
      given = props;
      if (hasNewData) {
        data = [prepared.times, ...prepared.columns] as unknown as uPlot.AlignedData;
        emit({ type: 'state', state: 'drawn' });
      }
      const isForetold = foretold?.prepared === prepared && foretold.options === props.options;
      if (!isForetold && (hasNewData || before?.options !== props.options)) emit(legendOf(prepared, props.options));
      foretold = undefined;
      draw(props, prepared);
      const span = prepared.x ? null : outside(prepared, props.range);
      if (isOutside || span) emit({ type: 'outside', span });
      isOutside = span !== null;
      if (before && !hasNewData && changesMarks(before, props)) chart.repaint();
    },
    pointAt(time, withValues = false) {
      if (current?.prepared.x && time !== null) return;
      syncTells = withValues;
      chart.pointAt(time);
    },
    step(points) {
      if (!current?.props.options.disableKeyboardEvents) chart.step(points);
    },
    hold: (held) => chart.hold(held),
    picture: () => emit({ type: 'picture', url: current ? chart.picture(current.props.theme.background) : null }),
    repaint() {
      sheets?.paintWhole(chart.plot);
      chart.redraw();
    },
    dispose() {
      disposed = true;
      chart.dispose();
    },
  };
}

function wholeRange({ times }: Prepared): Current['range'] {
  const [from, to] = [times[0] ?? 0, times.at(-1) ?? 1];
  return from < to ? { from, to } : { from: from - 1, to: from + 1 };
}

/** Where the points lie if none of them is in the range; a single one gets some room. */
function outside({ times }: Prepared, range: Current['range']): Current['range'] | null {
  const [first, last] = [times[0], times.at(-1)];
  if (first === undefined || last === undefined || (last >= range.from && first <= range.to)) return null;
  const room = first === last ? (range.to - range.from) / 2 : 0;
  return { from: first - room, to: last + room };
}

function changesMarks(before: PanelProps<SeriesOptions>, props: PanelProps<SeriesOptions>): boolean {
  return before.annotations !== props.annotations || before.options !== props.options;
}
