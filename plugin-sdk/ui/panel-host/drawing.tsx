import { followable, type Lookup } from '@orrery/plugin-sdk/data';
import type { JSX } from 'preact';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { lazy } from '../lazy.tsx';
import type { Annotation, ContextAnswer, ContextEvent, MountedPanel, Panel, PanelEvent, PanelPoint, PanelProps } from '../panel.ts';
import { Button } from '../button.tsx';
import { Dialog } from '../dialog.tsx';
import { Field, Input } from '../field.tsx';
import { actionsAt, actionsOf, type PanelAction } from './actions.ts';
import type { Crosshair } from './crosshair.ts';
import { type LegendEvent, PanelLegend } from './legend.tsx';
import { follow } from './follow.ts';
import { linksAt, type PanelLink } from './links.ts';
import { measured } from './measured.ts';
import { exemplarRows, momentText, notesAt } from './moment.ts';
import { t } from './text/index.ts';
import type { CursorEvent } from './tooltip.tsx';
import { whenIdle } from './when-idle.ts';

/** Few look at a value that lets them do something, and fewer do it. */
// Fetched when a pointer comes, or when there is something to choose from.
const PanelTooltip = lazy(async () => (await import('./tooltip.tsx')).PanelTooltip, null);
const LinkMenu = lazy(async () => (await import('./link-menu.tsx')).LinkMenu, null);
const ActionDialog = lazy(async () => (await import('./action-dialog.tsx')).ActionDialog, null);

export type DrawingProps = Omit<PanelProps, 'width' | 'height' | 'hidden'>;

/** Asks what stood around a line, and tells the panel. */
export type OnContext = (asked: ContextEvent, tell: (answer: ContextAnswer) => void) => void;

export interface DrawingListener {
  readonly onRange?: ((from: number, to: number) => void) | undefined;
  readonly onAnnotate?: ((from: number, to: number) => void) | undefined;
  readonly onEditAnnotation?: ((annotation: Annotation) => void) | undefined;
  readonly onDeleteAnnotation?: ((annotation: Annotation) => void) | undefined;
  readonly onContext?: OnContext | undefined;
  readonly onState?: ((state: Extract<PanelEvent, { type: 'state' }>) => void) | undefined;
  readonly onOptions?: ((options: Readonly<Record<string, unknown>>) => void) | undefined;
  readonly onPicture?: ((url: string | null) => void) | undefined;
  /** The panel as mounted, or undefined when it goes. */
  readonly onMounted?: ((mounted: MountedPanel | undefined, surface: HTMLElement) => void) | undefined;
}

interface Choice {
  readonly links: readonly PanelLink[];
  readonly x: number;
  readonly y: number;
}

/** Mounts a panel and draws what the host owes it: legend, tooltip, links, focus, keyboard, accessible summary. */
export function PanelDrawing({
  panel,
  props,
  crosshair,
  lookup,
  listener,
}: {
  panel: Panel;
  props: DrawingProps;
  crosshair?: Crosshair | undefined;
  lookup?: Lookup | undefined;
  listener: DrawingListener;
}): JSX.Element {
  const element = useRef<HTMLDivElement>(null);
  const figure = useRef<HTMLDivElement>(null);
  const mounted = useRef<MountedPanel>(undefined);
  const [size, setSize] = useState({ width: 0, height: 0 });
  const [legend, setLegend] = useState<LegendEvent>();
  const [cursor, setCursor] = useState<CursorEvent>();
  const [pinned, setPinned] = useState<CursorEvent>();
  const [choice, setChoice] = useState<Choice>();
  const [outside, setOutside] = useState<Extract<PanelEvent, { type: 'outside' }>['span']>(null);
  const [hidden, setHidden] = useState<readonly string[]>([]);
  const [summary, setSummary] = useState('');
  const told = useRef(false);
  const [said, setSaid] = useState('');
  const [asked, setAsked] = useState<PanelAction>();
  const self = useRef({});
  const hover = useRef<CursorEvent>(undefined);
  const full: PanelProps = { ...props, ...size, hidden };

  const linksOf = (point: PanelPoint | undefined): readonly PanelLink[] => {
    if (!point) return [];
    const actions = actionsAt(point, { ...props, lookup });
    return [...linksAt(point, { ...props, lookup }), ...actions.map(asLink)];
  };
  /** Leads on: to another page, or to the question whether something is to be done. */
  const go = (link: PanelLink): void => (link.action ? setAsked(link.action) : follow(link, element.current));
  const pin = (held: CursorEvent | undefined): void => {
    setPinned(held);
    mounted.current?.hold?.(held !== undefined);
  };
  const heard = (event: PanelEvent): void => {
    if (event.type === 'legend') setLegend(event);
    else if (event.type === 'summary') {
      told.current = true;
      setSummary(event.text);
    } else if (event.type === 'range') listener.onRange?.(event.from, event.to);
    else if (event.type === 'outside') setOutside(event.span);
    else if (event.type === 'annotate') listener.onAnnotate?.(event.from, event.to);
    else if (event.type === 'context') {
      const tell = (answer: ContextAnswer): void => mounted.current?.context?.(answer);
      // Who asks has to say so first.
      if (listener.onContext) listener.onContext(event, tell);
      else queueMicrotask(() => tell({ asked: event }));
    } else if (event.type === 'state') listener.onState?.(event);
    else if (event.type === 'options') listener.onOptions?.(event.options as Readonly<Record<string, unknown>>);
    else if (event.type === 'picture') listener.onPicture?.(event.url);
    else if (event.type === 'pin') {
      const held = pinned || !tells(hover.current) ? undefined : hover.current;
      const direct = held && linksUnder(held, linksOf).find(({ oneClick }) => oneClick);
      if (direct) go(direct);
      else pin(held);
    } else if (event.type === 'choose') {
      const links = linksOf(event.point);
      const direct = links.length === 1 ? links[0] : links.find(({ oneClick }) => oneClick);
      if (direct) go(direct);
      else if (links.length > 1) setChoice({ links, x: event.x, y: event.y });
    } else if (event.type === 'links') {
      const known = lookup ?? (() => undefined);
      const links: PanelLink[] = [
        ...followable(event.links, known).map(({ href, title, targetBlank }) => ({ title, url: href, newTab: targetBlank })),
        ...actionsOf(event.actions, known).map(asLink),
      ];
      if (links.length === 1 && links[0]) go(links[0]);
      else if (links.length > 1) setChoice({ links, x: event.x, y: event.y });
    } else if (!pinned) {
      hover.current = event.time === null && event.label === undefined ? undefined : event;
      setCursor(hover.current);
      if (event.source !== 'sync' && event.label === undefined) crosshair?.publish(event.time, self.current);
      if (event.source === 'keyboard') setSaid(spoken(event));
    }
  };
  const resize = (width: number, height: number): void =>
    setSize((known) => (known.width === width && known.height === height ? known : { width, height }));
  // What was mounted once speaks to the closure of the latest drawing.
  const latest = useRef({ heard, listener, pinned });
  latest.current = { heard, listener, pinned };

  useLayoutEffect(() => {
    const surface = element.current;
    if (!surface) return;
    const instance = panel.mount({ element: surface, emit: (event) => latest.current.heard(event) });
    mounted.current = instance;
    latest.current.listener.onMounted?.(instance, surface);
    setLegend(instance.legend?.(full));
    const observer = new ResizeObserver(([entry]) => {
      if (entry) resize(Math.floor(entry.contentRect.width), Math.floor(entry.contentRect.height));
    });
    observer.observe(surface);
    const unasked = measured(surface, resize);
    return () => {
      unasked();
      observer.disconnect();
      latest.current.listener.onMounted?.(undefined, surface);
      instance.dispose();
      mounted.current = undefined;
    };
  }, [panel]);

  useEffect(
    () =>
      crosshair?.subscribe((time, from) => {
        if (from !== self.current && !latest.current.pinned) mounted.current?.pointAt?.(time, crosshair.withValues);
      }),
    [crosshair],
  );

  useLayoutEffect(() => {
    if (size.width < 8 || size.height < 8) return;
    told.current = false;
    mounted.current?.update(full);
  }, [panel, props, size, hidden]);
  // A legend takes room from the drawing: told before the first frame is painted, not a frame later, when it would be drawn again.
  useLayoutEffect(() => {
    if (element.current && legend) return measured(element.current, resize);
  }, [legend === undefined]);
  // When there is nothing else to do: a sentence about a million points takes as long as they do. A panel that told its own has the last word.
  useEffect(() => {
    if (size.width < 8 || size.height < 8) return;
    return whenIdle(() => {
      if (!told.current) setSummary(panel.summary(full));
    });
  }, [panel, props, size.width < 8 || size.height < 8, hidden]);
  // What was pinned stays through refreshes, until its time has left the chart.
  const isGone = pinned !== undefined && pinned.time !== null && (pinned.time < props.range.from || pinned.time > props.range.to);
  useEffect(() => {
    if (isGone) pin(undefined);
  }, [isGone]);

  const keys = (event: KeyboardEvent): void => {
    if (event.target !== figure.current) return;
    const points = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (points !== undefined) {
      mounted.current?.step?.(points * (event.shiftKey ? 10 : 1));
    } else if (event.key === 'Enter' && tells(cursor)) {
      pin(pinned ? undefined : cursor);
    } else if (event.key === 'Escape' && (cursor || pinned)) {
      pin(undefined);
      mounted.current?.pointAt?.(null);
      crosshair?.publish(null, self.current);
      setCursor(undefined);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  // A moving pointer draws the tooltip again, never the legend.
  const legendView = useMemo(() => legend && <PanelLegend legend={legend} onHidden={setHidden} />, [legend]);
  const right = legend?.placement === 'right' && legend.display !== 'hidden';
  const shown = pinned ?? cursor;
  return (
    <div class={`o-drawing ${right ? 'o-aside' : ''} ${panel.bleeds ? 'o-bleeds' : ''}`}>
      <div
        class="o-draw"
        ref={figure}
        {...(!panel.interactive && { role: 'figure' as const, 'aria-label': summary, tabIndex: 0, onKeyDown: keys })}
        onFocusOut={() => setSaid('')}
      >
        <div class="o-surface" ref={element} />
        {outside && (
          <div class="o-outside" role="status">
            {t.outside}
            {listener.onRange && (
              <Button size="sm" onClick={() => listener.onRange?.(outside.from, outside.to)}>
                {t.zoomToData}
              </Button>
            )}
          </div>
        )}
        {shown && (shown.time !== null || shown.label !== undefined) && (
          <PanelTooltip
            cursor={shown}
            width={size.width}
            height={size.height}
            time={shown.time === null ? (shown.label ?? '') : momentText(shown.time, props)}
            notes={notesAt(shown.annotations, props)}
            exemplar={exemplarRows(shown.exemplar, props)}
            pinned={pinned !== undefined}
            links={pinned ? linksUnder(pinned, linksOf) : []}
            onClose={() => {
              pin(undefined);
              figure.current?.focus();
            }}
            onAct={setAsked}
            onEditNote={listener.onEditAnnotation}
            onDeleteNote={listener.onDeleteAnnotation}
          />
        )}
        {choice && <LinkMenu {...choice} label={t.links} onAct={setAsked} onClose={() => setChoice(undefined)} />}
        {asked && <ActionDialog action={asked} kit={{ Button, Dialog, Field, Input }} onClose={() => setAsked(undefined)} />}
        <span class="o-vh" aria-live="polite">
          {said}
        </span>
      </div>
      {legendView}
    </div>
  );
}

function asLink(action: PanelAction): PanelLink {
  return { title: action.title, url: '', newTab: false, oneClick: action.oneClick, action };
}

function tells(event: CursorEvent | undefined): boolean {
  return event !== undefined && (event.values.length > 0 || (event.annotations?.length ?? 0) > 0 || event.exemplar !== undefined);
}

function spoken({ values, label }: CursorEvent): string {
  const where = label ? `${label}: ` : '';
  return values.length === 0 ? t.noValue : where + values.map((value) => `${value.name} ${value.text}`).join(', ');
}

/** Links of what the person pointed at: the exemplar, the series under the pointer, or the only one there is. */
function linksUnder(event: CursorEvent, linksOf: (point: PanelPoint | undefined) => readonly PanelLink[]): readonly PanelLink[] {
  const value = event.values.find(({ focused }) => focused) ?? (event.values.length === 1 ? event.values[0] : undefined);
  return [...linksOf(event.exemplar), ...linksOf(value?.point)];
}
