import { IconButton, type Panel, Tabs } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { allPanels, updatePanel } from '../../model/edit.ts';
import type { PanelModel } from '../../model/types.ts';
import { t } from '../../text/index.ts';
import { w } from '../../text/work/index.ts';
import type { BodyProps } from '../board/body.tsx';
import { LibraryNotice } from '../library/library-notice.tsx';
import { DataTab } from './data-tab.tsx';
import { LookTab } from './look-tab.tsx';

/** The pane beside the grid: what the panel asks, and how it looks. The panel itself is the preview. */
export function PanelEditor(props: BodyProps & { panel: PanelModel }): JSX.Element {
  const { board, edit, panel, set, asking } = props;
  const [tab, setTab] = useState(panel.targets?.length ? 'data' : 'look');
  const id = panel.id ?? -1;
  const latest = useRef(panel);
  latest.current = panel;
  const runs = useRef(0);
  const run = (): void => asking({ panelId: id, targets: latest.current.targets ?? [], run: ++runs.current });
  useEffect(() => {
    asking({ panelId: id, targets: panel.targets ?? [], run: 0 });
    return () => asking(undefined);
  }, [id]);
  const change = (label: string, how: (before: PanelModel) => PanelModel, merge?: string): void =>
    edit.change(label, (before) => updatePanel(before, id, (one) => how(one)), merge && `${merge}-${id}`);
  const drawn = usePanelCode(board.shell, panel.type);
  const others = allPanels(board.dashboard).filter(({ type }) => type !== 'row');
  const at = others.findIndex((one) => one.id === id);
  const go = (by: number): void => {
    const next = others[(at + by + others.length) % others.length];
    if (next?.id !== undefined) set({ editPanel: String(next.id) }, false);
  };
  const name = panel.title || t.panel.untitled;
  return (
    <aside class="dash-pane" aria-label={w.edit.editorOf(name)}>
      <header>
        <input
          class="dash-pane-title"
          aria-label={w.edit.title}
          placeholder={t.panel.untitled}
          value={panel.title ?? ''}
          onInput={(event) => {
            const title = event.currentTarget.value;
            change(w.edit.steps.rename(name), (before) => ({ ...before, title }), 'title');
          }}
        />
        <IconButton icon="chevron-up" size="sm" label={w.edit.previousPanel} onClick={() => go(-1)} />
        <IconButton icon="chevron-down" size="sm" label={w.edit.nextPanel} onClick={() => go(1)} />
        <IconButton icon="x" size="sm" label={w.edit.closeEditor} onClick={() => set({ editPanel: undefined })} />
      </header>
      {panel.libraryPanel && <LibraryNotice board={board} panel={panel} change={change} />}
      {!panel.libraryPanel && (
        <Tabs
          label={w.edit.parts}
          tabs={[
            { id: 'data', label: w.edit.data, count: panel.targets?.length ?? 0 },
            { id: 'look', label: w.edit.look },
          ]}
          value={tab}
          onValue={setTab}
        />
      )}
      <div class="dash-pane-body" id={`${tab}-panel`} role="tabpanel">
        {!panel.libraryPanel && tab === 'data' && <DataTab board={board} panel={panel} change={change} run={() => setTimeout(run)} />}
        {!panel.libraryPanel && tab === 'look' && <LookTab board={board} panel={panel} code={drawn} change={change} />}
      </div>
    </aside>
  );
}

export type ChangePanel = (label: string, how: (before: PanelModel) => PanelModel, merge?: string) => void;

function usePanelCode(shell: BodyProps['board']['shell'], type: string): Panel | undefined {
  const [code, setCode] = useState<{ type: string; panel: Panel }>();
  useEffect(() => {
    let current = true;
    shell.panel(type).then(
      (panel) => current && setCode({ type, panel }),
      () => current && setCode(undefined),
    );
    return () => {
      current = false;
    };
  }, [type]);
  return code?.type === type ? code.panel : undefined;
}
