import { Icon, IconButton, Menu } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { useMemo, useRef, useState } from 'preact/hooks';
import { findPanel, onGrid, removeRow, toggleRow, updatePanel, withPlaces } from '../../model/edit.ts';
import { moved, type OnGrid } from '../../model/grid.ts';
import type { GridPos, PanelModel } from '../../model/types.ts';
import { t } from '../../text/index.ts';
import { w } from '../../text/work/index.ts';
import type { Board } from '../board/context.ts';
import { PanelCell } from '../panel/panel-cell.tsx';
import type { EditParts } from './parts.ts';

/** Height of a grid row and its gap, in CSS px. */
const step = 38;

interface Held {
  readonly key: string;
  readonly at: GridPos;
  readonly by: 'pointer' | 'keyboard';
}

/** The grid while it is edited: panels are moved and sized by pointer, or picked up with Space and moved with arrows. */
export function EditGrid({
  board,
  edit,
  chosen,
  onChoose,
}: {
  board: Board;
  edit: EditParts;
  chosen: number | undefined;
  onChoose: (id: number) => void;
}): JSX.Element {
  const { dashboard } = board;
  const grid = useRef<HTMLDivElement>(null);
  const [held, setHeld] = useState<Held>();
  const [said, setSaid] = useState('');
  const items = useMemo(() => onGrid(dashboard), [dashboard.panels]);
  const shown = held ? moved(items, held.key, held.at) : items;
  const columnStep = (): number => ((grid.current?.clientWidth ?? 1200) + 8) / 24;

  const drop = (last: Held | undefined): void => {
    setHeld(undefined);
    const before = items.find(({ key }) => key === last?.key);
    if (!last || !before) return;
    const sized = last.at.w !== before.at.w || last.at.h !== before.at.h;
    const name = before.panel.title || t.panel.untitled;
    edit.change(sized ? w.edit.steps.size(name) : w.edit.steps.move(name), (current) => {
      const places = moved(onGrid(current), last.key, last.at);
      const after = withPlaces(current, places);
      return JSON.stringify(after.panels) === JSON.stringify(current.panels) ? current : after;
    });
  };

  /** Follows the pointer until it is let go; Escape puts everything back. */
  const grab = (event: PointerEvent, item: OnGrid, sizes: boolean): void => {
    if (event.button !== 0) return;
    event.preventDefault();
    const handle = event.currentTarget as HTMLElement;
    handle.setPointerCapture(event.pointerId);
    const start = { x: event.clientX, y: event.clientY };
    const leaving = new AbortController();
    let last: Held | undefined;
    const follow = (now: PointerEvent): void => {
      const right = Math.round((now.clientX - start.x) / columnStep());
      const down = Math.round((now.clientY - start.y) / step);
      const { x, y, w, h } = item.at;
      const at = sizes
        ? { x, y, w: Math.max(1, Math.min(w + right, 24 - x)), h: Math.max(2, h + down) }
        : { x: x + right, y: Math.max(0, y + down), w, h };
      if (last && JSON.stringify(last.at) === JSON.stringify(at)) return;
      last = { key: item.key, at, by: 'pointer' };
      setHeld(last);
    };
    const end = (takes: boolean): void => {
      leaving.abort();
      if (takes) drop(last);
      else setHeld(undefined);
    };
    const { signal } = leaving;
    handle.addEventListener('pointermove', follow, { signal });
    handle.addEventListener('pointerup', () => end(true), { signal });
    handle.addEventListener('pointercancel', () => end(false), { signal });
    addEventListener('keydown', (key) => key.key === 'Escape' && (key.stopPropagation(), end(false)), { signal, capture: true });
  };

  const keys = (event: KeyboardEvent, item: OnGrid & { panel: PanelModel }): void => {
    const name = item.panel.title || t.panel.untitled;
    const mine = held?.key === item.key ? held : undefined;
    if (!mine) {
      if (event.key !== ' ') return;
      event.preventDefault();
      setHeld({ key: item.key, at: item.at, by: 'keyboard' });
      setSaid(w.edit.pickedUp(name));
      return;
    }
    if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      setHeld(undefined);
      setSaid(w.edit.putBack(name));
    } else if (event.key === ' ' || event.key === 'Enter') {
      event.preventDefault();
      drop(mine);
      setSaid(w.edit.dropped(name));
    } else {
      const by = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
      if (!by) return;
      event.preventDefault();
      event.stopPropagation();
      const [right = 0, down = 0] = by;
      const { x, y, w: wide, h } = mine.at;
      const at = event.shiftKey
        ? { x, y, w: Math.max(1, Math.min(24 - x, wide + right)), h: Math.max(2, h + down) }
        : { x: Math.max(0, Math.min(24 - wide, x + right)), y: Math.max(0, y + down), w: wide, h };
      setHeld({ ...mine, at });
      setSaid(w.edit.place(name, at.x + 1, at.y + 1, at.w, at.h));
    }
  };

  return (
    <>
      <div class="dash-grid dash-edit-grid" ref={grid}>
        {shown.map((item) => {
          const { x, y, w: wide, h } = item.at;
          const place = { gridColumn: `${x + 1} / span ${wide}`, gridRow: `${y + 1} / span ${h}` };
          const isHeld = held?.key === item.key;
          const grip = (
            <button
              type="button"
              class="dash-grip"
              aria-label={w.edit.grip(item.panel.title || t.panel.untitled)}
              title={w.edit.gripHint}
              aria-pressed={isHeld}
              onPointerDown={(event) => grab(event, item, false)}
              onKeyDown={(event) => keys(event, item)}
              onBlur={() => held?.by === 'keyboard' && isHeld && drop(held)}
            >
              <Icon name="grip-vertical" size="s" />
            </button>
          );
          if (item.panel.type === 'row')
            return <EditRow key={item.key} panel={item.panel} place={place} grip={grip} edit={edit} held={isHeld} />;
          const { id } = item.panel;
          return (
            <div
              key={item.key}
              class={`dash-cell dash-edit-cell ${isHeld ? 'dash-held' : ''} ${id !== undefined && id === chosen ? 'dash-chosen' : ''}`}
              style={place}
            >
              <PanelCell item={{ key: item.key, panel: item.panel, at: item.at, scope: {} }} />
              {grip}
              {item.panel.repeat && <span class="dash-repeats">{w.edit.repeats(item.panel.repeat)}</span>}
              {id !== undefined && id !== chosen && (
                <button
                  type="button"
                  class="dash-choose"
                  aria-label={w.edit.choose(item.panel.title || t.panel.untitled)}
                  onClick={() => onChoose(id)}
                />
              )}
              {isHeld && <span class="dash-where">{w.edit.where(x + 1, y + 1, wide, h)}</span>}
              <span class="dash-resize" aria-hidden="true" onPointerDown={(event) => grab(event, item, true)} />
            </div>
          );
        })}
      </div>
      <span class="o-vh" aria-live="assertive">
        {said}
      </span>
    </>
  );
}

function EditRow({
  panel,
  place,
  grip,
  edit,
  held,
}: {
  panel: PanelModel;
  place: Readonly<Record<string, string>>;
  grip: JSX.Element;
  edit: EditParts;
  held: boolean;
}): JSX.Element {
  const id = panel.id ?? -1;
  const name = panel.title || t.board.row;
  return (
    <div class={`dash-edit-row ${held ? 'dash-held' : ''}`} style={place}>
      <IconButton
        icon={panel.collapsed ? 'chevron-right' : 'chevron-down'}
        size="sm"
        label={panel.collapsed ? w.edit.openRow(name) : w.edit.closeRow(name)}
        onClick={() => edit.change(w.edit.steps.toggle(name), (before) => toggleRow(before, id))}
      />
      <input
        aria-label={w.edit.rowTitle}
        value={panel.title ?? ''}
        onInput={(event) => {
          const title = event.currentTarget.value;
          edit.change(
            w.edit.steps.rename(name),
            (before) => (findPanel(before, id) ? updatePanel(before, id, (row) => ({ ...row, title })) : before),
            `title-${id}`,
          );
        }}
      />
      {panel.collapsed && <small>{t.board.panels(panel.panels?.length ?? 0)}</small>}
      <span class="o-sp" />
      <Menu
        label={w.edit.rowMenu(name)}
        class="o-btn o-ghost o-ico o-sm"
        items={[
          {
            label: w.edit.removeRow,
            icon: 'minus',
            run: () => edit.change(w.edit.steps.remove(name), (before) => removeRow(before, id, false)),
          },
          {
            label: w.edit.removeRowAndPanels,
            icon: 'trash-2',
            danger: true,
            run: () => edit.change(w.edit.steps.remove(name), (before) => removeRow(before, id, true)),
          },
        ]}
      >
        <Icon name="ellipsis" size="s" />
      </Menu>
      {grip}
    </div>
  );
}
