import { namedColor, partsOf } from '@orrery/plugin-sdk/data';
import { Button, useId } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Wish } from '../model/arrange.ts';
import { patternOf } from '../model/arrange.ts';
import { type Around as AroundLine, aroundLine, asking, heard, type Side, sides } from '../model/context.ts';
import { type Level, levelColors } from '../model/levels.ts';
import { commonLabels, detailsOf, type Labels, type Lines, labelsOf, levelOf, linesOf, nanosOf, placeOf, textOf } from '../model/lines.ts';
import { plainLine, pretty, tokensOf } from '../model/tokens.ts';
import type { LogsOptions } from '../options.ts';
import { t } from '../text/index.ts';
import { Controls, type Own } from './controls.tsx';
import { Details } from './details.tsx';
import { Around } from './around.tsx';
import { download } from './download.ts';
import { LineCells, type LineLook } from './line.tsx';
import type { Answers, Emit, Props } from './types.ts';
import { type Shown, useArranged, useLevelCounts } from './use-arranged.ts';
import { useWindow } from './use-window.ts';

const nothingOwn: Own = { options: {}, search: '', hiddenLevels: [] };

export function LogsView({ props, emit, answers }: { props: Props; emit: Emit; answers: Answers }): JSX.Element {
  const { frames, theme, locale } = props;
  const lines = useMemo(() => linesOf(frames), [frames]);
  const [own, setOwn] = useState(nothingOwn);
  const [opened, setOpened] = useState<readonly number[]>([]);
  const [context, setContext] = useState<AroundLine>();
  answers.heard = (answer) => setContext((before) => heard(before, answer));
  const ask = (from: AroundLine, side: Side): AroundLine => {
    const { around, event } = asking(from, lines, side);
    emit(event);
    return around;
  };
  const [active, setActive] = useState<number>();
  // What the dashboard says anew wins over what a reader had set.
  useEffect(() => setOwn((before) => ({ ...before, options: {} })), [props.options]);
  const options: LogsOptions = { ...props.options, ...own.options };
  const plays = options.noInteractions !== true;
  const wish: Wish = { ...options, search: own.search, hiddenLevels: own.hiddenLevels };
  const { shown, busy } = useArranged(lines, wish);
  const counts = useLevelCounts(lines, options.showControls === true && plays);
  const common = useMemo(
    () => (options.showCommonLabels || options.showLabels ? commonLabels(lines) : {}),
    [lines, options.showCommonLabels, options.showLabels],
  );

  const scroller = useRef<HTMLDivElement>(null);
  const small = options.fontSize === 'small';
  const usual = small ? 18 : 22;
  const layout = JSON.stringify([
    options.wrapLogMessage,
    options.prettifyLogMessage,
    options.displayedFields,
    options.fontSize,
    options.detailsMode,
    props.width,
  ]);
  const stays = useMemo(() => ({}), [shown, layout, opened, context]);
  const rows = shown?.rows ?? new Uint32Array();
  const view = useWindow(scroller, rows.length, usual, stays);
  useAnchor(scroller, shown, usual, options.sortOrder);

  const number = new Intl.NumberFormat(locale);
  const id = useId();
  const words = useMemo(() => [...lines.words, ...searchWords(own.search)], [lines, own.search]);
  const canOpen = plays && options.enableLogDetails;
  const toggle = (line: number): void => {
    if (!canOpen) return;
    const aside = options.detailsMode === 'sidebar';
    setOpened((before) => (before.includes(line) ? before.filter((each) => each !== line) : aside ? [line] : [...before, line]));
    setContext(undefined);
  };
  const look = (line: number, at: number): LineLook => ({
    ...lookOf({ lines, line, options, common, words, props }),
    copies: shown?.copies?.[at] ?? 1,
    color: namedColor(levelColors[levelOf(lines, line)], theme),
  });
  const keys = (event: KeyboardEvent): void => {
    if (event.target !== event.currentTarget || rows.length === 0) return;
    const at = active === undefined ? -1 : active;
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      PageDown: at + view.page,
      PageUp: at - view.page,
      Home: 0,
      End: rows.length - 1,
    };
    const next = steps[event.key];
    if (next !== undefined) {
      const place = Math.max(0, Math.min(rows.length - 1, next));
      setActive(place);
      view.scrollTo(place);
    } else if ((event.key === 'Enter' || event.key === ' ') && at >= 0) toggle(rows[at]!);
    else if (event.key === 'Escape' && opened.length > 0) setOpened([]);
    else if (event.key.toLowerCase() === 'c' && (event.ctrlKey || event.metaKey) && at >= 0 && getSelection()?.isCollapsed)
      void navigator.clipboard?.writeText(textOf(lines, rows[at]!));
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const details = (line: number): JSX.Element => (
    <Details
      lines={lines}
      line={line}
      time={timeText(lines, line, props, 'ns')}
      displayed={options.displayedFields ?? []}
      context={options.showLogContextToggle ? context?.line === line : undefined}
      around={
        context?.line === line && (
          <Around
            lines={lines}
            around={context}
            timeOf={(time) => clockText(time, props)}
            onMore={(side) => setContext(ask(context, side))}
          />
        )
      }
      emit={emit}
      onDisplayed={(displayedFields) => setOwn({ ...own, options: { ...own.options, displayedFields } })}
      onContext={() => setContext(context?.line === line ? undefined : sides.reduce(ask, aroundLine(lines, line)))}
      onClose={() => setOpened(opened.filter((each) => each !== line))}
    />
  );
  const aside = options.detailsMode === 'sidebar' && opened.length > 0 ? opened[0] : undefined;
  const items: JSX.Element[] = [];
  for (let at = view.first; at <= view.last; at++) {
    const line = rows[at];
    if (line === undefined) continue;
    const isOpen = opened.includes(line);
    const shape = look(line, at);
    items.push(
      <div key={line} class="lg-item" ref={(element) => view.measure(at, element)}>
        <div
          id={`${id}-${at}`}
          role="row"
          tabIndex={-1}
          class={`lg-line ${at === active ? 'lg-active' : ''} ${isOpen ? 'lg-open' : ''}`}
          aria-rowindex={at + 1}
          onClick={() => {
            if (!canOpen || !getSelection()?.isCollapsed) return;
            setActive(at);
            toggle(line);
          }}
        >
          <div role="gridcell" class="lg-cells" {...(canOpen && { 'aria-expanded': isOpen })}>
            <LineCells look={shape} copiesText={t.copies(shape.copies)} />
          </div>
        </div>
        {isOpen && aside === undefined && <div role="row">{details(line)}</div>}
      </div>,
    );
  }
  return (
    <div
      class={`lg ${small ? 'lg-small' : ''} ${options.wrapLogMessage || options.prettifyLogMessage ? 'lg-wrap' : ''} ${canOpen ? 'lg-opens' : ''}`}
    >
      {options.showControls && plays && (
        <Controls
          options={options}
          own={own}
          counts={counts}
          onOwn={setOwn}
          onDownload={options.allowDownload ? () => download(lines, rows, scroller.current, props.title) : undefined}
          found={busy ? t.searching : own.search || own.hiddenLevels.length > 0 ? t.found(number.format(rows.length)) : ''}
        />
      )}
      {options.showCommonLabels && Object.keys(common).length > 0 && (
        <div class="lg-common">
          <span class="o-ter">{t.commonLabels}</span> {labelText(common)}
        </div>
      )}
      <div class="lg-body">
        <div
          ref={scroller}
          class="lg-list"
          role="grid"
          aria-label={t.list(props.title || t.logs)}
          aria-rowcount={rows.length}
          aria-busy={busy}
          {...(active !== undefined && active >= view.first && active <= view.last && { 'aria-activedescendant': `${id}-${active}` })}
          tabIndex={0}
          onKeyDown={keys}
        >
          <div class="lg-space" role="presentation" style={{ height: `${view.total}px` }}>
            <div class="lg-window" role="presentation" style={{ transform: `translateY(${view.offset}px)` }}>
              {items}
            </div>
          </div>
          {options.enableInfiniteScrolling && plays && rows.length > 0 && (
            <div class="lg-more">
              <Button
                size="sm"
                kind="ghost"
                onClick={() => {
                  const { from, to } = props.range;
                  emit({ type: 'range', from: from - (to - from), to });
                }}
              >
                {t.older}
              </Button>
            </div>
          )}
        </div>
        {aside !== undefined && (
          <div class="lg-aside" role="grid" aria-label={t.details}>
            <div role="row">{details(aside)}</div>
          </div>
        )}
      </div>
    </div>
  );
}

function searchWords(search: string): readonly string[] {
  if (!search) return [];
  const pattern = patternOf(search);
  return [pattern ? pattern.source : search.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')];
}

function lookOf({
  lines,
  line,
  options,
  common,
  words,
  props,
}: {
  lines: Lines;
  line: number;
  options: LogsOptions;
  common: Labels;
  words: readonly string[];
  props: Props;
}): Omit<LineLook, 'copies' | 'color'> {
  const place = placeOf(lines, line);
  const level: Level = levelOf(lines, line);
  const fields = options.displayedFields ?? [];
  const details = fields.length > 0 ? detailsOf(place) : [];
  const chosen = fields.flatMap((name) => {
    const found = details.find((each) => each.name === name);
    return found ? [`${name}=${found.value}`] : [];
  });
  const whole = fields.length > 0 ? chosen.join(' ') : textOf(lines, line);
  const plain = plainLine(options.prettifyLogMessage ? pretty(whole) : whole);
  const text = options.wrapLogMessage || options.prettifyLogMessage ? plain : plain.replace(/[\r\n]+/g, ' ↵ ');
  const own = options.showLabels ? Object.entries(labelsOf(place)).filter(([name, value]) => common[name] !== value) : [];
  return {
    time: options.showTime ? timeText(lines, line, props, options.timestampResolution ?? 'ms') : '',
    labels: own.length > 0 ? labelText(Object.fromEntries(own)) : '',
    ...{ level, levelText: options.showLevel === false || level === 'unknown' ? '' : level },
    tokens: tokensOf(text, words, options.syntaxHighlighting === true),
  };
}

function labelText(labels: Labels): string {
  return Object.entries(labels)
    .map(([name, value]) => `${name}=${value}`)
    .join('  ');
}

const two = (value: number): string => String(value).padStart(2, '0');

/** The time alone: neighbours are of the same day more often than not. */
function clockText(time: number, { timeZone }: Pick<Props, 'timeZone'>): string {
  if (!Number.isFinite(time)) return '';
  const { hour, minute, second } = partsOf(time, timeZone);
  return `${two(hour)}:${two(minute)}:${two(second)}.${String(Math.floor(((time % 1000) + 1000) % 1000)).padStart(3, '0')}`;
}

function timeText(lines: Lines, line: number, { timeZone }: Pick<Props, 'timeZone'>, resolution: 'ms' | 'ns'): string {
  const time = lines.times[line] ?? Number.NaN;
  if (!Number.isFinite(time)) return '';
  const { year, month, day, hour, minute, second } = partsOf(time, timeZone);
  const below = String(Math.floor(((time % 1000) + 1000) % 1000)).padStart(3, '0');
  const nanos = resolution === 'ns' ? String(nanosOf(lines, line)).padStart(6, '0') : '';
  return `${year}-${two(month)}-${two(day)} ${two(hour)}:${two(minute)}:${two(second)}.${below}${nanos}`;
}

/** New lines come above those that are read, or below: who reads the newest goes along, who reads elsewhere stays there. */
function useAnchor(
  scroller: { readonly current: HTMLElement | null },
  shown: Shown | undefined,
  usual: number,
  order: LogsOptions['sortOrder'],
): void {
  const before = useRef<{ shown: Shown; order: LogsOptions['sortOrder'] }>(undefined);
  useLayoutEffect(() => {
    const element = scroller.current;
    const last = before.current;
    if (shown) before.current = { shown, order };
    if (!element || !shown || !last || last.shown === shown || last.order !== order || last.shown.lines === shown.lines) return;
    const grown = shown.rows.length - last.shown.rows.length;
    if (grown <= 0) return;
    if (order === 'Ascending') {
      const wasAtEnd = element.scrollTop + element.clientHeight >= last.shown.rows.length * usual - usual;
      if (wasAtEnd) element.scrollTop = element.scrollHeight;
    } else if (element.scrollTop > usual) {
      const added = newerThan(shown, last.shown);
      element.scrollTop += added * usual;
    }
  }, [shown]);
}

/** Lines above the one that was first before. */
function newerThan(shown: Shown, before: Shown): number {
  const first = before.rows[0];
  if (first === undefined) return 0;
  const time = before.lines.times[first]!;
  const text = textOf(before.lines, first);
  for (let at = 0; at < shown.rows.length; at++) {
    const line = shown.rows[at]!;
    if (shown.lines.times[line]! < time) return at;
    if (shown.lines.times[line] === time && textOf(shown.lines, line) === text) return at;
  }
  return 0;
}
