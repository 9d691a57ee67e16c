/** Rows and the grid: which panels stand where, with rows opened and closed. */
import type { GridPos, PanelModel } from './types.ts';

export interface Placed {
  readonly key: string;
  readonly panel: PanelModel;
  readonly at: GridPos;
}
export interface PlacedRow extends Placed {
  readonly open: boolean;
  readonly members: number;
}
export type Item = ({ readonly kind: 'panel' } & Placed) | ({ readonly kind: 'row' } & PlacedRow);

const standard: GridPos = { x: 0, y: 0, w: 12, h: 9 };

/** `toggled` holds the keys of rows that the person turned to the opposite of what the dashboard says. */
export function layout(panels: readonly PanelModel[], toggled: ReadonlySet<string>): Item[] {
  const sections = toSections(panels);
  const items: Item[] = [];
  let top = 0;
  for (const { row, members } of sections) {
    if (row) {
      const key = keyOf(row.panel, row.index);
      const open = Boolean(row.panel.collapsed) === toggled.has(key);
      items.push({ kind: 'row', key, panel: row.panel, at: { x: 0, y: top, w: 24, h: 1 }, open, members: members.length });
      top += 1;
      if (!open) continue;
    }
    const first = Math.min(...members.map(({ panel }) => (panel.gridPos ?? standard).y));
    let bottom = top;
    for (const { panel, index } of members) {
      const at = panel.gridPos ?? standard;
      const placed = { ...at, y: top + at.y - first };
      bottom = Math.max(bottom, placed.y + placed.h);
      items.push({ kind: 'panel', key: keyOf(panel, index), panel, at: placed });
    }
    top = bottom;
  }
  return items;
}

interface Member {
  readonly panel: PanelModel;
  readonly index: string;
}
interface Section {
  readonly row?: Member;
  readonly members: readonly Member[];
}

/** An open row's panels follow it in the list, a closed one holds its own. */
function toSections(panels: readonly PanelModel[]): Section[] {
  const ordered = panels.map((panel, index) => ({ panel, index: String(index) })).sort((a, b) => byPosition(a.panel, b.panel));
  const sections: { row?: Member; members: Member[] }[] = [{ members: [] }];
  for (const member of ordered) {
    if (member.panel.type === 'row') {
      const inside = (member.panel.panels ?? []).map((panel, index) => ({ panel, index: `${member.index}.${index}` }));
      sections.push({ row: member, members: inside.sort((a, b) => byPosition(a.panel, b.panel)) });
    } else sections.at(-1)?.members.push(member);
  }
  return sections.filter(({ row, members }) => row || members.length > 0);
}

function byPosition(a: PanelModel, b: PanelModel): number {
  const [left, right] = [a.gridPos ?? standard, b.gridPos ?? standard];
  return left.y - right.y || left.x - right.x;
}

function keyOf(panel: PanelModel, index: string): string {
  return panel.id === undefined ? `at-${index}` : `panel-${panel.id}`;
}
