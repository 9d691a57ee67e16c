/** From tags and texts to a tree that closes what was left open, as browsers do. */
import { voidTags } from './allowed.ts';
import type { Piece } from './read.ts';

export interface TextElement {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: TextNode[];
}
export type TextNode = TextElement | string;

const deepest = 60;
const most = 20_000;
/** Opening the one ends those that are open, up to the nearest of its kind of container. */
const endedBy: Readonly<Record<string, { readonly ends: readonly string[]; readonly within: readonly string[] }>> = {
  li: { ends: ['li', 'p'], within: ['ul', 'ol'] },
  dt: { ends: ['dt', 'dd', 'p'], within: ['dl'] },
  dd: { ends: ['dt', 'dd', 'p'], within: ['dl'] },
  tr: { ends: ['tr', 'td', 'th', 'p', 'caption', 'colgroup'], within: ['table'] },
  td: { ends: ['td', 'th', 'p'], within: ['table', 'tr'] },
  th: { ends: ['td', 'th', 'p'], within: ['table', 'tr'] },
  tbody: { ends: ['thead', 'tbody', 'tr', 'td', 'th', 'caption', 'colgroup'], within: ['table'] },
  tfoot: { ends: ['thead', 'tbody', 'tr', 'td', 'th'], within: ['table'] },
};
const blocks =
  'address article aside blockquote center details div dl fieldset figure footer h1 h2 h3 h4 h5 h6 header hr main nav ol p pre section table ul';
for (const tag of blocks.split(' '))
  (endedBy as Record<string, unknown>)[tag] ??= {
    ends: ['p'],
    within: ['div', 'td', 'th', 'li', 'blockquote', 'table', 'details', 'section'],
  };

export function treeOf(pieces: Iterable<Piece>): TextNode[] {
  const root: TextElement = { tag: '', attributes: {}, children: [] };
  const open: TextElement[] = [root];
  let count = 0;
  for (const piece of pieces) {
    if (++count > most) break;
    const top = open.at(-1)!;
    if (piece.type === 'text') {
      if (piece.text !== '') top.children.push(piece.text);
    } else if (piece.type === 'close') {
      const at = open.findLastIndex(({ tag }) => tag === piece.tag);
      if (at > 0) open.length = at;
    } else {
      const { ends, within } = endedBy[piece.tag] ?? { ends: [], within: [] };
      if (ends.length > 0) closeEnded(open, ends, within);
      const element: TextElement = { tag: piece.tag, attributes: piece.attributes, children: [] };
      open.at(-1)!.children.push(element);
      if (!voidTags.has(piece.tag) && open.length <= deepest) open.push(element);
    }
  }
  return root.children;
}

function closeEnded(open: TextElement[], ends: readonly string[], within: readonly string[]): void {
  for (let at = open.length - 1; at > 0; at--) {
    const { tag } = open[at]!;
    if (within.includes(tag) && !ends.includes(tag)) return;
    if (ends.includes(tag)) {
      open.length = at;
      return closeEnded(open, ends, within);
    }
  }
}
