import { interpolate } from '@orrery/plugin-sdk/data';
import { Icon } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import type { Item } from '../../model/layout.ts';
import { t } from '../../text/index.ts';
import { PanelCell } from '../panel/panel-cell.tsx';
import { useBoard } from './context.ts';

/** 24 columns of equal width, rows of 30 px, gaps of 8: the geometry that saved dashboards are made for. */
export function Grid({
  items,
  eager,
  onToggle,
}: {
  items: readonly Item[];
  eager: (item: Item) => boolean;
  onToggle: (key: string) => void;
}): JSX.Element {
  const board = useBoard();
  return (
    <div class="dash-grid">
      {items.map((item) => {
        const { x, y, w, h } = item.at;
        const place = { gridColumn: `${x + 1} / span ${w}`, gridRow: `${y + 1} / span ${h}` };
        if (item.kind === 'panel') {
          return (
            <div class="dash-cell" key={item.key} style={place}>
              <PanelCell item={item} eager={eager(item)} />
            </div>
          );
        }
        return (
          <button type="button" class="dash-row" key={item.key} style={place} aria-expanded={item.open} onClick={() => onToggle(item.key)}>
            <Icon name={item.open ? 'chevron-down' : 'chevron-right'} size="s" />
            <span>{interpolate(item.panel.title || t.board.row, board.lookup(item.scope), 'text')}</span>
            {!item.open && <small>{t.board.panels(item.members)}</small>}
          </button>
        );
      })}
    </div>
  );
}
