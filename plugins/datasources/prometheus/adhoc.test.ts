import { describe, expect, test } from 'vitest';
import { withFilters } from './adhoc.ts';

const filters = [{ key: 'env', operator: '=', value: 'a"b' }];

describe('ad hoc filters', () => {
  test.each([
    ['up', 'up{env="a\\"b"}'],
    ['up{}', 'up{env="a\\"b"}'],
    ['up{job="x"}', 'up{job="x",env="a\\"b"}'],
    ['up{job="x",}', 'up{job="x",env="a\\"b"}'],
    ['sum by (env) (rate(a{x="}"}[5m])) / b offset 1h', 'sum by (env) (rate(a{x="}",env="a\\"b"}[5m])) / b{env="a\\"b"} offset 1h'],
    ['{"metric.name"}', '{"metric.name",env="a\\"b"}'],
    ['1 + time()', '1 + time()'],
    ['up{env="a\\"b"}', 'up{env="a\\"b"}'],
    ['sum(', 'sum('],
  ])('turn %s into %s', (expr, expected) => expect(withFilters(expr, filters)).toBe(expected));
  test.each([
    [{ key: 'a', operator: '=|', values: ['x.y', 'z'] }, 'up{a=~"x\\\\.y|z"}'],
    [{ key: 'a', operator: '!=|', value: 'x|y' }, 'up{a!~"x|y"}'],
    [{ key: 'k8s.pod', operator: '=~', value: '.+' }, 'up{"k8s.pod"=~".+"}'],
    [{ key: '', operator: '=', value: 'x' }, 'up'],
    [{ key: 'a', operator: '} or up{', value: 'x' }, 'up'],
  ])('%j gives %s', (filter, expected) => expect(withFilters('up', [filter])).toBe(expected));
});
