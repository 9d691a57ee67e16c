import { describe, expect, test } from 'vitest';
import { historyFor, seriesFor } from './history.ts';
import { selectorsIn, wantedBy } from './selectors.ts';

const board = (panels: object[], variables: object[] = []) =>
  wantedBy({ path: 'board.json', json: { panels, templating: { list: variables } } });
const asking = (expr: string, legendFormat?: string) => ({ targets: [{ expr, legendFormat }] });
const texts = (expr: string, variables: object[] = []): string[] =>
  seriesFor([board([asking(expr)], variables)])
    .map(({ metric, labels }) => `${metric} ${JSON.stringify(Object.fromEntries(labels))}`)
    .sort();

describe('the past that a dashboard is given', () => {
  test('has a series for each selector, with the labels that it demands', () => {
    expect(texts('sum(rate(http_requests_total{code="200", method!="GET"}[5m])) / up{job=~"api|web"}')).toEqual([
      expect.stringMatching(/^http_requests_total \{"code":"200","method":"POST"\}$/),
      'up {"job":"api"}',
      'up {"job":"web"}',
    ]);
  });

  test('has the labels that the text groups, joins and names by', () => {
    const [selector] = selectorsIn('sum by (pod) (memory) * on (node) group_left (zone) info', ['shard']);
    expect(selector?.labels.toSorted()).toEqual(['node', 'pod', 'shard', 'zone']);
  });

  test('answers variables, cut as they cut it', () => {
    const variables = [
      { type: 'query', name: 'node', query: 'label_values(boot_time, instance)', regex: '/([^:]+):.*/' },
      { type: 'custom', name: 'port', query: '9100,9200', current: { value: '9100' } },
    ];
    expect(texts('load{instance=~"$node:$port"}', variables)).toContain('load {"instance":"host-1:9100"}');
  });

  test('reads expressions whose durations and numbers are variables', () => {
    expect(
      selectorsIn('topk($n, rate(bytes_total{a="b"}[$__rate_interval:$resolution]))', []).map(({ metric, counter }) => [metric, counter]),
    ).toEqual([['bytes_total', true]]);
  });

  test('grows where it is asked how fast it grows, and equals what it is compared with', () => {
    const [first, last] = samples('rate(things_total[5m])');
    expect(last).toBeGreaterThan(first as number);
    expect(new Set(samples('phase{a="b"} == 1'))).toEqual(new Set([1]));
  });

  test('fills every bucket of a histogram, none less than the one before', () => {
    const text = historyFor([board([asking('histogram_quantile(0.9, sum by (le) (rate(time_bucket[5m])))')])], 0) as string;
    const last = new Map([...text.matchAll(/^time_bucket\{le="([^"]+)"\} (\S+)/gm)].map(([, le, value]) => [le, Number(value)]));
    expect([...last.keys()]).toHaveLength(12);
    const values = [...last]
      .sort(([one], [other]) => Number(one?.replace('+Inf', '1e9')) - Number(other?.replace('+Inf', '1e9')))
      .map(([, value]) => value);
    expect(values).toEqual(values.toSorted((one, other) => one - other));
  });

  test('is none where nobody asks for metrics', () =>
    expect(historyFor([board([{ targets: [{ scenarioId: 'random_walk' }] }])])).toBeUndefined());
});

function samples(expr: string): number[] {
  const [name] = /\w+_total|phase/.exec(expr) ?? [];
  const text = historyFor([board([asking(expr)])], 0) as string;
  return [...text.matchAll(new RegExp(`^${name}\\S* (\\S+)`, 'gm'))].map(([, value]) => Number(value));
}
