import { interpolate } from '@orrery/plugin-sdk/data';
import { Icon, lazy, Menu, type MenuItem, PanelHost } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { useCallback, useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { eventsFor } from '../../model/annotations.ts';
import type { Placed } from '../../model/layout.ts';
import { panelLinks } from '../../model/links.ts';
import { timeAsQuery, variablesAsQuery } from '../../model/lookup.ts';
import type { PanelTime } from '../../model/panel-time.ts';
import type { Comparison } from '../../model/time-compare.ts';
import type { PanelModel } from '../../model/types.ts';
import { t } from '../../text/index.ts';
import { useBoard } from '../board/context.ts';
import { useLibraryPanel } from '../library/library.ts';
import { PanelTools } from './panel-tools.tsx';
import type { PanelProblem } from './results.ts';
import { usePanelData } from './use-panel-data.ts';
import { kindOf } from './kind.ts';
import { useInSight } from './use-in-sight.ts';

// Most dashboards have none.
const AbsentPanel = lazy(async () => (await import('./absent-panel.tsx')).AbsentPanel, null);
const CompareMenu = lazy(async () => (await import('./compare.tsx')).CompareMenu, null);

/** One panel of the page. Its size is the cell's, whatever its state. */
export function PanelCell({ item, eager = false }: { item: Placed; eager?: boolean }): JSX.Element {
  const board = useBoard();
  const { scope, key } = item;
  const { panel, state: shelf } = useLibraryPanel(item.panel);
  const cell = useRef<HTMLDivElement>(null);
  const seen = useInSight(cell) || eager;
  const { shell } = board;
  const lookup = useMemo(() => board.lookup(scope), [board.lookup, scope]);
  const load = useCallback(() => shell.panel(panel.type), [shell, panel.type]);
  const missing = shelf === 'here' && kindOf(shell, panel.type) === undefined;
  const compares = panel.options?.timeCompare === true;
  const [comparison, setComparison] = useState<Comparison>();
  const { data, time, problems, reload, result } = usePanelData(
    panel,
    lookup,
    seen && !missing && shelf === 'here',
    () => cell.current?.clientWidth ?? 600,
    !key.includes('-clone') && !key.includes('-row'),
    compares ? comparison : undefined,
  );

  const title = interpolate(panel.title ?? '', lookup, 'text');
  const options = useMemo(() => panel.options ?? {}, [panel.options]);
  const fieldConfig = useMemo(() => panel.fieldConfig ?? { defaults: {}, overrides: [] }, [panel.fieldConfig]);
  const annotations = useMemo(() => eventsFor(board.events, board.dashboard, panel.id), [board.events, panel.id]);
  const place = useMemo(
    () => ({
      uid: board.dashboard.uid,
      ...(panel.id !== undefined && { panelId: panel.id }),
      time: timeAsQuery(board.time, board.timeOptions.timeZone),
      variables: variablesAsQuery(board.variables),
    }),
    [board.dashboard.uid, panel.id, board.time, board.timeOptions, board.variables],
  );
  const keeps = board.editing && board.canEdit && panel.id !== undefined && !/-(clone|row)/.test(key);
  const icons = (
    <>
      <PanelIcons item={item} time={time} problems={problems} links={panelLinks(panel.links ?? [], lookup)} />
      {compares && <CompareMenu value={comparison} onValue={setComparison} />}
    </>
  );
  return (
    <div
      class="dash-cell-inner"
      ref={cell}
      data-panel-id={panel.id}
      data-panel-key={key}
      data-panel-type={panel.type}
      data-state={data.state}
    >
      {(missing || shelf !== 'here') && <AbsentPanel title={title} shelf={shelf} panel={panel} item={item} />}
      {seen && !missing && shelf === 'here' && (
        <PanelHost
          title={title}
          {...(panel.description && { description: interpolate(panel.description, lookup, 'text') })}
          {...(panel.transparent && { transparent: true })}
          load={load}
          data={data}
          options={options}
          fieldConfig={fieldConfig}
          range={time.range}
          timeZone={board.timeOptions.timeZone ?? 'browser'}
          theme={shell.theme.value}
          {...(board.crosshair && { crosshair: board.crosshair })}
          lookup={lookup}
          annotations={annotations}
          {...(board.notes.write && { onAnnotate: (from, to) => board.notes.write?.(panel.id, from, to) })}
          {...(board.notes.edit && { onEditAnnotation: (note) => board.notes.edit?.(panel.id, note) })}
          {...(board.notes.remove && { onDeleteAnnotation: (note) => board.notes.remove?.(panel.id, note) })}
          onRange={board.onRange}
          onContext={(asked, tell) =>
            void import('./log-context.ts').then(({ contextOf }) => contextOf(asked, result, board.datasources).then(tell))
          }
          emptyActions={[
            { label: t.time.zoomOut, icon: 'zoom-out', run: () => board.onRange(4 * board.span.from - 3 * board.span.to, board.span.to) },
          ]}
          {...(board.canEdit &&
            !board.editing && { queryAction: { label: t.bar.edit, icon: 'pencil', run: () => board.act('edit', key) } })}
          dashboard={place}
          {...(keeps && { onOptions: (next) => board.changeOptions(panel.id as number, next) })}
          onRetry={reload}
          onDrawn={(drawn) => void (drawn ? board.drawn.set(key, drawn) : board.drawn.delete(key))}
          icons={icons}
          tools={<PanelTools item={item} title={title} />}
        />
      )}
    </div>
  );
}

/** What the header tells beside the title: a time of its own, and where its links lead. */
function PanelIcons({
  item,
  time,
  problems,
  links,
}: {
  item: Placed;
  time: PanelTime;
  problems: readonly PanelProblem[];
  links: ReturnType<typeof panelLinks>;
}): JSX.Element {
  const { panel } = item;
  const items: MenuItem[] = links.map(({ title, url }) => ({ label: title, href: url }));
  const words = [
    time.invalid && t.panel.invalidTime(time.invalid === 'timeFrom' ? String(panel.timeFrom) : String(panel.timeShift)),
    time.own && t.panel.ownTime(time.own),
    time.shift && t.panel.shift(time.shift),
  ].filter(Boolean);
  return (
    <>
      {links.length === 1 && links[0] && (
        <a
          class="o-btn o-ghost o-ico o-sm"
          href={links[0].url}
          title={links[0].title}
          aria-label={links[0].title}
          {...(links[0].newTab && { target: '_blank', rel: 'noreferrer noopener' })}
        >
          <Icon name="external-link" size="s" />
        </a>
      )}
      {links.length > 1 && (
        <Menu label={t.panel.links} class="o-btn o-ghost o-ico o-sm" items={items}>
          <Icon name="external-link" size="s" />
        </Menu>
      )}
      {words.length > 0 && !panel.hideTimeOverride && (
        <span class={`dash-own-time ${time.invalid ? 'o-warn' : ''}`}>
          <Icon name="clock" size="xs" />
          {words.join(' ')}
        </span>
      )}
      {problems.length > 0 && <StepProblems problems={problems} />}
    </>
  );
}

/** The panel shows its data without these steps: whoever reads it must know. */
function StepProblems({ problems }: { problems: readonly PanelProblem[] }): JSX.Element {
  const told = problems.map(({ name, message }) => (name ? t.panel.failedStep(name, message) : message));
  return (
    <span class="dash-own-time o-warn dash-step-problem" role="status" title={told.join('\n')}>
      <Icon name="triangle-alert" size="xs" />
      <span class="o-trunc">{told.join(' ')}</span>
    </span>
  );
}

/** A panel that is not on the page, asked for because another one shows its data. */
export function HiddenPanel({ panel }: { panel: PanelModel }): null {
  const board = useBoard();
  const lookup = useMemo(() => board.lookup({}), [board.lookup]);
  usePanelData(panel, lookup, true, () => 600, true);
  return null;
}
