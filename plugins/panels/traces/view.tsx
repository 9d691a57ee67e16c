import { dateFormat, namedColor, nameIndex, palette, shown, unitFormat } from '@orrery/plugin-sdk/data';
import { isLinked, Icon, IconButton, isFollowed, type PanelProps, type PanelSurface } from '@orrery/plugin-sdk/ui';
import { useVirtualRows } from '@orrery/plugin-sdk/ui/virtual-rows.ts';
import type { JSX } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { TracesOptions } from './options.ts';
import { t } from './text/index.ts';
import { detailsOf, matches, type Span, type Tag, type Trace } from './trace.ts';

type Props = PanelProps<TracesOptions>;
const rowHeight = 28;
const milliseconds = unitFormat('ms');
export const durationText = (ms: number): string => shown(milliseconds(ms));

export function TraceView({ trace, props, emit }: { trace: Trace; props: Props; emit: PanelSurface['emit'] }): JSX.Element {
  const { spanFilters } = props.options;
  const [query, setQuery] = useState(spanFilters.query ?? '');
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const scroller = useRef<HTMLDivElement>(null);
  useEffect(() => setQuery(spanFilters.query ?? ''), [spanFilters.query]);
  const found = useMemo(() => matches(trace, { ...spanFilters, query }), [trace, spanFilters, query]);
  const visible = useMemo(() => {
    const list: Span[] = [];
    for (let at = 0; at < trace.spans.length; at++) {
      const span = trace.spans[at] as Span;
      if (!spanFilters.matchesOnly || !found || found.has(span.id)) list.push(span);
      if (closed.has(span.id)) at += span.below;
    }
    return list;
  }, [trace, closed, found, spanFilters.matchesOnly]);
  const rows = useVirtualRows(scroller, { count: visible.length, height: () => rowHeight, keyOf: (index) => visible[index]?.id ?? index });
  const colors = useMemo(() => colorsOf(trace, props), [trace, props.theme]);
  const toggle = (set: ReadonlySet<string>, id: string): ReadonlySet<string> => {
    const next = new Set(set);
    if (!next.delete(id)) next.add(id);
    return next;
  };
  const go = (way: 1 | -1): void => {
    if (!found || found.size === 0) return;
    const first = rows.items[0]?.index ?? 0;
    const all = visible.flatMap((span, index) => (found.has(span.id) ? [index] : []));
    const next = way > 0 ? (all.find((index) => index > first + 1) ?? all[0]) : (all.findLast((index) => index < first) ?? all.at(-1));
    if (next !== undefined) rows.scrollTo(next);
  };
  const narrow = props.width < 520;
  const names = narrow ? 150 : Math.min(340, props.width * 0.36);
  const from = dateFormat(props.locale, props.timeZone, { dateStyle: 'medium', timeStyle: 'medium' }).format(trace.start);
  const [root] = trace.spans;
  return (
    <div class="tr">
      <div class="tr-head">
        <strong class="o-trunc">{root ? `${root.service}: ${root.name}` : trace.id}</strong>
        <span class="tr-facts">
          {t.facts(durationText(trace.end - trace.start), trace.spans.length, trace.services.length)} · {from}
        </span>
        <span class="o-sp" />
        <span class="o-input tr-search">
          <Icon name="search" size="s" />
          <input
            type="text"
            aria-label={t.search}
            placeholder={t.search}
            value={query}
            onInput={(event) => setQuery(event.currentTarget.value)}
          />
        </span>
        {found && <span role="status">{t.found(found.size)}</span>}
        {found && found.size > 0 && (
          <>
            <IconButton icon="chevron-up" size="sm" label={t.previous} onClick={() => go(-1)} />
            <IconButton icon="chevron-down" size="sm" label={t.next} onClick={() => go(1)} />
          </>
        )}
        <IconButton
          icon="minus"
          size="sm"
          label={t.closeAll}
          onClick={() => setClosed(new Set(trace.spans.filter(({ below }) => below > 0).map(({ id }) => id)))}
        />
        <IconButton icon="plus" size="sm" label={t.openAll} onClick={() => setClosed(new Set())} />
      </div>
      <div class="tr-ticks" style={{ marginLeft: `${names}px` }} aria-hidden="true">
        {(narrow ? [0, 0.5, 1] : [0, 0.25, 0.5, 0.75, 1]).map((share) => (
          <span key={share} style={{ left: `${share * 100}%` }}>
            {durationText((trace.end - trace.start) * share)}
          </span>
        ))}
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls is scrolled by keys. */}
      <div class="tr-rows" ref={scroller} role="tree" aria-label={t.spans} tabIndex={0}>
        <div style={{ height: `${rows.total}px`, position: 'relative' }}>
          {rows.items.map((item) => {
            const span = visible[item.index] as Span;
            const opened = open.has(span.id);
            return (
              <div
                key={item.key}
                ref={rows.measure}
                data-index={item.index}
                class={`tr-row ${found && !found.has(span.id) ? 'tr-dim' : ''} ${found?.has(span.id) ? 'tr-match' : ''}`}
                style={{ transform: `translateY(${item.start}px)` }}
                role="treeitem"
                aria-level={span.depth + 1}
                aria-expanded={span.below > 0 ? !closed.has(span.id) : undefined}
              >
                <SpanLine
                  {...{ span, trace, names, opened }}
                  color={colors.get(span.service) ?? 'grey'}
                  folded={closed.has(span.id)}
                  onFold={() => setClosed(toggle(closed, span.id))}
                  onOpen={() => setOpen(toggle(open, span.id))}
                />
                {opened && <Details span={span} trace={trace} props={props} emit={emit} />}
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}

/** A service has its colour wherever it is met. */
function colorsOf({ services }: Trace, { theme }: Props): ReadonlyMap<string, string> {
  const colors = palette('palette-classic', theme) ?? theme.series;
  return new Map(services.map((service) => [service, namedColor(colors[nameIndex(service, colors.length)] ?? 'blue', theme)]));
}

function SpanLine({
  span,
  trace,
  color,
  names,
  folded,
  opened,
  onFold,
  onOpen,
}: {
  span: Span;
  trace: Trace;
  color: string;
  names: number;
  folded: boolean;
  opened: boolean;
  onFold(): void;
  onOpen(): void;
}): JSX.Element {
  const whole = trace.end - trace.start;
  const left = ((span.start - trace.start) / whole) * 100;
  const width = Math.max(0.2, (span.duration / whole) * 100);
  const late = left + width > 75;
  const inside = late && left < 20;
  return (
    <div class="tr-line">
      <span class="tr-name" style={{ width: `${names}px`, paddingLeft: `${Math.min(span.depth, 30) * 12}px` }}>
        {span.below > 0 ? (
          <button type="button" class="tr-fold" aria-label={folded ? t.open(span.name) : t.close(span.name)} onClick={onFold}>
            <Icon name={folded ? 'chevron-right' : 'chevron-down'} size="s" />
          </button>
        ) : (
          <span class="tr-fold" />
        )}
        <span class="tr-mark" style={{ background: color }} />
        <button type="button" class="tr-open" aria-expanded={opened} onClick={onOpen} title={`${span.service}: ${span.name}`}>
          {span.failed && <Icon name="circle-alert" size="s" class="o-danger" />}
          <span class="o-trunc">
            <b>{span.service}</b> {span.name}
          </span>
        </button>
      </span>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the button with the span's name does the same. */}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: as above. */}
      <span class="tr-time" onClick={onOpen}>
        <span class="tr-bar" style={{ left: `${left}%`, width: `${width}%`, background: color }} />
        <span
          class={`tr-took ${inside ? 'tr-inside' : ''}`}
          style={inside ? { right: '0' } : late ? { right: `${100 - left}%` } : { left: `${left + width}%` }}
        >
          {durationText(span.duration)}
        </span>
      </span>
    </div>
  );
}

function Details({ span, trace, props, emit }: { span: Span; trace: Trace; props: Props; emit: PanelSurface['emit'] }): JSX.Element {
  const details = useMemo(() => detailsOf(trace, span), [trace, span]);
  const clock = (time: number): string => t.after(durationText(Math.max(0, time - trace.start)));
  const linked = trace.frame.fields.findIndex(isLinked);
  return (
    <div class="tr-details">
      <p class="tr-facts">
        {[span.id, span.kind, t.starts(durationText(span.start - trace.start)), durationText(span.duration)].filter(Boolean).join(' · ')}
        {linked >= 0 && (
          <button
            type="button"
            class="o-btn o-sm"
            onClick={(event) => {
              const box = event.currentTarget.getBoundingClientRect();
              const around = event.currentTarget.closest('.tr')?.getBoundingClientRect();
              const point = { frame: trace.frameIndex, field: linked, row: span.row };
              emit({ type: 'choose', point, x: box.left - (around?.left ?? 0), y: box.bottom - (around?.top ?? 0) });
            }}
          >
            {t.links}
          </button>
        )}
      </p>
      {span.statusMessage && <p class="o-danger">{span.statusMessage}</p>}
      {details.warnings.map((warning) => (
        <p key={warning} class="o-warn">
          {warning}
        </p>
      ))}
      <Tags title={t.attributes} tags={details.tags} />
      <Tags title={t.resource} tags={details.process} />
      {details.logs.length > 0 && (
        <section>
          <h4>{t.events(details.logs.length)}</h4>
          {details.logs.slice(0, 200).map((log, index) => (
            <Tags key={index} title={`${clock(log.timestamp)} ${log.name}`} tags={log.fields} />
          ))}
        </section>
      )}
      {details.references.length > 0 && (
        <section>
          <h4>{t.references}</h4>
          {details.references.map(({ traceID, spanID }, index) => (
            <p key={index} class="o-mono">
              {traceID} {spanID}
            </p>
          ))}
        </section>
      )}
      {details.stacks.map((stack, index) => (
        <pre key={index} class="tr-stack">
          {stack}
        </pre>
      ))}
      {props.range.to < trace.start && <p class="o-help">{t.later}</p>}
    </div>
  );
}

function Tags({ title, tags }: { title: string; tags: readonly Tag[] }): JSX.Element | null {
  if (tags.length === 0 && !title) return null;
  return (
    <section>
      <h4>{title}</h4>
      <dl class="tr-tags">
        {tags.map(({ key, value }, index) => (
          <div key={`${index} ${key}`}>
            <dt>{key}</dt>
            <dd>
              {/^https?:\/\//i.test(value) && isFollowed(value) ? (
                <a href={value} target="_blank" rel="noopener noreferrer">
                  {value}
                </a>
              ) : (
                value
              )}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
