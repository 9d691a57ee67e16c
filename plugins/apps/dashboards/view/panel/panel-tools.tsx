import { Icon, IconButton, Menu, type MenuItem } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import type { Placed } from '../../model/layout.ts';
import { t } from '../../text/index.ts';
import { type PanelAction, useBoard } from '../board/context.ts';

/** The buttons of a panel, shown on hover and on focus; its menu says the keys. */
export function PanelTools({ item, title }: { item: Placed; title: string }): JSX.Element {
  const { act, canEdit, editing } = useBoard();
  const one = (action: PanelAction, icon: string, keys?: string, danger = false): MenuItem => ({
    label: t.panel.actions[action],
    icon,
    ...(keys && { keys }),
    ...(danger && { danger }),
    run: () => act(action, item.key),
  });
  const shares = item.panel.id !== undefined && !item.panel.libraryPanel;
  const changes: MenuItem[] = canEdit
    ? [one('duplicate', 'copy', 'p d'), ...(shares ? [one('library', 'share-2')] : []), one('remove', 'trash-2', 'p r', true)]
    : [];
  const items: (MenuItem | 'divider')[] = [
    one('view', 'maximize-2', 'v'),
    ...(canEdit ? [one('edit', 'pencil', 'e')] : []),
    one('inspect', 'scan-search', 'i'),
    one('export', 'download'),
    one('share', 'share-2', 'p s'),
    'divider',
    one('copy', 'copy', 'p c'),
    ...changes,
  ];
  return (
    <>
      {!editing && <IconButton icon="maximize-2" size="sm" label={t.panel.actions.view} onClick={() => act('view', item.key)} />}
      {canEdit && <IconButton icon="pencil" size="sm" label={t.panel.actions.edit} onClick={() => act('edit', item.key)} />}
      {!editing && <IconButton icon="scan-search" size="sm" label={t.panel.actions.inspect} onClick={() => act('inspect', item.key)} />}
      <Menu label={t.panel.menu(title)} class="o-btn o-ghost o-ico o-sm" items={items}>
        <Icon name="ellipsis" size="s" />
      </Menu>
    </>
  );
}
