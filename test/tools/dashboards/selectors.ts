/** Which series the PromQL of dashboards asks for: each selector, with the labels that the text around it relies on. */

import type { SyntaxNode } from '@lezer/common';
import { parser } from '@prometheus-io/lezer-promql';
import { type DashboardFile, isPlain } from './files.ts';

export interface Matcher {
  readonly label: string;
  readonly op: '=' | '!=' | '=~' | '!~';
  /** As written: may name variables. */
  readonly value: string;
}
export interface Selector {
  readonly metric: string;
  readonly matchers: readonly Matcher[];
  /** Labels that the text groups, joins or names by. */
  readonly labels: readonly string[];
  /** It is asked how fast this grows. */
  readonly counter: boolean;
  /** The number it is asked to be equal to. */
  readonly equals?: number;
}
/** What a variable stands for, as far as the dashboard itself says. */
export type Variable =
  | { readonly kind: 'label'; readonly label: string; readonly capture: RegExp | undefined }
  | { readonly kind: 'text'; readonly text: string };
export interface Wanted {
  readonly selectors: readonly Selector[];
  readonly variables: ReadonlyMap<string, Variable>;
}

/** Everything one dashboard asks a Prometheus for. Other query languages parse to nothing and are left out. */
export function wantedBy({ json }: DashboardFile): Wanted {
  const variables = new Map<string, Variable>();
  const selectors: Selector[] = [];
  const list = isPlain(json.templating) && Array.isArray(json.templating.list) ? json.templating.list.filter(isPlain) : [];
  for (const variable of list) {
    const query = isPlain(variable.query) ? variable.query.query : variable.query;
    const asked = typeof query === 'string' && variable.type === 'query' ? labelValues(query) : undefined;
    if (asked) {
      selectors.push(...asked.selectors);
      variables.set(String(variable.name), { kind: 'label', label: asked.label, capture: captureOf(variable.regex) });
    } else variables.set(String(variable.name), { kind: 'text', text: firstText(variable) });
  }
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) return value.forEach(visit);
    if (!isPlain(value)) return;
    if (typeof value.expr === 'string') selectors.push(...selectorsIn(value.expr, namedIn(value.legendFormat)));
    Object.values(value).forEach(visit);
  };
  visit(json);
  return { selectors, variables };
}

/** `label_values(selector, label)` and `query_result(expression)`; a bare `label_values(label)` asks for no series. */
function labelValues(query: string): { readonly label: string; readonly selectors: readonly Selector[] } | undefined {
  const [, selector, label] = /^\s*label_values\(\s*(.+?)\s*,\s*([\w]+)\s*\)\s*$/.exec(query) ?? [];
  if (selector && label) return { label, selectors: selectorsIn(selector, [label]) };
  const [, expression] = /^\s*query_result\((.+)\)\s*$/.exec(query) ?? [];
  return expression ? { label: '', selectors: selectorsIn(expression, []) } : undefined;
}

function captureOf(regex: unknown): RegExp | undefined {
  const [, body] = (typeof regex === 'string' && /^\/?(.+?)\/?[gimsuy]*$/.exec(regex)) || [];
  try {
    return body ? new RegExp(body) : undefined;
  } catch {
    return undefined;
  }
}

function firstText({ current, query, type }: Readonly<Record<string, unknown>>): string {
  const value = isPlain(current) ? current.value : undefined;
  const one = Array.isArray(value) ? value[0] : value;
  if (typeof one === 'string' && one !== '' && one !== '$__all') return one;
  return (type === 'custom' || type === 'interval') && typeof query === 'string' ? (query.split(',')[0] ?? '').trim() : '';
}

function namedIn(legend: unknown): string[] {
  return typeof legend === 'string' ? [...legend.matchAll(/\{\{\s*(\w+)\s*\}\}/g)].map(([, label]) => label as string) : [];
}

const speed = new Set(['rate', 'irate', 'increase']);

export function selectorsIn(expression: string, named: readonly string[]): Selector[] {
  const text = spelled(expression);
  const read = (node: SyntaxNode | null): string => (node ? text.slice(node.from, node.to) : '');
  const grouped = new Set(named);
  const found: { node: SyntaxNode; metric: string; matchers: Matcher[] }[] = [];
  parser.parse(text).iterate({
    enter({ name, node }) {
      if (name === 'GroupingLabels') for (const label of node.getChildren('LabelName')) grouped.add(read(label));
      if (name !== 'VectorSelector') return;
      const matchers = node
        .getChild('LabelMatchers')
        ?.getChildren('UnquotedLabelMatcher')
        .map((matcher) => ({
          label: read(matcher.getChild('LabelName')),
          op: read(matcher.getChild('MatchOp')) as Matcher['op'],
          value: read(matcher.getChild('StringLiteral')).slice(1, -1).replaceAll('\\\\', '\\'),
        }));
      found.push({ node, metric: read(node.getChild('Identifier')), matchers: matchers ?? [] });
    },
  });
  const labels = [...grouped].filter((label) => label !== '__name__');
  return found.flatMap(({ node, metric, matchers }) => {
    const named = metric || matchers.find(({ label, op }) => label === '__name__' && op === '=')?.value;
    if (!named) return [];
    let counter = false;
    for (let up = node.parent; up && !counter; up = up.parent)
      counter = up.name === 'FunctionCall' && speed.has(read(up.getChild('FunctionIdentifier')));
    const equals = numberBeside(node, read);
    return [
      {
        ...(equals !== undefined && { equals }),
        metric: named,
        matchers: matchers.filter(({ label }) => label !== '__name__'),
        labels,
        counter,
      },
    ];
  });
}

/** The number in `selector == 1`. */
function numberBeside({ parent }: SyntaxNode, read: (node: SyntaxNode) => string): number | undefined {
  if (!parent?.getChild('Eql')) return undefined;
  const number = parent.getChild('NumberDurationLiteral') ?? parent.getChild('NumberLiteral');
  return number ? Number(read(number)) : undefined;
}

/** Variables outside of strings would not parse: durations and numbers stand in for them. */
function spelled(expression: string): string {
  const parts = expression.split(/("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')/);
  const variable = String.raw`(?:\$\w+|\$\{[^}]+\}|\[\[[^\]]+\]\])`;
  return parts
    .map((part, at) =>
      at % 2 === 1
        ? part
        : part
            .replace(new RegExp(String.raw`\[\s*${variable}(?=\s*[\]:])`, 'g'), '[5m')
            .replace(new RegExp(String.raw`:\s*${variable}\s*\]`, 'g'), ':1m]')
            .replace(new RegExp(variable, 'g'), '5'),
    )
    .join('');
}
