/**
 * What each public entry of the SDK exports, read from the declarations that the compiler emits: the declaration as it stands there, and
 * the words its author put above it.
 */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseSync } from 'rolldown/utils';

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}
interface Parsed {
  readonly text: string;
  readonly body: readonly Node[];
  readonly comments: readonly { readonly type: string; readonly value: string; readonly start: number; readonly end: number }[];
}
export interface Export {
  readonly name: string;
  readonly kind: 'function' | 'class' | 'interface' | 'type' | 'const';
  /** On one line, comments left out. */
  readonly declaration: string;
  /** As it is written, comments inside kept. */
  readonly source: string;
  readonly doc: string;
}

const kinds: Readonly<Record<string, Export['kind']>> = {
  FunctionDeclaration: 'function',
  TSDeclareFunction: 'function',
  ClassDeclaration: 'class',
  TSInterfaceDeclaration: 'interface',
  TSTypeAliasDeclaration: 'type',
  VariableDeclaration: 'const',
};

export function createExtractor() {
  const files = new Map<string, Parsed>();
  function parsed(file: string): Parsed {
    let found = files.get(file);
    if (!found) {
      const text = readFileSync(file, 'utf8');
      const { program, comments } = parseSync(file, text);
      files.set(file, (found = { text, body: program.body as unknown as Node[], comments: comments as unknown as Parsed['comments'] }));
    }
    return found;
  }

  /** By name, sorted. */
  function exportsOf(file: string): Map<string, Export> {
    const found = new Map<string, Export>();
    collect(file, found, new Set());
    return new Map([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  function collect(file: string, found: Map<string, Export>, seen: Set<string>): void {
    if (seen.has(file)) return;
    seen.add(file);
    for (const node of parsed(file).body) {
      const from = (node.source as { value?: string } | null | undefined)?.value;
      if (node.type === 'ExportAllDeclaration' && from) {
        if (from.startsWith('.')) collect(resolve(file, from), found, seen);
      } else if (node.type === 'ExportNamedDeclaration') {
        if (node.declaration) for (const one of declared(file, node.declaration as Node, node)) merge(found, one.name, one);
        for (const specifier of (node.specifiers as Node[] | undefined) ?? []) {
          const name = nameOf(specifier.exported as Node);
          const one = lookUp(
            from?.startsWith('.') ? resolve(file, from) : file,
            nameOf(specifier.local as Node),
            from && !from.startsWith('.') ? from : undefined,
          );
          merge(found, name, { ...one, name });
        }
      }
    }
  }

  function merge(found: Map<string, Export>, name: string, one: Export): void {
    const before = found.get(name);
    if (before?.declaration === one.declaration) return;
    found.set(
      name,
      before ? { ...before, declaration: `${before.declaration} ${one.declaration}`, source: `${before.source}\n${one.source}` } : one,
    );
  }

  /** A name in a file, wherever it came from. */
  function lookUp(file: string, name: string, foreign?: string): Export {
    if (foreign) return { name, kind: 'type', declaration: `from ${foreign}`, source: `from ${foreign}`, doc: '' };
    const all = exportsOf(file).get(name);
    if (all) return all;
    for (const node of parsed(file).body) {
      for (const one of declared(file, node, node)) if (one.name === name) return one;
      const from = (node.source as { value?: string } | undefined)?.value;
      if (node.type !== 'ImportDeclaration' || !from) continue;
      for (const specifier of node.specifiers as Node[])
        if (nameOf(specifier.local as Node) === name)
          return from.startsWith('.')
            ? lookUp(resolve(file, from), nameOf((specifier.imported ?? specifier.local) as Node))
            : lookUp(file, name, from);
    }
    throw new Error(`${file} exports ${name}, and nobody declares it.`);
  }

  function declared(file: string, node: Node, outer: Node): Export[] {
    const kind = kinds[node.type];
    if (!kind) return [];
    const { text, comments } = parsed(file);
    const names =
      node.type === 'VariableDeclaration' ? (node.declarations as Node[]).map(({ id }) => nameOf(id as Node)) : [nameOf(node.id as Node)];
    const inside = comments.filter(({ start, end }) => start >= outer.start && end <= outer.end);
    const source = text.slice(outer.start, outer.end);
    const bare = inside.reduceRight((rest, { start, end }) => rest.slice(0, start - outer.start) + rest.slice(end - outer.start), source);
    const above = comments.filter(({ type, value, end }) => type === 'Block' && value.startsWith('*') && end <= outer.start).at(-1);
    const doc = above && text.slice(above.end, outer.start).trim() === '' ? wordsOf(above.value) : '';
    const declaration = bare
      .replace(/\s+/g, ' ')
      .replace(/^export (?:declare )?|^declare /, '')
      .trim();
    return names.map((name) => ({ name, kind, declaration, source, doc }));
  }
  return { exportsOf };
}

function nameOf(node: Node): string {
  return String(node.name ?? node.value);
}
function resolve(from: string, specifier: string): string {
  return join(dirname(from), specifier.replace(/\.(?:js|tsx?|jsx)$/, '.d.ts'));
}
function wordsOf(comment: string): string {
  return comment
    .replace(/^\*\s?/, '')
    .split('\n')
    .map((line) => line.replace(/^\s*\* ?/, ''))
    .join('\n')
    .trim();
}
