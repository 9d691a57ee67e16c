/** Rows, copies and the grid: which panels stand where, with rows opened and closed. */
import { compacted } from './grid.ts';
import type { Scope } from './lookup.ts';
import { repeatPanel, repeatValues } from './repeat.ts';
import type { GridPos, PanelModel } from './types.ts';
import type { Variables } from './variables.ts';

export interface Placed {
  /** `panel-3`, and `panel-3-clone-1` for its second copy: as addresses name it. */
  readonly key: string;
  readonly panel: PanelModel;
  readonly at: GridPos;
  /** Values that this copy has for itself. */
  readonly scope: Scope;
}
interface PlacedRow extends Placed {
  readonly open: boolean;
  readonly members: number;
}
export type Item = ({ readonly kind: 'panel' } & Placed) | ({ readonly kind: 'row' } & PlacedRow);

export const standard: GridPos = { x: 0, y: 0, w: 12, h: 9 };

/** `toggled` holds the keys of rows that the person turned to the opposite of what the dashboard says. */
export function layout(panels: readonly PanelModel[], toggled: ReadonlySet<string>, variables: Variables = new Map()): Item[] {
  const items: Item[] = [];
  let top = 0;
  for (const { row, members } of toSections(panels)) {
    const values = row ? repeatValues(row.panel.repeat, variables, {}) : [];
    const scopes: Scope[] = values.length > 0 ? values.map((value) => ({ [row?.panel.repeat as string]: value })) : [{}];
    scopes.forEach((scope, index) => {
      const copy = index === 0 ? '' : `-row-${index}`;
      if (row) {
        const key = keyOf(row.panel, row.index) + copy;
        const open = Boolean(row.panel.collapsed) === toggled.has(key);
        items.push({ kind: 'row', key, panel: row.panel, scope, at: { x: 0, y: top, w: 24, h: 1 }, open, members: members.length });
        top += 1;
        if (!open) return;
      }
      const placed = placeMembers(members, copy, scope, variables);
      for (const item of placed) items.push({ kind: 'panel', ...item, at: { ...item.at, y: top + item.at.y } });
      top += Math.max(0, ...placed.map(({ at }) => at.y + at.h));
    });
  }
  return items;
}

/** A panel and its copies move as one block, so that no neighbour comes between them. */
function placeMembers(members: readonly Member[], copy: string, scope: Scope, variables: Variables): Placed[] {
  const first = Math.min(...members.map(({ panel }) => (panel.gridPos ?? standard).y));
  const blocks = members.map(({ panel, index }) => {
    const at = panel.gridPos ?? standard;
    return { ...repeatPanel(panel, { ...at, y: at.y - first }, keyOf(panel, index) + copy, scope, variables), from: at.y };
  });
  const spread = blocks.map(({ at, copies, from }) => {
    // What lies below a block that grew goes down with its end.
    const pushed = blocks.filter((other) => from >= other.from + other.one).reduce((sum, other) => sum + other.at.h - other.one, 0);
    return { key: copies[0]?.key ?? '', at: { ...at, y: at.y + pushed }, copies };
  });
  return compacted(spread).flatMap(({ at, copies }) => copies.map((one) => ({ ...one, at: { ...one.at, y: at.y + one.at.y } })));
}

interface Member {
  readonly panel: PanelModel;
  readonly index: string;
}
interface Section {
  readonly row?: Member;
  readonly members: readonly Member[];
}

/** An open row's panels follow it in the list, a closed one holds its own. Saved copies of an old repeat are made anew. */
function toSections(panels: readonly PanelModel[]): Section[] {
  const ordered = panels
    .map((panel, index) => ({ panel, index: String(index) }))
    .filter(({ panel }) => !isSavedCopy(panel))
    .sort((a, b) => byPosition(a.panel, b.panel));
  const sections: { row?: Member; members: Member[] }[] = [{ members: [] }];
  for (const member of ordered) {
    if (member.panel.type === 'row') {
      const inside = (member.panel.panels ?? [])
        .map((panel, index) => ({ panel, index: `${member.index}.${index}` }))
        .filter(({ panel }) => !isSavedCopy(panel));
      sections.push({ row: member, members: inside.sort((a, b) => byPosition(a.panel, b.panel)) });
    } else sections.at(-1)?.members.push(member);
  }
  return sections.filter(({ row, members }) => row || members.length > 0);
}

function isSavedCopy({ repeatPanelId, repeatIteration, repeat }: PanelModel): boolean {
  return Boolean(repeatPanelId) || (Boolean(repeatIteration) && !repeat);
}

export function byPosition(a: PanelModel, b: PanelModel): number {
  const [left, right] = [a.gridPos ?? standard, b.gridPos ?? standard];
  return left.y - right.y || left.x - right.x;
}

function keyOf(panel: PanelModel, index: string): string {
  return panel.id === undefined ? `at-${index}` : `panel-${panel.id}`;
}
