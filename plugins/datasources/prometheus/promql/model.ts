/**
 * A PromQL text as the builder shows it: something to begin with, and what is done to it one after another. Every operation takes all
 * that came before it as its first operand, so that a chain reads from the inside out. Pure data.
 */
export interface VisualQuery {
  readonly base: Base;
  readonly operations: readonly Operation[];
}

export type Base = SelectorBase | TextBase | CallBase;
export interface SelectorBase {
  readonly kind: 'selector';
  readonly metric: string;
  readonly matchers: readonly Matcher[];
  /** Written with braces although there is nothing between them. */
  readonly braces?: boolean;
}
/** A number, a duration or a quoted text, as written. */
interface TextBase {
  readonly kind: 'text';
  readonly text: string;
}
/** A function that nothing is handed to: `time()`, `vector(1)`. */
interface CallBase {
  readonly kind: 'call';
  readonly name: string;
  readonly args: readonly VisualQuery[];
}

export type MatchOperator = '=' | '!=' | '=~' | '!~';
export interface Matcher {
  readonly label: string;
  readonly operator: MatchOperator;
  readonly value: string;
  /** The quotes it was written with; a new one has double quotes. */
  readonly quote?: '"' | "'" | '`';
}

export type Operation =
  | { readonly kind: 'range'; readonly window: string /** Of a subquery; empty for the standard one. */; readonly step?: string }
  | { readonly kind: 'offset'; readonly by: string }
  | { readonly kind: 'at'; readonly time: string }
  | { readonly kind: 'parens' }
  | { readonly kind: 'unary'; readonly sign: string }
  | FunctionOperation
  | AggregateOperation
  | BinaryOperation;

/** `name(before…, what came before, after…)` */
export interface FunctionOperation {
  readonly kind: 'function';
  readonly name: string;
  readonly before: readonly VisualQuery[];
  readonly after: readonly VisualQuery[];
}
export interface AggregateOperation {
  readonly kind: 'aggregate';
  readonly name: string;
  /** `k` of topk, the quantile, the label of count_values. */
  readonly params: readonly VisualQuery[];
  readonly grouping?: Grouping;
}
export interface Grouping {
  readonly mode: 'by' | 'without';
  readonly labels: readonly string[];
  /** Written behind what is aggregated. */
  readonly behind?: boolean;
}
export interface BinaryOperation {
  readonly kind: 'binary';
  readonly operator: string;
  readonly bool?: boolean;
  readonly matching?: Matching;
  readonly right: VisualQuery;
}
export interface Matching {
  readonly mode?: 'on' | 'ignoring';
  readonly labels: readonly string[];
  readonly group?: 'group_left' | 'group_right';
  /** Labels taken over; absent where no parentheses are written. */
  readonly include?: readonly string[];
}

export const emptyQuery: VisualQuery = { base: { kind: 'selector', metric: '', matchers: [] }, operations: [] };

export function text(value: string): VisualQuery {
  return { base: { kind: 'text', text: value }, operations: [] };
}
