import { resolveFields, shown } from '@orrery/plugin-sdk/data';
import { Button, Icon, type PanelProps, type PanelSurface, Segments } from '@orrery/plugin-sdk/ui';
import { useVirtualRows } from '@orrery/plugin-sdk/ui/virtual-rows.ts';
import type { JSX } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { Flame } from './flame.tsx';
import type { FlameOptions } from './options.ts';
import { type Call, change, finder, type Profile, type Total, totalsOf } from './profile.ts';
import { t } from './text/index.ts';

type Props = PanelProps<FlameOptions>;
type SortKey = 'label' | 'self' | 'value' | 'change';

interface ViewProps {
  readonly profile: Profile;
  readonly props: Props;
  readonly emit: PanelSurface['emit'];
  onPainter(paint: (() => void) | undefined): void;
}

export function ProfileView({ profile, props, emit, onPainter }: ViewProps): JSX.Element {
  const { options, width } = props;
  const [view, setView] = useState(options.selectedView);
  const [scheme, setScheme] = useState(options.colorScheme);
  const [query, setQuery] = useState('');
  const [focus, setFocus] = useState<Call>();
  const [pointed, setPointed] = useState<Call>();
  const root = useRef<HTMLDivElement>(null);
  useEffect(() => setView(options.selectedView), [options.selectedView]);
  useEffect(() => setScheme(options.colorScheme), [options.colorScheme]);
  useEffect(() => setFocus(undefined), [profile]);
  const write = useMemo(() => {
    const field = resolveFields(props.frames, props.fieldConfig, props).find(
      ({ frameIndex, fieldIndex }) => frameIndex === profile.frameIndex && fieldIndex === profile.valueField,
    );
    return (value: number): string => (field ? shown(field.display(value)) : String(value));
  }, [profile, props.fieldConfig, props.theme]);
  const found = useMemo(() => finder(query), [query]);
  const both = view === 'both' && width >= 560;
  const tableWidth = view === 'top' ? width : both ? Math.round(width * 0.4) : 0;
  const flameWidth = Math.max(40, width - (both ? tableWidth + 12 : 0) - 16);
  const shows = profile.compares && scheme === 'packageBased' ? 'diffDefault' : scheme;

  const tell = (call: Call | undefined, event: PointerEvent): void => {
    setPointed(call);
    const box = root.current?.getBoundingClientRect();
    const [x, y] = [event.clientX - (box?.left ?? 0), event.clientY - (box?.top ?? 0)];
    if (!call) return emit({ type: 'cursor', time: null, x, y, source: 'pointer', values: [] });
    const own = call.value - call.valueRight;
    const row = (name: string, text: string) => ({ name, text, color: 'transparent', numeric: Number.NaN, focused: false });
    const share = (part: number, whole: number): string => `${((part / Math.max(1, whole)) * 100).toFixed(2)} %`;
    const values = [
      row(t.total, `${write(own)} (${share(own, profile.total - profile.totalRight)})`),
      row(t.self, write(call.self)),
      ...(profile.compares ? [row(t.compared, `${write(call.valueRight)} (${share(call.valueRight, profile.totalRight)})`)] : []),
    ];
    emit({ type: 'cursor', time: null, label: call.label, x, y, source: 'pointer', values });
  };
  const schemes = profile.compares ? (['diffDefault', 'diffColorBlind'] as const) : (['packageBased', 'valueBased'] as const);
  return (
    <div class="fl" ref={root}>
      <div class="fl-head">
        <span class="o-input fl-search">
          <Icon name="search" size="s" />
          <input
            type="text"
            aria-label={t.search}
            placeholder={t.search}
            value={query}
            onInput={(event) => setQuery(event.currentTarget.value)}
          />
        </span>
        {focus && (
          <Button size="sm" icon="x" onClick={() => setFocus(undefined)}>
            <span class="o-trunc fl-focus">{focus.label}</span>
          </Button>
        )}
        <span class="o-sp" />
        <Segments
          label={t.colors}
          value={shows}
          options={schemes.map((value) => ({ value, label: t.schemes[value] }))}
          onValue={(value) => setScheme(value as FlameOptions['colorScheme'])}
        />
        <Segments
          label={t.view}
          value={view}
          options={(['top', 'flame', 'both'] as const).map((value) => ({ value, label: t.views[value] }))}
          onValue={(value) => setView(value as FlameOptions['selectedView'])}
        />
      </div>
      <div class="fl-body">
        {(view === 'top' || both) && (
          <Top
            profile={profile}
            width={tableWidth}
            found={found}
            write={write}
            onChoose={(label) => setQuery(query === label ? '' : label)}
          />
        )}
        {(view === 'flame' || view === 'both') && (
          <Flame
            {...{ profile, props, found, focus, pointed }}
            scheme={shows}
            width={flameWidth}
            label={t.flames(write(profile.total), profile.calls.length)}
            onPoint={tell}
            onPainter={onPainter}
            onChoose={(call) => setFocus(call && call !== focus && call.level > 0 ? call : undefined)}
          />
        )}
      </div>
    </div>
  );
}

function Top({
  profile,
  width,
  found,
  write,
  onChoose,
}: {
  profile: Profile;
  width: number;
  found: ((label: string) => boolean) | undefined;
  write(value: number): string;
  onChoose(label: string): void;
}): JSX.Element {
  const [sort, setSort] = useState<{ readonly by: SortKey; readonly down: boolean }>({ by: 'self', down: true });
  const scroller = useRef<HTMLDivElement>(null);
  const totals = useMemo(() => totalsOf(profile), [profile]);
  const list = useMemo(() => {
    const value = (one: Total): number =>
      sort.by === 'change' ? (change(one, profile) ?? Number.POSITIVE_INFINITY) : sort.by === 'label' ? 0 : one[sort.by];
    const order = (one: Total, other: Total): number =>
      sort.by === 'label' ? one.label.localeCompare(other.label) : value(one) - value(other);
    return totals.filter(({ label }) => !found || found(label)).sort((one, other) => (sort.down ? -1 : 1) * order(one, other));
  }, [totals, found, sort, profile]);
  const rows = useVirtualRows(scroller, { count: list.length, height: () => 26 });
  const columns = ['label', 'self', 'value', ...(profile.compares ? (['change'] as const) : [])] as const;
  const most = Math.max(1, ...totals.map(({ self }) => self));
  return (
    <div class="fl-top" style={{ width: `${width}px` }} role="table" aria-label={t.functions} aria-rowcount={list.length + 1}>
      <div class="fl-row fl-heads" role="row">
        {columns.map((by) => (
          <span key={by} role="columnheader" aria-sort={sort.by === by ? (sort.down ? 'descending' : 'ascending') : 'none'}>
            <button type="button" onClick={() => setSort({ by, down: sort.by === by ? !sort.down : by !== 'label' })}>
              {t.columns[by]}
              {sort.by === by ? (sort.down ? ' ↓' : ' ↑') : ''}
            </button>
          </span>
        ))}
      </div>
      <div class="fl-rows" ref={scroller} role="rowgroup">
        <div style={{ height: `${rows.total}px`, position: 'relative' }}>
          {rows.items.map((item) => {
            const one = list[item.index] as Total;
            const changed = change(one, profile);
            return (
              <div key={item.key} class="fl-row" role="row" style={{ transform: `translateY(${item.start}px)` }}>
                <span role="cell">
                  <button type="button" class="o-trunc" title={one.label} onClick={() => onChoose(one.label)}>
                    {one.label}
                  </button>
                </span>
                <span role="cell" style={{ '--fl-part': `${(one.self / most) * 100}%` }} class="fl-self">
                  {write(one.self)}
                </span>
                <span role="cell">{write(one.value)}</span>
                {profile.compares && (
                  <span role="cell" class={changed === null || changed > 0 ? 'o-danger' : changed < 0 ? 'o-ok' : ''}>
                    {changed === null ? t.fresh : `${changed > 0 ? '+' : ''}${changed.toFixed(1)} %`}
                  </span>
                )}
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}
