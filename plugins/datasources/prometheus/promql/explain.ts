/** A query in words, one sentence a step, from the inside out. */
import type { Matcher, Operation, VisualQuery } from './model.ts';
import { print } from './print.ts';

/** The sentences, given by whoever knows the reader's language. */
export interface Words {
  selector(what: string): string;
  selectorWith(what: string, labels: string): string;
  anySelector(labels: string): string;
  is(label: string, value: string): string;
  isNot(label: string, value: string): string;
  matches(label: string, value: string): string;
  matchesNot(label: string, value: string): string;
  readonly and: string;
  constant(value: string): string;
  call(name: string): string;
  range(window: string): string;
  subquery(window: string, step: string): string;
  offset(by: string): string;
  at(time: string): string;
  readonly parens: string;
  unary(sign: string): string;
  readonly functions: Readonly<Record<string, string>>;
  otherFunction(name: string): string;
  overTime(name: string): string;
  aggregate(name: string, grouping: string): string;
  readonly all: string;
  groupBy(labels: string): string;
  groupWithout(labels: string): string;
  compare(operator: string, right: string): string;
  compareBool(operator: string, right: string): string;
  calculate(operator: string, right: string): string;
  sets(operator: string, right: string): string;
}
export interface Sentence {
  /** PromQL so far. */
  readonly code: string;
  readonly text: string;
}

export function explain(query: VisualQuery, words: Words): Sentence[] {
  const begin: Sentence = { code: print({ ...query, operations: [] }), text: baseText(query, words) };
  const steps = query.operations.flatMap((operation, index): Sentence[] => {
    // A window says nothing without the function it is for.
    const code = print({ ...query, operations: query.operations.slice(0, index + 1) });
    return [{ code, text: stepText(operation, words, index > 0) }];
  });
  return [begin, ...steps];
}

function baseText({ base }: VisualQuery, words: Words): string {
  if (base.kind === 'text') return words.constant(base.text);
  if (base.kind === 'call') return words.call(base.name);
  if (base.matchers.length === 0) return words.selector(base.metric || '{}');
  const labels = base.matchers.map((matcher) => matcherText(matcher, words)).join(words.and);
  return base.metric ? words.selectorWith(base.metric, labels) : words.anySelector(labels);
}
function matcherText({ label, operator, value }: Matcher, words: Words): string {
  const shown = value === '' ? '""' : value;
  return { '=': words.is, '!=': words.isNot, '=~': words.matches, '!~': words.matchesNot }[operator](label, shown);
}

function stepText(operation: Operation, words: Words, nested: boolean): string {
  switch (operation.kind) {
    case 'range':
      return nested || operation.step !== undefined
        ? words.subquery(operation.window, operation.step ?? '')
        : words.range(operation.window);
    case 'offset':
      return words.offset(operation.by);
    case 'at':
      return words.at(operation.time);
    case 'parens':
      return words.parens;
    case 'unary':
      return words.unary(operation.sign);
    case 'function':
      if (operation.name in words.functions) return words.functions[operation.name] as string;
      return operation.name.endsWith('_over_time')
        ? words.overTime(operation.name.replace('_over_time', ''))
        : words.otherFunction(operation.name);
    case 'aggregate': {
      const { grouping } = operation;
      const labels = grouping?.labels.join(', ') ?? '';
      const how = !grouping || !labels ? words.all : grouping.mode === 'by' ? words.groupBy(labels) : words.groupWithout(labels);
      return words.aggregate(operation.name, how);
    }
    case 'binary': {
      const right = print(operation.right);
      if (['and', 'or', 'unless'].includes(operation.operator)) return words.sets(operation.operator, right);
      if (/^[=!<>]/.test(operation.operator)) return (operation.bool ? words.compareBool : words.compare)(operation.operator, right);
      return words.calculate(operation.operator, right);
    }
  }
}
