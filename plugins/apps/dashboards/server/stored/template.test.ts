import { describe, expect, test } from 'vitest';
import { type Bounds, fills, isStored } from './template.ts';

const bounds: Bounds = (name) =>
  ({ env: { values: new Set(['prod', 'eu.west']) }, any: { all: ['.*'] }, step: { values: new Set(['5m']) } })[name] ?? {};
const expr = 'sum(rate(http{env=~"$env",host=~"${host}"}[$__rate_interval]))';
const asked = (env: string, host: string, interval = '$__rate_interval') => `sum(rate(http{env=~"${env}",host=~"${host}"}[${interval}]))`;

describe('a stored text', () => {
  test.each([
    ['as it is written', expr],
    ['with values', asked('prod', 'web-1')],
    ['with several, as the page writes them', asked('(prod|eu\\\\.west)', '(web-1|db\\\\.local:9100)')],
    ['with a name that has dots', asked('prod', '10.0.0.1:9100', '5m')],
  ])('is the same %s', (_how, text) => expect(fills(text, expr, bounds)).toBe(true));

  test.each([
    ['a value that is not in the list', asked('test', 'web-1')],
    ['one among several that is not', asked('(prod|test)', 'web-1')],
    ['another metric', asked('prod', 'web-1').replace('http', 'secrets')],
    ['more behind it', `${asked('prod', 'web-1')} or secrets`],
    ['more before it', `secrets or ${asked('prod', 'web-1')}`],
    ['a value that ends the string', asked('prod', 'x"} or secrets{a="')],
    ['a value that matches everything', asked('prod', '.*')],
    ['a value that matches everything otherwise', asked('prod', '.+')],
    ['a row of dots', asked('prod', '...')],
    ['alternatives outside of their form', asked('prod', 'web-1|.*')],
    ['nothing among alternatives', asked('prod', '(web-1|)')],
    ['a class of letters', asked('prod', '[a-z]')],
    ['a nested form', asked('prod', '((a|b)|c)')],
    ['an interval that is more', asked('prod', 'web-1', '5m])) or secrets[5m')],
  ])('is not the same with %s', (_what, text) => expect(fills(text, expr, bounds)).toBe(false));

  test('lets all be chosen only where the dashboard does', () => {
    expect(fills('up{a=~".*"}', 'up{a=~"$any"}', bounds)).toBe(true);
    expect(fills('up{a=~".*"}', 'up{a=~"$other"}', bounds)).toBe(false);
  });
  test.each([
    ['WHERE host IN ($hosts)', "WHERE host IN ('a','b')", true],
    ['WHERE id IN ($ids)', 'WHERE id IN (1,2)', true],
    ['WHERE id = $id', 'WHERE id = 1 OR 1=1', false],
    ['WHERE id = $id', 'WHERE id = 1--', false],
    ['WHERE id = $id', 'WHERE id = (SELECT 1)', false],
    ["WHERE name = '$name'", "WHERE name = 'x' OR ''='", false],
    ["WHERE name = '$name'", "WHERE name = 'Anna Maria'", true],
    ['WHERE host IN ($hosts)', "WHERE host IN ('a') OR (1=1,'b')", false],
  ])('%j filled as %j is %s', (stored, text, same) => expect(fills(text, stored, bounds)).toBe(same));
  test('is decided in no time, however it is written', () => {
    const [many, long] = ['$a '.repeat(200), 'x '.repeat(9_000)];
    const start = performance.now();
    fills(long, many, bounds);
    for (const piece of ['a', 'a.', 'a ', '\\\\.', '(a|'])
      for (const times of [60, 450]) fills(`up{a="${piece.repeat(times)}!"}`, 'up{a="$other"}', bounds);
    expect(performance.now() - start).toBeLessThan(200);
  });
});

describe('a stored query', () => {
  const stored = { refId: 'A', expr: 'up{env="$env"}', instant: true, legend: { on: [1, '$env'] }, datasource: { uid: 'p' } };
  const sent = { refId: 'A', expr: 'up{env="prod"}', instant: true, legend: { on: [1, 'prod'] }, intervalMs: 15_000, maxDataPoints: 9 };
  test('is the same with the things beside it that pages add', () => expect(isStored(sent, stored, bounds)).toBe(true));
  test.each([
    ['another flag', { instant: false }],
    ['one key more', { format: 'table' }],
    ['a deeper change', { legend: { on: [2, 'prod'] } }],
    ['a longer list', { legend: { on: [1, 'prod', 'x'] } }],
  ])('is another with %s', (_what, more) => expect(isStored({ ...sent, ...more }, stored, bounds)).toBe(false));
  test('is another with a key less', () => {
    const { instant: _, ...less } = sent;
    expect(isStored(less, stored, bounds)).toBe(false);
  });
});
