import { frame, numberField, stringField, timeField } from '@orrery/plugin-sdk/data';
import { describe, expect, test } from 'vitest';
import { isFollowed } from '../address.ts';
import { linksAt } from './links.ts';

const theme = { dark: true, background: '#000000', text: '#ffffff', series: [] };
const frames = [
  frame(
    [
      timeField('Time', Float64Array.from([1_000, 2_000])),
      numberField('latency', Float64Array.from([0.25, 0.5]), { labels: { host: 'web 1', zone: 'eu' }, config: { unit: 's' } }),
      stringField('trace', ['a/b', 'c d']),
    ],
    { name: 'requests', refId: 'A' },
  ),
];
const context = { frames, theme, timeZone: 'utc', range: { from: 0, to: 10 } };

function urlOf(url: string, point = { frame: 0, field: 1, row: 1 as number | null }): string | undefined {
  return linksAt(point, { ...context, fieldConfig: { defaults: { links: [{ title: 'x', url }] }, overrides: [] } })[0]?.url;
}

describe('a data link', () => {
  test.each([
    ['/a?v=${__value.raw}', '/a?v=0.5'],
    ['/a?v=${__value.numeric}', '/a?v=0.5'],
    ['/a?v=${__value.text}', '/a?v=500%20ms'],
    ['/a?v=$__value', '/a?v=500%20ms'],
    ['/a?t=${__value.time}', '/a?t=2000'],
    ['/a?h=${__field.labels.host}', '/a?h=web%201'],
    ['/a?h=${__field.labels["host"]}', '/a?h=web%201'],
    ['/a?h=${__field.labels.nothing}', '/a?h='],
    ['/a?n=${__field.name}', '/a?n=latency'],
    ['/a?s=${__series.name}', '/a?s=requests'],
    ['/a?r=${__data.refId}', '/a?r=A'],
    ['/a?c=${__data.fields.trace}', '/a?c=c%20d'],
    ['/a?c=${__data.fields["trace"]}', '/a?c=c%20d'],
    ['/a?c=${__data.fields[1].numeric}', '/a?c=0.5'],
    ['/a?c=${__data.fields.nothing}', '/a?c='],
    ['/a?v=$unknown', '/a?v=$unknown'],
  ])('%s becomes %s', (url, expected) => {
    expect(urlOf(url)).toBe(expected);
  });

  test('of a calculated value has its number and no time', () => {
    const point = { frame: 0, field: 1, row: null, calc: 'max' };
    expect(urlOf('/a?v=${__value.raw}&t=${__value.time}', point)).toBe('/a?v=0.5&t=');
  });

  test('asks the page for every other name, and keeps what is already a query', () => {
    const [link] = linksAt(
      { frame: 0, field: 1, row: 0 },
      {
        ...context,
        fieldConfig: { defaults: { links: [{ title: '${env} now', url: '/d/x?${__url_time_range}', targetBlank: true }] }, overrides: [] },
        lookup: (name) => ({ value: name === 'env' ? 'prod' : 'from=1&to=2' }),
      },
    );
    expect(link).toEqual({ title: 'prod now', url: '/d/x?from=1&to=2', newTab: true });
  });

  test('of a data source opens Explore with its query filled in', () => {
    const internal = { datasourceUid: 'tempo', query: { query: '${__value.raw}', deep: ['${__field.name}'] } };
    const [link] = linksAt(
      { frame: 0, field: 1, row: 0 },
      { ...context, fieldConfig: { defaults: { links: [{ title: 'x', internal }] }, overrides: [] } },
    );
    const panes = JSON.parse(new URL(link?.url ?? '', 'http://x').searchParams.get('panes') ?? '{}');
    expect(panes.a).toEqual({
      datasource: 'tempo',
      queries: [{ refId: 'A', datasource: { uid: 'tempo' }, query: '0.25', deep: ['latency'] }],
      range: { from: '0', to: '10' },
    });
  });

  test.each(['javascript:alert(1)', ' javascript:alert(1)', 'JaVaScRiPt:x', 'data:text/html,x', 'vbscript:x', '', 'blob:x'])(
    'to %j is not followed',
    (url) => {
      expect(isFollowed(url)).toBe(false);
      expect(urlOf(url)).toBeUndefined();
    },
  );
  test('cannot be made unsafe by a value', () => {
    const evil = [frame([stringField('name', ['javascript:alert(1)'])])];
    const fieldConfig = { defaults: { links: [{ title: 'x', url: '${__value.raw}' }] }, overrides: [] };
    expect(linksAt({ frame: 0, field: 0, row: 0 }, { ...context, frames: evil, fieldConfig })).toEqual([]);
  });
  test.each(['/d/x', 'd/x?y', 'https://x.example', 'http://x.example/', 'mailto:a@b.example', '?a=b'])('to %j is', (url) => {
    expect(isFollowed(url)).toBe(true);
  });
});
