/** All folders of an organisation as a tree. Pure. A folder whose parent is gone counts as one at the root. */
import type { Row } from '@orrery/plugin-sdk';

export interface Tree {
  get(uid: string): Row | undefined;
  readonly all: readonly Row[];
  /** From the root down, without the folder itself. */
  parents(uid: string): readonly Row[];
  /** Every folder below, nearest first. */
  below(uid: string): readonly Row[];
  /** How many folders lie on the longest way down, the folder itself included. */
  height(uid: string): number;
}

export function treeOf(rows: readonly Row[]): Tree {
  const byUid = new Map(rows.map((row) => [row.uid as string, row]));
  const children = new Map<string, Row[]>();
  for (const row of rows) {
    const siblings = children.get(row.parentUid as string) ?? [];
    siblings.push(row);
    children.set(row.parentUid as string, siblings);
  }

  function parents(uid: string): Row[] {
    const chain: Row[] = [];
    const seen = new Set([uid]);
    for (let at = byUid.get(uid); at?.parentUid; ) {
      at = byUid.get(at.parentUid as string);
      if (!at || seen.has(at.uid as string)) break;
      seen.add(at.uid as string);
      chain.unshift(at);
    }
    return chain;
  }

  function levels(uid: string): Row[][] {
    const found: Row[][] = [];
    const seen = new Set([uid]);
    for (let level = children.get(uid) ?? []; level.length > 0; ) {
      const fresh = level.filter((row) => !seen.has(row.uid as string));
      for (const row of fresh) seen.add(row.uid as string);
      if (fresh.length > 0) found.push(fresh);
      level = fresh.flatMap((row) => children.get(row.uid as string) ?? []);
    }
    return found;
  }

  return {
    get: (uid) => byUid.get(uid),
    all: rows,
    parents,
    below: (uid) => levels(uid).flat(),
    height: (uid) => levels(uid).length + 1,
  };
}
