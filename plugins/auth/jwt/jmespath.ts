/**
 * The part of JMESPath that role and attribute settings use: fields, indexes, projections and filters, comparisons, `&&` `||` `!`, pipes,
 * literals, and the functions contains, starts_with, ends_with, length, join, keys, not_null and to_string. What it does not know it
 * refuses when the expression is read, never by a wrong answer.
 */

type Value = unknown;
type Expression = (value: Value) => Value;

const tokens =
  /\s*(?:(?<raw>'(?:[^'\\]|\\.)*')|(?<json>`(?:[^`\\]|\\.)*`)|(?<quoted>"(?:[^"\\]|\\.)*")|(?<word>[A-Za-z_]\w*)|(?<number>-?\d+)|(?<sign>\|\||&&|==|!=|<=|>=|\[\?|\[\]|[.[\](){},|!<>*@&]))/y;

interface Token {
  readonly kind: 'raw' | 'json' | 'quoted' | 'word' | 'number' | 'sign' | 'end';
  readonly text: string;
}

function read(text: string): Token[] {
  const found: Token[] = [];
  tokens.lastIndex = 0;
  while (tokens.lastIndex < text.trimEnd().length) {
    const at = tokens.lastIndex;
    const groups = tokens.exec(text)?.groups;
    const [kind, piece] = Object.entries(groups ?? {}).find(([, each]) => each !== undefined) ?? [];
    if (!kind || piece === undefined) throw new Error(`"${text}" cannot be read at character ${at + 1}.`);
    found.push({ kind: kind as Token['kind'], text: piece });
  }
  return [...found, { kind: 'end', text: '' }];
}

function truthy(value: Value): boolean {
  if (value === null || value === undefined || value === false || value === '') return false;
  if (Array.isArray(value)) return value.length > 0;
  return typeof value === 'object' ? Object.keys(value).length > 0 : true;
}
const field = (value: Value, name: string): Value =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && Object.hasOwn(value, name)
    ? (value as Record<string, Value>)[name]
    : null;

const functions: Readonly<Record<string, (...args: Value[]) => Value>> = {
  contains: (where, what) =>
    Array.isArray(where) ? where.some((item) => same(item, what)) : typeof where === 'string' && where.includes(String(what)),
  starts_with: (text, start) => typeof text === 'string' && text.startsWith(String(start)),
  ends_with: (text, end) => typeof text === 'string' && text.endsWith(String(end)),
  length: (value) => (typeof value === 'string' || Array.isArray(value) ? value.length : Object.keys((value as object) ?? {}).length),
  join: (glue, list) => (Array.isArray(list) ? list.join(String(glue)) : null),
  keys: (value) => (typeof value === 'object' && value !== null ? Object.keys(value) : null),
  not_null: (...values) => values.find((value) => value !== null && value !== undefined) ?? null,
  to_string: (value) => (typeof value === 'string' ? value : JSON.stringify(value)),
};
const same = (a: Value, b: Value): boolean => a === b || JSON.stringify(a ?? null) === JSON.stringify(b ?? null);
const compare: Readonly<Record<string, (a: Value, b: Value) => Value>> = {
  '==': same,
  '!=': (a, b) => !same(a, b),
  '<': (a, b) => (typeof a === 'number' && typeof b === 'number' ? a < b : null),
  '<=': (a, b) => (typeof a === 'number' && typeof b === 'number' ? a <= b : null),
  '>': (a, b) => (typeof a === 'number' && typeof b === 'number' ? a > b : null),
  '>=': (a, b) => (typeof a === 'number' && typeof b === 'number' ? a >= b : null),
};

/** Throws for what is no expression, or one of a kind that is not known here. */
export function compile(text: string): Expression {
  const list = read(text);
  let at = 0;
  const peek = (): Token => list[at] as Token;
  const is = (sign: string): boolean => peek().kind === 'sign' && peek().text === sign;
  const take = (): Token => list[at++] as Token;
  const took = (sign: string): boolean => is(sign) && Boolean(take());
  function expect(sign: string): void {
    if (!took(sign)) throw new Error(`"${text}": "${sign}" belongs where "${peek().text || 'the end'}" is.`);
  }
  const chain = (part: () => Expression, sign: string, join: (a: Expression, b: Expression) => Expression): Expression => {
    let left = part();
    while (took(sign)) left = join(left, part());
    return left;
  };

  const pipe = (): Expression => chain(either, '|', (a, b) => (value) => b(a(value)));
  const either = (): Expression => chain(both, '||', (a, b) => (value) => (truthy(a(value)) ? a(value) : b(value)));
  const both = (): Expression => chain(comparison, '&&', (a, b) => (value) => (truthy(a(value)) ? b(value) : a(value)));
  function comparison(): Expression {
    const left = unary();
    const judge = peek().kind === 'sign' ? compare[peek().text] : undefined;
    if (!judge) return left;
    take();
    const right = unary();
    return (value) => judge(left(value), right(value));
  }
  function unary(): Expression {
    if (!took('!')) return steps(primary());
    const inner = unary();
    return (value) => !truthy(inner(value));
  }
  function primary(): Expression {
    if (is('[') || is('[?') || is('[]') || is('*')) return (value) => value;
    const token = take();
    if (token.kind === 'raw') return () => token.text.slice(1, -1).replace(/\\'/g, "'");
    if (token.kind === 'json') {
      const literal = JSON.parse(token.text.slice(1, -1)) as Value;
      return () => literal;
    }
    if (token.kind === 'quoted') return (value) => field(value, JSON.parse(token.text) as string);
    if (token.kind === 'word') return took('(') ? call(token.text) : (value) => field(value, token.text);
    if (token.text === '@') return (value) => value;
    if (token.text === '(') {
      const inner = pipe();
      expect(')');
      return inner;
    }
    throw new Error(`"${text}": "${token.text || 'the end'}" is not understood here.`);
  }
  function call(name: string): Expression {
    const run = Object.hasOwn(functions, name) ? functions[name] : undefined;
    if (!run) throw new Error(`"${text}": the function ${name} is not known here; known are ${Object.keys(functions).join(', ')}.`);
    const args: Expression[] = [];
    while (!took(')')) {
      args.push(pipe());
      if (!is(')')) expect(',');
    }
    return (value) => run(...args.map((arg) => arg(value)));
  }
  /** What follows a value: `.field`, `[0]`, `[*]`, `[?...]`. After a projection it is done for each. */
  function steps(start: Expression): Expression {
    if (took('.')) {
      const token = take();
      if (token.kind !== 'word' && token.kind !== 'quoted') throw new Error(`"${text}": a name belongs after the dot.`);
      const name = token.kind === 'word' ? token.text : (JSON.parse(token.text) as string);
      return steps((value) => field(start(value), name));
    }
    if (took('[?')) {
      const test = pipe();
      expect(']');
      const rest = steps((value) => value);
      return (value) => project(start(value), (item) => truthy(test(item)), rest);
    }
    if (took('[]')) {
      const rest = steps((value) => value);
      return (value) => project((start(value) as Value[] | null)?.flat?.() ?? null, () => true, rest);
    }
    if (took('[')) {
      const token = take();
      expect(']');
      if (token.text === '*') {
        const rest = steps((value) => value);
        return (value) => project(start(value), () => true, rest);
      }
      if (token.kind !== 'number') throw new Error(`"${text}": a number or * belongs between the brackets.`);
      return steps((value) => {
        const items = start(value);
        return Array.isArray(items) ? (items.at(Number(token.text)) ?? null) : null;
      });
    }
    return start;
  }
  function project(items: Value, keep: (item: Value) => boolean, rest: Expression): Value {
    return Array.isArray(items)
      ? items
          .filter(keep)
          .map(rest)
          .filter((item) => item !== null && item !== undefined)
      : null;
  }

  const whole = pipe();
  if (peek().kind !== 'end') throw new Error(`"${text}": "${peek().text}" is not understood here.`);
  return whole;
}
