import { Icon, NotConfigured } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { addPanel, findPanel } from '../../model/edit.ts';
import { newPanel } from '../../model/new-panel.ts';
import type { PanelModel } from '../../model/types.ts';
import { t } from '../../text/index.ts';
import { w } from '../../text/work/index.ts';
import type { BodyProps } from '../board/body.tsx';
import { linked } from '../../model/library.ts';
import { LibraryPicker } from '../library/library-picker.tsx';
import { EditGrid } from './edit-grid.tsx';
import { copiedPanel } from './panel-acts.ts';
import { PanelEditor } from './panel-editor.tsx';
import { PanelPicker } from './panel-picker.tsx';

/** The dashboard at work: what can be added on the left, the grid in the middle, the chosen panel's editor on the right. */
export function EditLayer(props: BodyProps): JSX.Element {
  const { board, query, edit, set } = props;
  const [picks, setPicks] = useState(false);
  const [shelf, setShelf] = useState(false);
  const { dashboard } = board;
  const editPanel = Number(query.get('editPanel')?.replace(/^panel-/, ''));
  const panel = findPanel(dashboard, editPanel);
  const add = (model: Omit<PanelModel, 'id' | 'gridPos'>, opens = true): void => {
    let added = 0;
    edit.change(w.edit.steps.add(w.edit.kindOf(model.type)), (before) => {
      const { dashboard: after, id } = addPanel(before, model);
      added = id;
      return after;
    });
    setPicks(false);
    // The state is set by then: the new panel exists when the address names it.
    if (opens) queueMicrotask(() => set({ editPanel: String(added) }));
    requestAnimationFrame(() => document.querySelector(`[data-panel-id="${added}"]`)?.scrollIntoView({ block: 'nearest' }));
  };
  const copied = copiedPanel();
  useEffect(() => {
    if (!panel) props.asking(undefined);
  }, [panel === undefined]);
  return (
    <>
      <nav class="dash-palette" aria-label={w.edit.palette}>
        <PaletteButton icon="plus" label={w.edit.panel} on={picks} run={() => setPicks(!picks)} />
        <PaletteButton
          icon="minus"
          label={w.edit.row}
          run={() => add({ type: 'row', title: w.edit.newRow, collapsed: false, panels: [] }, false)}
        />
        {board.shell.panels.some(({ id }) => id === 'text') && (
          <PaletteButton
            icon="list"
            label={w.edit.text}
            run={() => add({ type: 'text', title: '', options: { mode: 'markdown', content: w.edit.newText } })}
          />
        )}
        <PaletteButton icon="blocks" label={w.library.palette} on={shelf} run={() => setShelf(true)} />
        {copied && <PaletteButton icon="copy" label={w.edit.paste} run={() => add(copied, false)} />}
        <span class="o-sp" />
        <PaletteButton icon="hash" label={w.edit.variables} run={() => set({ editview: 'variables' })} />
        <PaletteButton icon="message-square" label={w.edit.notes} run={() => set({ editview: 'annotations' })} />
        <PaletteButton icon="settings-2" label={w.edit.settings} run={() => set({ editview: 'settings' })} />
      </nav>
      {shelf && (
        <LibraryPicker
          onClose={() => setShelf(false)}
          onPick={(element) => {
            setShelf(false);
            const { id: _, gridPos: __, ...panel } = linked({ type: element.model.type }, element);
            add(panel, false);
          }}
        />
      )}
      {picks && <PanelPicker shell={board.shell} onClose={() => setPicks(false)} onPick={(type) => add(newPanel(type, w.edit.newPanel))} />}
      {(dashboard.panels?.length ?? 0) === 0 ? (
        <NotConfigured
          page
          icon="layout-dashboard"
          title={t.board.empty}
          text={t.board.emptyEditText}
          action={{ label: w.edit.addPanel, icon: 'plus', run: () => setPicks(true) }}
        />
      ) : (
        <EditGrid board={board} edit={edit} chosen={panel?.id} onChoose={(id) => set({ editPanel: String(id) })} />
      )}
      {panel && <PanelEditor key={panel.id} {...props} panel={panel} />}
    </>
  );
}

function PaletteButton({ icon, label, on, run }: { icon: string; label: string; on?: boolean; run: () => void }): JSX.Element {
  return (
    <button type="button" class={on ? 'o-on' : ''} aria-pressed={on} onClick={run}>
      <Icon name={icon} size="l" />
      <span>{label}</span>
    </button>
  );
}
