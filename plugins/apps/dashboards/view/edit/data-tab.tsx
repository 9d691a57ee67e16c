import { Button, Field, Input, Key, Select, Switch } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { dashboardUid, findDatasource, isDashboard, isMixed, mixedUid } from '../../model/datasource-ref.ts';
import { allPanels, nextRefId } from '../../model/edit.ts';
import type { PanelModel, StoredRef, Target } from '../../model/types.ts';
import { t } from '../../text/index.ts';
import { w } from '../../text/work/index.ts';
import type { Board } from '../board/context.ts';
import type { ChangePanel } from './panel-editor.tsx';
import { Pipeline } from './pipeline/pipeline.tsx';
import { QueryCard } from './query-card.tsx';

/** Where the panel's data come from: its source, its queries, and the limits of asking. */
export function DataTab({
  board,
  panel,
  change,
  run,
}: {
  board: Board;
  panel: PanelModel;
  change: ChangePanel;
  run: () => void;
}): JSX.Element {
  const targets = panel.targets ?? [];
  const lookup = board.lookup({});
  const result = board.results.of(panel.id ?? -1).value;
  const name = panel.title || t.panel.untitled;
  const setTargets = (next: readonly Target[], label: string, merge?: string): void =>
    change(label, (before) => ({ ...before, targets: next }), merge);
  const source = sourceValue(panel.datasource, board);

  const chooseSource = (value: string): void => {
    const ref = refFor(value, board);
    change(w.edit.steps.source(name), (before) => {
      const kept = (before.targets ?? []).map((target) => {
        if (value === mixedUid) return { ...target, datasource: target.datasource ?? before.datasource ?? null };
        const fits = findDatasource(target.datasource ?? before.datasource, board.datasources, lookup)?.type === ref?.type;
        // A query of another language is of no use to this source.
        return fits ? { ...target, datasource: ref } : { refId: target.refId, datasource: ref };
      });
      const first =
        value === dashboardUid
          ? [{ refId: 'A', datasource: ref, panelId: firstOther(board, panel) }]
          : kept.length > 0
            ? kept
            : [{ refId: 'A', datasource: ref }];
      return { ...before, datasource: ref, targets: first };
    });
    run();
  };
  const add = (): void => {
    const datasource = isMixed(panel.datasource) ? null : panel.datasource;
    setTargets([...targets, { refId: nextRefId(targets), ...(datasource && { datasource }) }], w.edit.steps.addQuery(name));
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Ctrl and Enter run the queries from wherever they are typed.
    <div
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
        event.preventDefault();
        run();
      }}
    >
      <div class="dash-source">
        <Select aria-label={w.edit.source} value={source} onValue={chooseSource} options={sourceOptions(board, panel.datasource)} />
      </div>
      {isDashboard(panel.datasource) ? (
        <ReusedPanel board={board} panel={panel} onTarget={(target) => (setTargets([target], w.edit.steps.source(name)), run())} />
      ) : (
        <>
          {targets.map((target, index) => (
            <QueryCard
              key={target.refId ?? index}
              board={board}
              panel={panel}
              target={target}
              answer={result?.answers?.find(({ refId }) => refId === target.refId)}
              onChange={(next, merges) =>
                setTargets(
                  targets.map((one, at) => (at === index ? next : one)),
                  w.edit.steps.query(target.refId, name),
                  merges ? `query-${index}` : undefined,
                )
              }
              onRun={run}
              onMove={(by) => {
                const to = index + by;
                if (to < 0 || to >= targets.length) return;
                const next = [...targets];
                next.splice(to, 0, ...next.splice(index, 1));
                setTargets(next, w.edit.steps.moveQuery(target.refId));
                run();
              }}
              onDuplicate={() => {
                setTargets([...targets, { ...target, refId: nextRefId(targets) }], w.edit.steps.addQuery(name));
                run();
              }}
              onRemove={() => {
                setTargets(
                  targets.filter((_, at) => at !== index),
                  w.edit.steps.removeQuery(target.refId),
                );
                run();
              }}
            />
          ))}
          <div class="dash-query-buttons">
            <Button size="sm" icon="plus" onClick={add}>
              {w.edit.addQuery}
            </Button>
            <span class="o-sp" />
            <Button size="sm" icon="play" onClick={run}>
              {w.edit.run} <Key>Ctrl ↵</Key>
            </Button>
          </div>
        </>
      )}
      <AskOptions panel={panel} change={change} name={name} />
      <Pipeline board={board} panel={panel} change={change} />
    </div>
  );
}

function sourceValue(ref: StoredRef, board: Board): string {
  if (isMixed(ref)) return mixedUid;
  if (isDashboard(ref)) return dashboardUid;
  if (typeof ref === 'object' && ref?.uid?.startsWith('$')) return ref.uid;
  if (!ref) return '';
  return findDatasource(ref, board.datasources, board.lookup({}))?.uid ?? (typeof ref === 'string' ? ref : (ref.uid ?? ''));
}

function sourceOptions(board: Board, current: StoredRef): { value: string; label: string }[] {
  const variables = [...board.variables.values()].filter(({ model }) => model.type === 'datasource');
  const known = [
    { value: '', label: w.edit.defaultSource },
    ...board.datasources.map(({ uid, name }) => ({ value: uid, label: name })),
    ...variables.map(({ model }) => ({ value: `\${${model.name}}`, label: `\${${model.name}}` })),
    { value: mixedUid, label: mixedUid },
    { value: dashboardUid, label: dashboardUid },
  ];
  const value = sourceValue(current, board);
  return known.some((one) => one.value === value) ? known : [...known, { value, label: w.edit.unknownSource(value) }];
}

export function refFor(value: string, board: Board): { uid: string; type: string } | null {
  if (!value) return null;
  if (value === mixedUid || value === dashboardUid) return { uid: value, type: 'datasource' };
  if (value.startsWith('$')) {
    const name = value.replace(/[${}]/g, '');
    return { uid: value, type: String(board.variables.get(name)?.model.query ?? '') };
  }
  return { uid: value, type: board.datasources.find(({ uid }) => uid === value)?.type ?? '' };
}

const firstOther = (board: Board, panel: PanelModel): number | undefined =>
  allPanels(board.dashboard).find(({ id, type }) => id !== panel.id && type !== 'row')?.id;

/** Another panel's data, as it asked for them or as it shows them. */
function ReusedPanel({ board, panel, onTarget }: { board: Board; panel: PanelModel; onTarget: (target: Target) => void }): JSX.Element {
  const target = panel.targets?.[0] ?? { refId: 'A' };
  const others = allPanels(board.dashboard).filter(({ id, type }) => id !== panel.id && type !== 'row');
  return (
    <div class="dash-card">
      <Field label={w.edit.reusedPanel}>
        <Select
          value={String(target.panelId ?? '')}
          options={[
            { value: '', label: w.edit.noPanel },
            ...others.map(({ id, title }) => ({ value: String(id), label: title || `${t.panel.untitled} ${id}` })),
          ]}
          onValue={(id) => onTarget({ ...target, panelId: id ? Number(id) : undefined })}
        />
      </Field>
      <Switch
        label={w.edit.withTransforms}
        checked={target.withTransforms === true}
        onValue={(withTransforms) => onTarget({ ...target, withTransforms })}
      />
    </div>
  );
}

/** Limits of asking, and a time of the panel's own. */
function AskOptions({ panel, change, name }: { panel: PanelModel; change: ChangePanel; name: string }): JSX.Element {
  const text = (key: 'interval' | 'timeFrom' | 'timeShift', label: string, placeholder: string, help?: string): JSX.Element => (
    <Field label={label} help={help}>
      <Input
        size="sm"
        placeholder={placeholder}
        value={panel[key] ?? ''}
        onInput={(event) => {
          const value = event.currentTarget.value.trim();
          change(
            w.edit.steps.asking(name),
            ({ [key]: _, ...before }) => ({ ...before, type: panel.type, ...(value && { [key]: value }) }),
            key,
          );
        }}
      />
    </Field>
  );
  return (
    <details class="dash-fold">
      <summary>{w.edit.askOptions}</summary>
      <div class="dash-fold-grid">
        <Field label={w.edit.maxDataPoints}>
          <Input
            size="sm"
            inputMode="numeric"
            placeholder={w.edit.panelWidth}
            value={panel.maxDataPoints ?? ''}
            onInput={(event) => {
              const points = Number.parseInt(event.currentTarget.value, 10);
              change(
                w.edit.steps.asking(name),
                ({ maxDataPoints: _, ...before }) => ({ ...before, ...(points > 0 && { maxDataPoints: points }) }),
                'maxDataPoints',
              );
            }}
          />
        </Field>
        {text('interval', w.edit.interval, '15s')}
        {text('timeFrom', w.edit.timeFrom, '1h', w.edit.timeFromHelp)}
        {text('timeShift', w.edit.timeShift, '1d')}
        <Switch
          label={w.edit.hideTime}
          checked={panel.hideTimeOverride === true}
          onValue={(hideTimeOverride) => change(w.edit.steps.asking(name), (before) => ({ ...before, hideTimeOverride }))}
        />
      </div>
    </details>
  );
}
