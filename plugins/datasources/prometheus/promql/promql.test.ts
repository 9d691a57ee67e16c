import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type BinaryOperation, text, type VisualQuery } from './model.ts';
import { openInBuilder } from './parse.ts';
import { print } from './print.ts';
import { normalised } from './variables.ts';

const expressions = JSON.parse(readFileSync(new URL('../fixtures/expressions.json', import.meta.url), 'utf8')) as string[];

describe('the expressions of dashboards people use', () => {
  test('open in the builder and come back the same', () => {
    const stay: string[] = [];
    for (const expression of expressions) {
      const opened = openInBuilder(expression);
      if (!opened.ok) stay.push(opened.reason.code);
      else expect(normalised(print(opened.query))).toBe(normalised(expression));
    }
    expect(expressions.length).toBeGreaterThan(900);
    // Six have a comment, which the builder could not keep.
    expect(stay).toEqual(Array(6).fill('comment'));
  });
});

describe('a text', () => {
  test.each([
    'up',
    'up{}',
    '{__name__=~"a.*"}',
    `up{a='it"s', b="x\\\\y\\"z", c=\`raw\\d\`}`,
    'sum by (a, b) (rate(x{y!~"z"}[5m]))',
    'sum(rate(x[$__rate_interval])) by (job) > bool 0',
    'a / on(x) group_left(y, z) b',
    'a * ignoring(x) group_right b',
    '(a + b) * c ^ -2',
    '-sum(x)',
    'topk($n, ${metric:raw}{a="$b"})',
    'histogram_quantile(0.9, sum by (le) (rate(x_bucket[${window}])))',
    'max_over_time(rate(x[5m])[1h:1m]) offset 1d',
    'x[5m:] @ end()',
    'x @ 1609746000 offset -5m',
    'label_replace(up, "a", "$1", "b", "(.*)")',
    'time() - process_start_time_seconds',
    'vector(1) or on() vector(0)',
    'absent(up{job="a"}) unless b and c',
    'quantile_over_time(0.5, x[1h])',
    'count_values("version", build)',
    'clamp(x, 0, scalar(y))',
    'rate(x[[[window]]])',
    '"text"',
    '1e3 + Inf',
    'sum(up{a="b",}) by (le,)',
  ])('opens and comes back: %s', (expression) => {
    const opened = openInBuilder(expression);
    expect(opened).toMatchObject({ ok: true });
    if (opened.ok) expect(normalised(print(opened.query))).toBe(normalised(expression));
  });
  test.each([
    ['sum(', { code: 'syntax' }],
    ['up{a=}', { code: 'syntax' }],
    ['up # why', { code: 'comment' }],
    ['up{"quoted.name"="b", "metric.name"}', { code: 'unknown' }],
  ])('stays text, with the reason: %s', (expression, reason) => {
    expect(openInBuilder(expression)).toMatchObject({ ok: false, reason });
  });
  test('is a chain from the inside out', () => {
    const opened = openInBuilder('sum by (job) (rate(x{a="b"}[5m])) / 2');
    expect(opened).toEqual({
      ok: true,
      query: {
        base: { kind: 'selector', metric: 'x', matchers: [{ label: 'a', operator: '=', value: 'b' }] },
        operations: [
          { kind: 'range', window: '5m' },
          { kind: 'function', name: 'rate', before: [], after: [] },
          { kind: 'aggregate', name: 'sum', params: [], grouping: { mode: 'by', labels: ['job'] } },
          { kind: 'binary', operator: '/', right: text('2') },
        ],
      },
    });
  });
});

describe('a chain', () => {
  const a: VisualQuery = { base: { kind: 'selector', metric: 'a', matchers: [] }, operations: [] };
  const by = (operator: string, right: VisualQuery = text('2')): BinaryOperation => ({ kind: 'binary', operator, right });
  test.each([
    ['what binds less is put in parentheses', [by('+'), by('*')], '(a + 2) * 2'],
    ['what binds more is not', [by('*'), by('+')], 'a * 2 + 2'],
    ['on the right too', [by('*', { ...a, operations: [by('+')] })], 'a * (a + 2)'],
    ['before a window', [by('+'), { kind: 'range', window: '5m', step: '' }], '(a + 2)[5m:]'],
    ['before a sign', [by('+'), { kind: 'unary', sign: '-' }], '-(a + 2)'],
    ['of powers', [by('^'), by('^')], '(a ^ 2) ^ 2'],
  ] as const)('%s', (_name, operations, expected) => {
    const printed = print({ ...a, operations: operations as VisualQuery['operations'] });
    expect(printed).toBe(expected);
    const opened = openInBuilder(printed);
    expect(opened.ok && print(opened.query)).toBe(expected);
  });
});
