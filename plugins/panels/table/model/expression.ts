/** Filter expressions, `$ > 5 && $ <= 10`: read by a grammar of ten lines, never run as code. */
type Test = (value: number, text: string) => boolean;
export type Parsed = { readonly ok: true; readonly test: Test } | { readonly ok: false; readonly at: number };

const token = /\s*(&&|\|\||[()!]|>=|<=|===?|!==?|=|>|<|\$|-?\d+(?:\.\d+)?(?:e[+-]?\d+)?|"[^"]*"|'[^']*')/iy;

/** `or := and ('||' and)*`, `and := not ('&&' not)*`, `not := '!'? (comparison | '(' or ')')`, `comparison := side operator side`. */
export function parseExpression(source: string): Parsed {
  const words: string[] = [];
  const starts: number[] = [];
  token.lastIndex = 0;
  const end = source.trimEnd().length;
  while (token.lastIndex < end) {
    const start = token.lastIndex;
    const found = token.exec(source);
    if (!found) return { ok: false, at: start };
    words.push(found[1] as string);
    starts.push(start);
  }
  let at = 0;
  const or = (depth: number): Test | undefined => joined('||', and, depth);
  const and = (depth: number): Test | undefined => joined('&&', not, depth);
  const joined = (word: string, part: (depth: number) => Test | undefined, depth: number): Test | undefined => {
    const tests: Test[] = [];
    do {
      const test = part(depth);
      if (!test) return;
      tests.push(test);
    } while (words[at] === word && at++ >= 0);
    return word === '||'
      ? (value, text) => tests.some((test) => test(value, text))
      : (value, text) => tests.every((test) => test(value, text));
  };
  const not = (depth: number): Test | undefined => {
    if (words[at] === '!') {
      at++;
      const test = not(depth + 1);
      return test && ((value, text) => !test(value, text));
    }
    if (words[at] === '(' && depth < 20) {
      at++;
      const test = or(depth + 1);
      if (words[at++] !== ')') return;
      return test;
    }
    return comparison();
  };
  const comparison = (): Test | undefined => {
    const [left, operator, right] = [side(words[at]), words[at + 1], side(words[at + 2])];
    const compare = comparisons[operator ?? ''];
    if (!left || !right || !compare) return;
    at += 3;
    return (value, text) => {
      const [one, other] = [left(value, text), right(value, text)];
      // Beside a text the cell is its text, else its number.
      return typeof one === 'string' || typeof other === 'string' ? compare(String(one), String(other)) : compare(one, other);
    };
  };
  const textual = words.some((word) => /^["']/.test(word));
  const side = (word: string | undefined): ((value: number, text: string) => number | string) | undefined => {
    if (word === undefined) return;
    if (word === '$') return (value, text) => (textual ? text : value);
    if (/^["']/.test(word)) return () => word.slice(1, -1);
    const number = Number(word);
    return Number.isNaN(number) ? undefined : () => number;
  };
  const test = or(0);
  if (!test || at < words.length) return { ok: false, at: starts[Math.min(at, words.length - 1)] ?? 0 };
  return { ok: true, test };
}

type Comparison = <Value extends number | string>(one: Value, other: Value) => boolean;
const equal: Comparison = (one, other) => one === other;
const unequal: Comparison = (one, other) => one !== other;
const comparisons: Readonly<Record<string, Comparison>> = {
  '>': (one, other) => one > other,
  '>=': (one, other) => one >= other,
  '<': (one, other) => one < other,
  '<=': (one, other) => one <= other,
  '=': equal,
  '==': equal,
  '===': equal,
  '!=': unequal,
  '!==': unequal,
};
