import { expect, test } from 'vitest';
import { standInUid, withStandIns } from './stand-ins.ts';

const present = { types: new Set(['prometheus', 'grafana-testdata-datasource']), sources: new Set(['mine']) };
const scenarios = ({ json }: { readonly json: Readonly<Record<string, unknown>> }) =>
  (json.panels as { targets?: { scenarioId?: string }[] }[]).map(({ targets }) => targets?.map(({ scenarioId }) => scenarioId));

test('panels whose source is here keep it', () => {
  const panels = [
    'mine',
    null,
    '-- Mixed --',
    { type: 'prometheus', uid: 'any' },
    { type: 'prometheus', uid: '$source' },
    '${DS_INPUT}',
  ].map((datasource) => ({ type: 'timeseries', datasource, targets: [{ refId: 'A' }] }));
  const { json, replaced } = withStandIns({ panels }, present);
  expect(json.panels).toEqual(panels);
  expect(replaced).toEqual([]);
});

test('the others get frames of the shape that they expect, and are told', () => {
  const missing = { type: 'loki', uid: 'logs-of-a-company' };
  const targets = [{ refId: 'A', expr: '{app="x"}' }];
  const panels = [
    { type: 'logs', datasource: missing, targets },
    { type: 'timeseries', datasource: '$logs', targets },
    {
      type: 'graph',
      datasource: 'postgres',
      targets: [
        { refId: 'A', format: 'table' },
        { refId: 'B', format: 'time_series' },
      ],
    },
    { type: 'row', panels: [{ type: 'geomap', datasource: missing, targets }] },
  ];
  const stood = withStandIns({ panels, templating: { list: [{ name: 'logs', type: 'datasource', query: 'loki' }] } }, present);
  expect(stood.replaced).toEqual(['logs-of-a-company', '$logs', 'postgres', 'logs-of-a-company']);
  expect(scenarios(stood)).toEqual([['logs'], ['random_walk'], ['table_static', 'random_walk'], undefined]);
  expect(stood.json.panels).toMatchObject([{ datasource: { uid: standInUid } }, {}, {}, { panels: [{ datasource: { uid: standInUid } }] }]);
});
