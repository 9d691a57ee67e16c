import type { Lookup } from '@orrery/plugin-sdk/data';
import { type DrawnPanel, lazy, type PageProps, useCrosshair } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { useCallback, useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { begun, done, type History, isChanged, redone, undone } from '../../model/history.ts';
import { layout, type Placed } from '../../model/layout.ts';
import { linked } from '../../model/library.ts';
import { lookupIn, type Scope } from '../../model/lookup.ts';
import { refreshMs } from '../../model/refresh.ts';
import { absolute, spanOf, type TimeText, timeFromQuery, timeOptions } from '../../model/time.ts';
import type { Dashboard, KnownDatasource, PanelModel, Target } from '../../model/types.ts';
import { keysOf, valuesOf } from '../../model/variables.ts';
import { t } from '../../text/index.ts';
import { askOptions, type DashboardAnswer } from '../api.ts';
import { forgetDraft, hasDraft } from '../edit/draft.ts';
import type { EditParts } from '../edit/parts.ts';
import { createLibrary } from '../library/library.ts';
import { useNotes } from '../notes/use-notes.ts';
import { createResults } from '../panel/results.ts';
import { serverFacts } from '../server-facts.ts';
import { changeAddress, panelKey } from './address.ts';
import { BoardBody } from './body.tsx';
import { BoardContext, type Board as BoardParts, type PanelAction } from './context.ts';
import { BoardIntro } from './intro.tsx';
import { useAnnotations } from './use-annotations.ts';
import { useBoardKeys } from './use-keys.ts';
import { useOrgName } from './use-org-name.ts';
import { useRefresh } from './use-refresh.ts';
import { useVariables } from './use-variables.ts';
import { NewerVersion, ViewBar } from './view-bar.tsx';

export interface BoardProps extends DashboardAnswer, Pick<PageProps, 'shell' | 'query'> {
  readonly datasources: readonly KnownDatasource[];
  /** When somebody else saved another version; 0 while nobody did. */
  readonly changedAt: number;
  onReload(): void;
}

const none: readonly never[] = [];
const ShareDialog = lazy(async () => (await import('../library/share-dialog.tsx')).ShareDialog);
// Nothing to tell before there is a draft.
const DraftBanner = lazy(async () => (await import('./draft-banner.tsx')).DraftBanner, null);
const NoteDialog = lazy(async () => (await import('../notes/note-dialog.tsx')).NoteDialog);

/** A dashboard as it is looked at and worked on. Its time, variables and what is open stand in the address. */
export function Board({ dashboard: saved, meta, datasources, shell, query, changedAt, onReload }: BoardProps): JSX.Element {
  const canEdit = meta.canEdit !== false && meta.canSave && saved.editable !== false;
  // A link to what is open while one edits leads there: it is opened at work.
  const [history, setHistory] = useState<History | undefined>(() =>
    saved.uid === '' || (canEdit && (query.has('editPanel') || query.has('editview'))) ? begun(saved) : undefined,
  );
  const dashboard = history?.now ?? saved;
  const facts = serverFacts.value;

  const timeText = timeFromQuery(query, { from: dashboard.time?.from ?? 'now-6h', to: dashboard.time?.to ?? 'now' });
  const time = useMemo<TimeText>(() => timeText, [timeText.from, timeText.to]);
  const zone = query.get('timezone') ?? query.get('tz') ?? undefined;
  const options = useMemo(
    () => timeOptions(dashboard, zone),
    [zone, dashboard.timezone, dashboard.weekStart, dashboard.fiscalYearStartMonth, dashboard.timepicker],
  );
  const [round, setRound] = useState(0);
  // To the second: people who look at the same then ask the same, and a source is asked once for all of them.
  const now = useMemo(() => Math.floor(Date.now() / 1000) * 1000, [time, round, options]);
  const span = useMemo(() => spanOf(time, now, options), [time, now, options]);
  const refresh = query.get('refresh') ?? (dashboard.refresh || '');
  const refreshNow = useCallback(() => setRound((before) => before + 1), []);
  const kiosk = query.has('kiosk');
  const view = panelKey(query.get('viewPanel'));
  useRefresh(history ? undefined : refreshMs(refresh, span, globalThis.innerWidth, facts.minRefreshInterval), refreshNow);

  const models = dashboard.templating?.list ?? none;
  const used = useVariables(shell, models, query, span, datasources);
  const { variables } = used;
  const { principal } = shell;
  const orgName = useOrgName(dashboard);
  const lookup = useCallback(
    (scope: Scope): Lookup =>
      lookupIn(variables, span, scope, {
        timeZone: options.timeZone ?? 'browser',
        time,
        dashboard: { title: dashboard.title, uid: dashboard.uid },
        ...(principal && { user: { ...principal, ...(orgName && { orgName }) } }),
        theme: shell.theme.value.name === 'night' ? 'dark' : 'light',
      }),
    [variables, span, options, time, dashboard.title, dashboard.uid, orgName, shell.theme.value],
  );
  const pageLookup = useMemo(() => lookup({}), [lookup]);
  const ready = ![...variables.values()].some(({ loading }) => loading);
  const annotations = useAnnotations(dashboard, span, round, pageLookup, datasources, ready);

  const { notes, draft, close } = useNotes(dashboard, meta);
  const library = useMemo(createLibrary, []);
  const [sharing, setSharing] = useState<PanelModel>();

  const [toggled, setToggled] = useState<ReadonlySet<string>>(new Set());
  const items = useMemo(() => layout(dashboard.panels ?? none, toggled, variables), [dashboard.panels, toggled, variables]);
  const results = useMemo(createResults, []);
  const crosshair = useCrosshair((dashboard.graphTooltip ?? 0) !== 0, dashboard.graphTooltip === 2);
  const [asking, setAsking] = useState<BoardParts['asking']>();
  const set = (changes: Parameters<typeof changeAddress>[1], push = true): void => changeAddress(shell, changes, { push });
  const changeTime = useCallback(
    (next: TimeText): void =>
      changeAddress(shell, { from: next.from, to: next.to, time: undefined, 'time.window': undefined }, { push: true }),
    [],
  );
  const onRange = useCallback((from: number, to: number) => changeTime(absolute({ from, to })), []);

  const edit = useEdit(saved, history, setHistory, setAsking);
  const act = (action: PanelAction, key: string): void => {
    const item = items.find((one): one is { kind: 'panel' } & Placed => one.kind === 'panel' && one.key === key);
    if (!item) return;
    if (action === 'view') set({ viewPanel: view ? undefined : key });
    else if (action === 'inspect') set({ inspect: key });
    else if (action === 'export') set({ inspect: key, inspectTab: 'export' });
    else if (action === 'share') void import('../share.ts').then(({ copyPanelLink }) => copyPanelLink(shell, key, span));
    else if (action === 'edit') {
      edit.begin();
      set({ viewPanel: undefined, editPanel: String(item.panel.id ?? '') });
    } else if (action === 'library') setSharing(item.panel);
    else void edit.act(action, item.panel, shell);
  };
  const drawn = useRef(new Map<string, DrawnPanel>());
  const acting = useRef(act);
  acting.current = act;
  const changeOptions = useCallback(
    async (panelId: number, options: Readonly<Record<string, unknown>>) => {
      // Those who only look do not load it.
      const { updatePanel } = await import('../../model/edit.ts');
      edit.change(t.board.panelOptions, (before) => updatePanel(before, panelId, (panel) => ({ ...panel, options })), `options-${panelId}`);
    },
    [edit],
  );

  const board = useMemo<BoardParts>(
    () => ({
      shell,
      dashboard,
      meta,
      datasources,
      variables,
      time,
      timeOptions: options,
      span,
      now,
      round,
      results,
      drawn: drawn.current,
      crosshair,
      events: annotations.events,
      notes,
      library,
      asking,
      editing: history !== undefined,
      canEdit,
      lookup,
      onRange,
      act: (action, key) => acting.current(action, key),
      changeOptions: (panelId, options) => void changeOptions(panelId, options),
    }),
    [
      shell,
      shell.theme.value,
      dashboard,
      meta,
      datasources,
      variables,
      time,
      options,
      span,
      now,
      round,
      crosshair,
      annotations.events,
      notes,
      asking,
      history === undefined,
      canEdit,
      lookup,
      changeOptions,
    ],
  );

  useBoardKeys({ shell, board, span, time, kiosk, view, items, refreshNow, changeTime, set, edit, canEdit, toggled, setToggled });
  useKiosk(kiosk);
  const linkParts = { lookup: pageLookup, time, variables };
  const filterSource = (state: Parameters<typeof keysOf>[0]) => {
    const parts = {
      datasources,
      ask: (datasource: KnownDatasource, question: Parameters<typeof askOptions>[1]) => askOptions(datasource, question, span),
    };
    return { keys: () => keysOf(state, parts, pageLookup), values: (key: string) => valuesOf(state, key, parts, pageLookup) };
  };

  return (
    <BoardContext.Provider value={board}>
      <div class={`dash ${history ? 'dash-editing' : ''} ${kiosk ? 'dash-kiosk' : ''}`}>
        <h1 class="o-vh">{dashboard.title}</h1>
        <ViewBar
          board={board}
          query={query}
          used={used}
          filterSource={({ model }) => filterSource(model)}
          annotations={annotations}
          refresh={refresh}
          refreshNow={refreshNow}
          changeTime={changeTime}
          set={set}
          edit={edit}
          history={history}
          kiosk={kiosk}
          onReload={onReload}
        />
        {canEdit && (history !== undefined || hasDraft(saved.uid)) && <DraftBanner saved={saved} history={history} edit={edit} />}
        {changedAt > 0 && <NewerVersion editing={history !== undefined} onReload={onReload} />}
        {!view && <BoardIntro board={board} parts={linkParts} />}
        <BoardBody
          board={board}
          items={items}
          view={view}
          query={query}
          edit={edit}
          history={history}
          set={set}
          asking={setAsking}
          onReload={onReload}
          onToggle={(key) => {
            const next = new Set(toggled);
            if (!next.delete(key)) next.add(key);
            setToggled(next);
          }}
        />
        {sharing && (
          <ShareDialog
            panel={sharing}
            folderUid={meta.folderUid}
            onClose={() => setSharing(undefined)}
            onShared={async (element) => {
              setSharing(undefined);
              library.forget(element.uid);
              const { updatePanel } = await import('../../model/edit.ts');
              edit.begin();
              edit.change(t.panel.actions.library, (before) => updatePanel(before, sharing.id ?? -1, (one) => linked(one, element)));
            }}
          />
        )}
        {draft && (
          <NoteDialog
            board={board}
            draft={draft}
            onClose={close}
            onDone={() => {
              close();
              refreshNow();
            }}
          />
        )}
      </div>
    </BoardContext.Provider>
  );
}

/** Everything that changes the dashboard goes through here, so that it can be undone and is kept until it is saved. */
function useEdit(
  saved: Dashboard,
  history: History | undefined,
  setHistory: (next: (before: History | undefined) => History | undefined) => void,
  setAsking: (asking: BoardParts['asking']) => void,
): EditParts {
  const latest = useRef(history);
  latest.current = history;
  // A version that was saved meanwhile becomes the one that changes are compared with.
  useEffect(() => setHistory((before) => before && (isChanged(before) ? before : begun(saved))), [saved]);
  useEffect(() => {
    const guard = (event: BeforeUnloadEvent): void => {
      if (latest.current && isChanged(latest.current)) event.preventDefault();
    };
    addEventListener('beforeunload', guard);
    return () => removeEventListener('beforeunload', guard);
  }, []);
  return useMemo<EditParts>(() => {
    const change: EditParts['change'] = (label, how, merge) =>
      setHistory((before) => {
        const current = before ?? begun(saved);
        return done(current, label, how(current.now), merge);
      });
    return {
      begin: () => setHistory((before) => before ?? begun(saved)),
      change,
      undo: () => setHistory((before) => before && undone(before)),
      redo: () => setHistory((before) => before && redone(before)),
      leave() {
        forgetDraft(saved.uid);
        setAsking(undefined);
        setHistory(() => undefined);
      },
      rebase: (base) => setHistory((before) => before && { ...begun(base), now: { ...before.now, version: base.version ?? 0 } }),
      isChanged: () => latest.current !== undefined && isChanged(latest.current),
      async act(action, panel, shell) {
        const { actOnPanel } = await import('../edit/panel-acts.ts');
        await actOnPanel(action, panel, change, shell);
      },
    };
  }, [saved]);
}

/** No chrome at all while the address says `kiosk`. */
function useKiosk(on: boolean): void {
  useEffect(() => {
    document.documentElement.toggleAttribute('data-kiosk', on);
    return () => document.documentElement.removeAttribute('data-kiosk');
  }, [on]);
}
