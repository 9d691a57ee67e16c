/** PromQL text to the builder's model, or the reason why it has to stay text. */
import { parser } from '@prometheus-io/lezer-promql';
import type { SyntaxNode } from '@lezer/common';
import type { Base, Grouping, Matcher, Matching, MatchOperator, Operation, VisualQuery } from './model.ts';
import { emptyQuery } from './model.ts';
import { print } from './print.ts';
import { normalised, piecesOf, standIn } from './variables.ts';

export type Opened = { readonly ok: true; readonly query: VisualQuery } | { readonly ok: false; readonly reason: Reason };
/** Said in the reader's language by the editor. */
export type Reason =
  | { readonly code: 'syntax'; readonly at: number; readonly near: string }
  | { readonly code: 'comment' }
  | { readonly code: 'unknown'; readonly what: string }
  /** It would come back written otherwise. */
  | { readonly code: 'changed'; readonly printed: string };

export function openInBuilder(written: string): Opened {
  if (written.trim() === '') return { ok: true, query: emptyQuery };
  if (piecesOf(written).some(({ piece, quoted }) => !quoted && piece.includes('#'))) return { ok: false, reason: { code: 'comment' } };
  const { text, restore } = standIn(written);
  const tree = parser.parse(text);
  let broken: { from: number } | undefined;
  tree.iterate({
    enter: ({ type, from }) => {
      if (type.isError) broken ??= { from };
    },
  });
  const top = tree.topNode.firstChild;
  if (broken || !top || top.nextSibling) {
    const at = broken?.from ?? top?.to ?? 0;
    return { ok: false, reason: { code: 'syntax', at, near: restore(text.slice(at, at + 20)) } };
  }
  try {
    const query = new TreeReader(text, restore).query(top);
    const printed = print(query);
    return normalised(printed) === normalised(written) ? { ok: true, query } : { ok: false, reason: { code: 'changed', printed } };
  } catch (error) {
    if (error instanceof Unknown) return { ok: false, reason: { code: 'unknown', what: error.message } };
    throw error;
  }
}

class Unknown extends Error {}

class TreeReader {
  private readonly source: string;
  private readonly restore: (piece: string) => string;
  constructor(source: string, restore: (piece: string) => string) {
    this.source = source;
    this.restore = restore;
  }

  query(node: SyntaxNode): VisualQuery {
    switch (node.name) {
      case 'VectorSelector':
        return begin(this.selector(node));
      case 'NumberDurationLiteral':
      case 'StringLiteral':
        return begin({ kind: 'text', text: this.read(node.from, node.to) });
      case 'FunctionCall':
        return this.call(node);
      case 'AggregateExpr':
        return this.aggregate(node);
      case 'BinaryExpr':
        return this.binary(node);
      case 'ParenExpr':
        return then(this.query(only(node)), { kind: 'parens' });
      case 'UnaryExpr': {
        const sign = node.getChild('UnaryOp');
        return then(this.query(last(node)), { kind: 'unary', sign: sign ? this.read(sign.from, sign.to) : '-' });
      }
      case 'MatrixSelector':
      case 'SubqueryExpr': {
        const inner = only(node);
        // What stands between the brackets, as written.
        const [window = '', step] = this.read(inner.to, node.to)
          .trim()
          .replace(/^\[|\]$/g, '')
          .split(':');
        return then(this.query(inner), { kind: 'range', window: window.trim(), ...(step !== undefined && { step: step.trim() }) });
      }
      case 'OffsetExpr': {
        const word = node.getChild('Offset');
        if (!word) throw new Unknown('offset');
        return then(this.query(only(node)), { kind: 'offset', by: this.read(word.to, node.to).trim() });
      }
      case 'StepInvariantExpr': {
        const word = node.getChild('At');
        if (!word) throw new Unknown('@');
        return then(this.query(only(node)), { kind: 'at', time: this.read(word.to, node.to).trim() });
      }
      default:
        throw new Unknown(this.read(node.from, node.to).slice(0, 40));
    }
  }

  private selector(node: SyntaxNode): Base {
    const name = node.getChild('Identifier');
    const braces = node.getChild('LabelMatchers');
    const matchers = childrenOf(braces).map((child) => this.matcher(child));
    return {
      kind: 'selector',
      metric: name ? this.read(name.from, name.to) : '',
      matchers,
      ...(braces && matchers.length === 0 && { braces: true }),
    };
  }
  private matcher(node: SyntaxNode): Matcher {
    const [label, operator, value] = childrenOf(node);
    if (!label || !operator || !value) throw new Unknown(this.read(node.from, node.to));
    const raw = this.read(value.from, value.to);
    const quote = raw[0] as '"' | "'" | '`';
    return {
      label: this.read(label.from, label.to),
      operator: this.read(operator.from, operator.to) as MatchOperator,
      value: quote === '`' ? raw.slice(1, -1) : unescaped(raw.slice(1, -1)),
      ...(quote !== '"' && { quote }),
    };
  }

  private call(node: SyntaxNode): VisualQuery {
    const name = node.getChild('FunctionIdentifier');
    const body = node.getChild('FunctionCallBody');
    if (!name || !body) throw new Unknown(this.read(node.from, node.to).slice(0, 40));
    const args = childrenOf(body).map((child) => this.query(child));
    const spine = args.findIndex(({ base, operations }) => base.kind !== 'text' || operations.length > 0);
    const called = this.read(name.from, name.to);
    const main = args[spine];
    if (!main || handedNothing.has(called)) return begin({ kind: 'call', name: called, args });
    return then(main, { kind: 'function', name: called, before: args.slice(0, spine), after: args.slice(spine + 1) });
  }

  private aggregate(node: SyntaxNode): VisualQuery {
    const name = node.getChild('AggregateOp');
    const body = node.getChild('FunctionCallBody');
    const modifier = node.getChild('AggregateModifier');
    if (!name || !body) throw new Unknown(this.read(node.from, node.to).slice(0, 40));
    const args = childrenOf(body).map((child) => this.query(child));
    const main = args.at(-1);
    if (!main) throw new Unknown(this.read(node.from, node.to).slice(0, 40));
    const grouping: Grouping | undefined = modifier
      ? {
          mode: modifier.getChild('By') ? 'by' : 'without',
          labels: this.labels(modifier.getChild('GroupingLabels')),
          ...(modifier.from > body.from && { behind: true }),
        }
      : undefined;
    return then(main, { kind: 'aggregate', name: this.read(name.from, name.to), params: args.slice(0, -1), ...(grouping && { grouping }) });
  }

  private binary(node: SyntaxNode): VisualQuery {
    const parts = childrenOf(node);
    const [left, operator] = parts;
    const right = parts.at(-1);
    if (!left || !operator || !right || parts.length < 3) throw new Unknown(this.read(node.from, node.to).slice(0, 40));
    const middle = parts.slice(2, -1);
    const clause = middle.find(({ name }) => name === 'MatchingModifierClause');
    const matching = clause && this.matching(clause);
    return then(this.query(left), {
      kind: 'binary',
      operator: this.read(operator.from, operator.to),
      right: this.query(right),
      ...(middle.some(({ name }) => name === 'BoolModifier') && { bool: true }),
      ...(matching && { matching }),
    });
  }
  private matching(node: SyntaxNode): Matching {
    let matching: Matching = { labels: [] };
    for (const child of childrenOf(node)) {
      if (child.name === 'On' || child.name === 'Ignoring') matching = { ...matching, mode: child.name === 'On' ? 'on' : 'ignoring' };
      else if (child.name === 'GroupLeft' || child.name === 'GroupRight')
        matching = { ...matching, group: child.name === 'GroupLeft' ? 'group_left' : 'group_right' };
      else if (child.name === 'GroupingLabels' && matching.group) matching = { ...matching, include: this.labels(child) };
      else if (child.name === 'GroupingLabels') matching = { ...matching, labels: this.labels(child) };
      else throw new Unknown(child.name);
    }
    return matching;
  }
  private labels(node: SyntaxNode | null): string[] {
    return childrenOf(node).map((child) => this.read(child.from, child.to));
  }
  private read(from: number, to: number): string {
    return this.restore(this.source.slice(from, to));
  }
}

/** Functions of which nothing is the operand that a chain goes through. */
const handedNothing = new Set(['vector', 'time', 'pi']);

function begin(base: Base): VisualQuery {
  return { base, operations: [] };
}
function then(query: VisualQuery, operation: Operation): VisualQuery {
  return { ...query, operations: [...query.operations, operation] };
}
function childrenOf(node: SyntaxNode | null): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (let child = node?.firstChild ?? null; child; child = child.nextSibling) found.push(child);
  return found;
}
function only(node: SyntaxNode): SyntaxNode {
  if (!node.firstChild) throw new Unknown(node.name);
  return node.firstChild;
}
function last(node: SyntaxNode): SyntaxNode {
  if (!node.lastChild) throw new Unknown(node.name);
  return node.lastChild;
}
function unescaped(inside: string): string {
  return inside.replace(/\\(n|t|r|.)/g, (_whole, letter: string) => ({ n: '\n', t: '\t', r: '\r' })[letter] ?? letter);
}
