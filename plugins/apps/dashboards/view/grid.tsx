import { interpolate, type Lookup } from '@orrery/plugin-sdk/data/interpolate';
import { Icon } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import type { Item } from '../model/layout.ts';
import type { PanelModel } from '../model/types.ts';

/** 24 columns of equal width, rows of 30 px, gaps of 8: the geometry that saved dashboards are made for. */
export function Grid({
  items,
  lookup,
  onToggle,
  children,
}: {
  items: readonly Item[];
  lookup: Lookup;
  onToggle: (key: string) => void;
  children: (panel: PanelModel) => JSX.Element;
}): JSX.Element {
  return (
    <div class="dash-grid">
      {items.map((item) => {
        const { x, y, w, h } = item.at;
        const place = { gridColumn: `${x + 1} / span ${w}`, gridRow: `${y + 1} / span ${h}` };
        if (item.kind === 'panel') {
          return (
            <div class="dash-cell" key={item.key} style={place}>
              {children(item.panel)}
            </div>
          );
        }
        return (
          <button type="button" class="dash-row" key={item.key} style={place} aria-expanded={item.open} onClick={() => onToggle(item.key)}>
            <Icon name={item.open ? 'chevron-down' : 'chevron-right'} size="s" />
            <span>{interpolate(item.panel.title ?? 'Row', lookup, 'text')}</span>
            {!item.open && <small>{item.members === 1 ? '1 panel' : `${item.members} panels`}</small>}
          </button>
        );
      })}
    </div>
  );
}
