/**
 * Flowcharts as Mermaid writes them: `graph LR`, nodes `id[text]`, `id(text)`, `id{text}`, `id((text))`, `id[(text)]`, edges `-->`, `---`,
 * `-.->`, `==>` with `|text|` or `-- text -->`, `&` for several, `subgraph name ... end`, `%%` comments. Styles, classes and clicks are
 * read over. Pure; an error names its line.
 */
export type Shape = 'box' | 'round' | 'circle' | 'diamond' | 'store';
export interface Node {
  readonly id: string;
  text: string;
  shape: Shape;
  group?: string;
}
export interface Edge {
  readonly from: string;
  readonly to: string;
  readonly text: string;
  readonly line: 'solid' | 'dotted' | 'thick';
  readonly arrow: boolean;
}
export interface Diagram {
  readonly direction: 'TB' | 'BT' | 'LR' | 'RL';
  readonly nodes: readonly Node[];
  readonly edges: readonly Edge[];
  readonly groups: readonly { readonly id: string; readonly text: string; readonly parent?: string }[];
}
export type Parsed = { readonly ok: true; readonly value: Diagram } | { readonly ok: false; readonly line: number; readonly found: string };

const shapes: readonly (readonly [open: string, close: string, shape: Shape])[] = [
  ['[(', ')]', 'store'],
  ['((', '))', 'circle'],
  ['([', '])', 'round'],
  ['{{', '}}', 'diamond'],
  ['[[', ']]', 'box'],
  ['[', ']', 'box'],
  ['(', ')', 'round'],
  ['{', '}', 'diamond'],
  ['>', ']', 'box'],
];
const readOver = /^(style|classDef|class|click|linkStyle|direction|accTitle|accDescr)\b/;
const arrow = /^\s*(?:(<?)(-->|---|-\.->|-\.-|==>|===)\s*(?:\|([^|]*)\|)?|(--|-\.|==)\s+(.+?)\s+(-->|---|\.->|\.-|==>|===))\s*/;
const mostNodes = 500;

export function parseDiagram(text: string): Parsed {
  const nodes = new Map<string, Node>();
  const edges: Edge[] = [];
  const groups: { id: string; text: string; parent?: string }[] = [];
  const inside: string[] = [];
  let direction: Diagram['direction'] = 'TB';

  const lines = text
    .split(/\r?\n/)
    .flatMap((line, index) => line.split(';').map((part) => ({ part: part.replace(/%%.*/, '').trim(), number: index + 1 })));
  for (const { part, number } of lines) {
    const wrong = (found: string): Parsed => ({ ok: false, line: number, found: found.slice(0, 60) });
    if (part === '' || readOver.test(part)) continue;
    const head = /^(?:graph|flowchart)\s*(TB|TD|BT|LR|RL)?$/.exec(part);
    if (head) {
      direction = head[1] === 'TD' ? 'TB' : ((head[1] as Diagram['direction'] | undefined) ?? 'TB');
      continue;
    }
    const group = /^subgraph\s+([\w-]+)?\s*(?:\[(.+)\]|(.+))?$/.exec(part);
    if (group) {
      const id = group[1] ?? `group ${groups.length + 1}`;
      groups.push({
        id,
        text: unquoted(group[2] ?? (group[3] ? `${group[1] ?? ''} ${group[3]}`.trim() : id)),
        ...(inside.length > 0 && { parent: inside.at(-1) as string }),
      });
      inside.push(id);
      continue;
    }
    if (part === 'end') {
      if (inside.pop() === undefined) return wrong(part);
      continue;
    }
    let rest = part;
    let before: readonly string[] | undefined;
    let link: Omit<Edge, 'from' | 'to'> | undefined;
    while (rest !== '') {
      const here = readNodes(rest, nodes, inside.at(-1));
      if (!here) return wrong(rest);
      if (nodes.size > mostNodes) return wrong(`${mostNodes + 1} nodes`);
      for (const from of link ? (before ?? []) : [])
        for (const to of here.ids) edges.push({ from, to, ...(link as Omit<Edge, 'from' | 'to'>) });
      ({ rest } = here);
      before = here.ids;
      link = undefined;
      if (rest === '') break;
      const found = arrow.exec(rest);
      if (!found) return wrong(rest);
      const [all, , plain, label, begun, spoken, closed] = found;
      const style = plain ?? `${begun}${closed}`;
      link = {
        text: unquoted(label ?? spoken ?? ''),
        line: style.includes('=') ? 'thick' : style.includes('.') ? 'dotted' : 'solid',
        arrow: style.endsWith('>'),
      };
      rest = rest.slice(all.length);
      if (rest === '') return wrong(part);
    }
  }
  return { ok: true, value: { direction, nodes: [...nodes.values()], edges, groups } };
}

/** `a[One] & b`, and what follows. */
function readNodes(text: string, nodes: Map<string, Node>, group: string | undefined): { ids: string[]; rest: string } | undefined {
  const ids: string[] = [];
  let rest = text;
  for (;;) {
    const id = /^[\p{L}\p{N}_](?:[\p{L}\p{N}_.:/]|-(?![-.>]))*/u.exec(rest)?.[0];
    if (!id) return undefined;
    rest = rest.slice(id.length);
    const node = nodes.get(id) ?? { id, text: id, shape: 'box' as Shape };
    if (group !== undefined && node.group === undefined) node.group = group;
    nodes.set(id, node);
    const shape = shapes.find(([open, close]) => rest.startsWith(open) && rest.includes(close, open.length));
    if (shape) {
      const [open, close, kind] = shape;
      const end = rest.startsWith(`${open}"`) ? rest.indexOf(`"${close}`, open.length + 1) + 1 : rest.indexOf(close, open.length);
      if (end <= 0) return undefined;
      Object.assign(node, { text: unquoted(rest.slice(open.length, end)), shape: kind });
      rest = rest.slice(end + close.length);
    }
    rest = rest.replace(/^:::[\w-]+/, '').trimStart();
    ids.push(id);
    if (!rest.startsWith('&')) return { ids, rest };
    rest = rest.slice(1).trimStart();
  }
}

function unquoted(text: string): string {
  return text
    .trim()
    .replace(/^"(.*)"$/s, '$1')
    .replaceAll(/<br\s*\/?>/gi, '\n');
}
