/** The builder's model as PromQL. Parentheses that precedence asks for are added; those that were written are operations of their own. */
import type { Base, Grouping, Matcher, Matching, Operation, VisualQuery } from './model.ts';

export function print(query: VisualQuery): string {
  let out = printBase(query.base);
  let before: Operation | undefined;
  for (const operation of query.operations) {
    const bound = needsParens(before, operation) ? `(${out})` : out;
    out = apply(bound, operation);
    before = operation;
  }
  return out;
}

function printBase(base: Base): string {
  if (base.kind === 'text') return base.text;
  if (base.kind === 'call') return `${base.name}(${base.args.map(print).join(', ')})`;
  const inside = base.matchers.map(printMatcher).join(', ');
  return base.matchers.length > 0 || base.braces ? `${base.metric}{${inside}}` : base.metric;
}

export function printMatcher({ label, operator, value, quote = '"' }: Matcher): string {
  if (quote === '`') return `${label}${operator}\`${value}\``;
  const escaped = value
    .replaceAll('\\', '\\\\')
    .replaceAll(quote, `\\${quote}`)
    .replaceAll('\n', '\\n')
    .replaceAll('\t', '\\t')
    .replaceAll('\r', '\\r');
  return `${label}${operator}${quote}${escaped}${quote}`;
}

function apply(inner: string, operation: Operation): string {
  switch (operation.kind) {
    case 'range':
      return `${inner}[${operation.window}${operation.step === undefined ? '' : `:${operation.step}`}]`;
    case 'offset':
      return `${inner} offset ${operation.by}`;
    case 'at':
      return `${inner} @ ${operation.time}`;
    case 'parens':
      return `(${inner})`;
    case 'unary':
      return `${operation.sign}${inner}`;
    case 'function':
      return `${operation.name}(${[...operation.before.map(print), inner, ...operation.after.map(print)].join(', ')})`;
    case 'aggregate': {
      const { name, params, grouping } = operation;
      const body = `(${[...params.map(print), inner].join(', ')})`;
      const clause = grouping && printGrouping(grouping);
      if (!clause) return `${name}${body}`;
      return grouping.behind ? `${name}${body} ${clause}` : `${name} ${clause} ${body}`;
    }
    case 'binary': {
      const { operator, bool, matching, right } = operation;
      const words = [operator, bool && 'bool', matching && printMatching(matching)].filter(Boolean).join(' ');
      return `${inner} ${words} ${rightNeedsParens(operator, right) ? `(${print(right)})` : print(right)}`;
    }
  }
}

function printGrouping({ mode, labels }: Grouping): string {
  return `${mode} (${labels.join(', ')})`;
}
function printMatching({ mode, labels, group, include }: Matching): string {
  const parts = [mode && `${mode}(${labels.join(', ')})`, group && `${group}${include ? `(${include.join(', ')})` : ''}`];
  return parts.filter(Boolean).join(' ');
}

/** Higher binds tighter; of equals the left one, but for powers. */
const precedence: Readonly<Record<string, number>> = {
  ...{ or: 1, and: 2, unless: 2 },
  ...{ '==': 3, '!=': 3, '>': 3, '<': 3, '>=': 3, '<=': 3 },
  ...{ '+': 4, '-': 4, '*': 5, '/': 5, '%': 5, atan2: 5, '^': 6 },
};
export const binaryOperators = Object.keys(precedence);

function needsParens(before: Operation | undefined, next: Operation): boolean {
  const postfix = next.kind === 'range' || next.kind === 'offset' || next.kind === 'at';
  if (before?.kind === 'unary') return postfix || (next.kind === 'binary' && next.operator === '^');
  if (before?.kind !== 'binary') return false;
  if (next.kind === 'binary') {
    const [left, right] = [precedence[before.operator] ?? 0, precedence[next.operator] ?? 0];
    return left < right || (left === right && next.operator === '^');
  }
  if (next.kind === 'unary') return (precedence[before.operator] ?? 0) < 6;
  return postfix;
}

function rightNeedsParens(operator: string, { operations }: VisualQuery): boolean {
  const top = operations.at(-1);
  if (top?.kind !== 'binary') return false;
  const [outer, inner] = [precedence[operator] ?? 0, precedence[top.operator] ?? 0];
  return operator === '^' ? inner < outer : inner <= outer;
}
