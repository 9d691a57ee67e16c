/** A source file as a tree, for rules that look at code and for the lines that findings name. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync } from 'rolldown/utils';

export interface Node {
  readonly type: string;
  readonly start: number;
  readonly [key: string]: unknown;
}
export interface Source {
  readonly file: string;
  readonly text: string;
  readonly program: Node;
  lineAt(offset: number): number;
}

export function readSource(folder: string, file: string): Source {
  const text = readFileSync(join(folder, file), 'utf8');
  return {
    file,
    text,
    program: parseSync(file, text).program as unknown as Node,
    lineAt: (offset) => text.slice(0, offset).split('\n').length,
  };
}

/** Every node below, each with the one above it. */
export function walk(node: Node, visit: (node: Node, parent: Node | undefined) => void, parent?: Node): void {
  visit(node, parent);
  for (const [key, value] of Object.entries(node)) {
    if (key === 'parent') continue;
    for (const child of Array.isArray(value) ? value : [value]) {
      if (typeof child === 'object' && child !== null && typeof (child as Node).type === 'string') walk(child as Node, visit, node);
    }
  }
}

export function keyOf(property: Node): string | undefined {
  const key = property.key as Node | undefined;
  if (key?.type === 'Identifier') return key.name as string;
  return key?.type === 'Literal' ? String(key.value) : undefined;
}

/** The line on which the manifest says `orrery.contributes.panel`: as deep as its source goes by object literals. */
export function lineOfPath(source: Source, path: readonly (string | number)[]): number | undefined {
  let root: Node | undefined;
  walk(source.program, (node) => {
    if (!root && node.type === 'CallExpression' && (node.callee as Node).name === 'defineManifest') root = (node.arguments as Node[])[0];
  });
  let at = root;
  let line: number | undefined = root && source.lineAt(root.start);
  for (const part of path) {
    const found: Node | undefined =
      at?.type === 'ObjectExpression'
        ? (at.properties as Node[]).find((property) => keyOf(property) === String(part))
        : at?.type === 'ArrayExpression'
          ? ((at.elements as Node[])[Number(part)] ?? undefined)
          : undefined;
    if (!found) break;
    line = source.lineAt(found.start);
    at = (found.type === 'Property' ? found.value : found) as Node;
  }
  return line;
}

/** Names of the object that a module exports under this name; undefined where that is no object literal. */
export function exportedKeys(source: Source, name: string): readonly string[] | undefined {
  let keys: string[] | undefined;
  walk(source.program, (node, parent) => {
    if (node.type !== 'VariableDeclarator' || (node.id as Node).name !== name || parent?.type !== 'VariableDeclaration') return;
    let init = node.init as Node | undefined;
    while (init?.type === 'TSAsExpression' || init?.type === 'TSSatisfiesExpression') init = init.expression as Node;
    if (init?.type !== 'ObjectExpression') return;
    const properties = init.properties as Node[];
    if (properties.every((property) => property.type === 'Property')) keys = properties.flatMap((property) => keyOf(property) ?? []);
  });
  return keys;
}
