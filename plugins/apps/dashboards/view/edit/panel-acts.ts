import type { Shell } from '@orrery/plugin-sdk/ui';
import { duplicatePanel, removePanel } from '../../model/edit.ts';
import type { PanelModel } from '../../model/types.ts';
import { t } from '../../text/index.ts';
import { w } from '../../text/work/index.ts';
import type { EditParts } from './parts.ts';

const key = 'orrery.dashboards.panel';

/** What a panel's menu changes. A removed panel can be had back by undo. */
export async function actOnPanel(
  action: 'duplicate' | 'copy' | 'remove',
  panel: PanelModel,
  change: EditParts['change'],
  shell: Shell,
): Promise<void> {
  const { id } = panel;
  const name = panel.title || t.panel.untitled;
  if (action === 'copy') {
    const { id: _, gridPos: __, ...rest } = panel;
    localStorage.setItem(key, JSON.stringify(rest));
    shell.toast({ kind: 'ok', text: t.panel.copied });
  } else if (id === undefined) return;
  else if (action === 'duplicate') change(w.edit.steps.duplicate(name), (before) => duplicatePanel(before, id)?.dashboard ?? before);
  else change(w.edit.steps.remove(name), (before) => removePanel(before, id));
}

export function copiedPanel(): Omit<PanelModel, 'id' | 'gridPos'> | undefined {
  try {
    const panel: unknown = JSON.parse(localStorage.getItem(key) ?? 'null');
    return typeof panel === 'object' && panel !== null && 'type' in panel ? (panel as PanelModel) : undefined;
  } catch {
    return;
  }
}
