import { lazy, NotConfigured } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { isDashboard } from '../../model/datasource-ref.ts';
import type { History } from '../../model/history.ts';
import type { Item, Placed } from '../../model/layout.ts';
import type { PanelModel } from '../../model/types.ts';
import { t } from '../../text/index.ts';
import type { EditParts } from '../edit/parts.ts';
import { HiddenPanel, PanelCell } from '../panel/panel-cell.tsx';
import type { Changes } from './address.ts';
import { panelKey } from './address.ts';
import type { Board } from './context.ts';
import { Grid } from './grid.tsx';

export interface BodyProps {
  readonly board: Board;
  readonly items: readonly Item[];
  readonly view: string | undefined;
  readonly query: URLSearchParams;
  readonly edit: EditParts;
  readonly history: History | undefined;
  set(changes: Changes, push?: boolean): void;
  asking(asking: Board['asking']): void;
  onToggle(key: string): void;
  onReload(): void;
}

const EditLayer = lazy(async () => (await import('../edit/edit-layer.tsx')).EditLayer);
const Inspector = lazy(async () => (await import('../inspect/inspector.tsx')).Inspector);
const Sheets = lazy(async () => (await import('../settings/sheets.tsx')).Sheets);

/** The panels: one alone, the whole grid, or the grid at work; and beside or above them what was opened. */
export function BoardBody(props: BodyProps): JSX.Element {
  const { board, items, view, query, history, set, onToggle } = props;
  const panels = items.filter((item): item is { kind: 'panel' } & Placed => item.kind === 'panel');
  const one = view ? (panels.find(({ key }) => key === view) ?? inClosedRow(board, view)) : undefined;
  const inspected = panelKey(query.get('inspect'));
  const inspectedItem = panels.find(({ key }) => key === inspected);
  const sources = reusedPanels(board.dashboard.panels ?? []);
  const absent = sources.filter((id) => !panels.some(({ panel }) => panel.id === id) || (one !== undefined && one.panel.id !== id));
  // A link to one panel ends with the grid where it was left.
  const scrolled = useRef(0);
  useEffect(() => {
    const main = document.getElementById('content');
    if (!main) return;
    if (view) scrolled.current = main.scrollTop;
    else if (scrolled.current) main.scrollTop = scrolled.current;
  }, [view]);

  return (
    <>
      {view && !one && (
        <NotConfigured
          page
          icon="search"
          title={t.board.noPanel}
          text={t.board.noPanelText(view)}
          action={{ label: t.board.wholeDashboard, run: () => set({ viewPanel: undefined }) }}
        />
      )}
      {one && (
        <div class="dash-one">
          <PanelCell key={one.key} item={one} eager />
        </div>
      )}
      {!view && history && <EditLayer {...props} />}
      {!view && !history && items.length > 0 && (
        <Grid
          items={items}
          eager={(item) => board.dashboard.preload === true || sources.includes(item.panel.id ?? -1)}
          onToggle={onToggle}
        />
      )}
      {!view && !history && items.length === 0 && <NoPanels {...props} />}
      {absent.map((id) => {
        const panel = findPanel(board.dashboard.panels ?? [], id);
        return panel && <HiddenPanel key={id} panel={panel} />;
      })}
      {inspectedItem && (
        <Inspector
          item={inspectedItem}
          onClose={() => set({ inspect: undefined })}
          tab={query.get('inspectTab') ?? 'data'}
          onTab={(tab: string) => set({ inspectTab: tab }, false)}
        />
      )}
      {query.has('editview') && <Sheets {...props} />}
    </>
  );
}

function NoPanels({ board, edit }: BodyProps): JSX.Element {
  if (!board.canEdit) return <NotConfigured page icon="layout-dashboard" title={t.board.empty} text={t.board.emptyText} />;
  return (
    <NotConfigured
      page
      icon="layout-dashboard"
      title={t.board.empty}
      text={t.board.emptyEditText}
      action={{ label: t.board.startEditing, icon: 'plus', run: edit.begin }}
    />
  );
}

/** Panels that others show again are asked for wherever they stand. */
function reusedPanels(panels: readonly PanelModel[]): number[] {
  const all = panels.flatMap((panel) => [panel, ...(panel.panels ?? [])]);
  const targets = all.flatMap((panel) => (panel.targets ?? []).filter((target) => isDashboard(target.datasource ?? panel.datasource)));
  return [...new Set(targets.map(({ panelId }) => Number(panelId)).filter(Number.isFinite))];
}

function findPanel(panels: readonly PanelModel[], id: number): PanelModel | undefined {
  return panels.flatMap((panel) => [panel, ...(panel.panels ?? [])]).find((panel) => panel.id === id);
}

/** A link may lead to a panel whose row is closed. */
function inClosedRow({ dashboard }: Board, key: string): Placed | undefined {
  const panel = findPanel(dashboard.panels ?? [], Number(/^panel-(\d+)/.exec(key)?.[1]));
  return panel && { key, panel, at: { x: 0, y: 0, w: 24, h: 12 }, scope: {} };
}
