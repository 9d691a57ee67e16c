import type { JSX } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { cursorTime } from '../chart/time-axis.ts';
import type { MountedPanel, Panel, PanelEvent, PanelProps } from '../panel.ts';
import { type LegendEvent, PanelLegend } from './legend.tsx';
import { type CursorEvent, PanelTooltip } from './tooltip.tsx';

export type DrawingProps = Omit<PanelProps, 'width' | 'height' | 'hidden'>;

/** Time under somebody's pointer, shared by the panels of a page. A panel does not listen to itself. */
export interface Crosshair {
  publish(time: number | null, from: object): void;
  subscribe(listener: (time: number | null, from: object) => void): () => void;
}
export function createCrosshair(): Crosshair {
  const listeners = new Set<(time: number | null, from: object) => void>();
  let pending: { time: number | null; from: object } | undefined;
  return {
    publish(time, from) {
      // One broadcast a frame, whatever the pointer's rate.
      if (!pending)
        requestAnimationFrame(() => {
          const latest = pending;
          pending = undefined;
          if (latest) for (const listener of listeners) listener(latest.time, latest.from);
        });
      pending = { time, from };
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** Mounts a panel and draws what the host owes it: legend, tooltip, focus, keyboard, accessible summary. */
export function PanelDrawing({
  panel,
  props,
  crosshair,
  onRange,
  onState,
}: {
  panel: Panel;
  props: DrawingProps;
  crosshair?: Crosshair | undefined;
  onRange?: ((from: number, to: number) => void) | undefined;
  onState?: ((state: Extract<PanelEvent, { type: 'state' }>) => void) | undefined;
}): JSX.Element {
  const element = useRef<HTMLDivElement>(null);
  const mounted = useRef<MountedPanel>(undefined);
  const [size, setSize] = useState({ width: 0, height: 0 });
  const [legend, setLegend] = useState<LegendEvent>();
  const [cursor, setCursor] = useState<CursorEvent>();
  const [hidden, setHidden] = useState<readonly string[]>([]);
  const [summary, setSummary] = useState('');
  const [said, setSaid] = useState('');
  const self = useRef({});
  const latest = useRef({ onRange, onState, crosshair });
  latest.current = { onRange, onState, crosshair };

  useLayoutEffect(() => {
    const surface = element.current;
    if (!surface) return;
    const instance = panel.mount({
      element: surface,
      emit(event) {
        if (event.type === 'legend') setLegend(event);
        else if (event.type === 'summary') setSummary(event.text);
        else if (event.type === 'range') latest.current.onRange?.(event.from, event.to);
        else if (event.type === 'state') latest.current.onState?.(event);
        else if (event.type === 'cursor') {
          setCursor(event.time === null || event.source === 'sync' ? undefined : event);
          if (event.source !== 'sync') latest.current.crosshair?.publish(event.time, self.current);
          if (event.source === 'keyboard') setSaid(event.values.map((value) => `${value.name} ${value.text}`).join(', '));
        }
      },
    });
    mounted.current = instance;
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setSize({ width: Math.floor(entry.contentRect.width), height: Math.floor(entry.contentRect.height) });
    });
    observer.observe(surface);
    setSize({ width: surface.clientWidth, height: surface.clientHeight });
    return () => {
      observer.disconnect();
      instance.dispose();
      mounted.current = undefined;
    };
  }, [panel]);

  useEffect(
    () =>
      crosshair?.subscribe((time, from) => {
        if (from !== self.current) mounted.current?.pointAt?.(time);
      }),
    [crosshair],
  );

  const full: PanelProps = { ...props, ...size, hidden };
  useLayoutEffect(() => {
    if (size.width < 8 || size.height < 8) return;
    mounted.current?.update(full);
    setSummary(panel.summary(full));
  }, [panel, props, size, hidden]);

  const keys = (event: KeyboardEvent): void => {
    const points = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (points !== undefined) {
      event.preventDefault();
      event.stopPropagation();
      mounted.current?.step?.(points * (event.shiftKey ? 10 : 1));
    } else if (event.key === 'Escape' && cursor) {
      event.stopPropagation();
      mounted.current?.pointAt?.(null);
      setCursor(undefined);
    }
  };
  const right = legend?.placement === 'right';
  return (
    <div class={`o-drawing ${right ? 'o-aside' : ''} ${panel.bleeds ? 'o-bleeds' : ''}`}>
      <div
        class="o-draw"
        {...(!panel.interactive && { role: 'figure' as const, 'aria-label': summary, tabIndex: 0, onKeyDown: keys })}
        onFocusOut={() => setSaid('')}
      >
        <div class="o-surface" ref={element} />
        {cursor && cursor.time !== null && (
          <PanelTooltip
            cursor={cursor}
            width={size.width}
            time={cursorTime(cursor.time, props.range.to - props.range.from, props.timeZone, props.locale)}
          />
        )}
        <span class="o-vh" aria-live="polite">
          {said}
        </span>
      </div>
      {legend && <PanelLegend legend={legend} onHidden={setHidden} />}
    </div>
  );
}

/** The crosshair of a page, for as long as the component lives; undefined where panels keep theirs to themselves. */
export function useCrosshair(shared: boolean): Crosshair | undefined {
  const [crosshair] = useState(createCrosshair);
  return shared ? crosshair : undefined;
}
