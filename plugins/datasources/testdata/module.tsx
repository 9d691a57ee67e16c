import './module.css';
import type { DatasourceUi } from '@orrery/plugin-sdk/ui';
import { QueryEditor } from './editor/query-editor.tsx';
import type { TestQuery } from './query.ts';
import { t } from './text/index.ts';

const testdata: DatasourceUi<TestQuery> = {
  emptyQuery: { scenarioId: 'random_walk' },
  query: QueryEditor,
  variable: QueryEditor,
  annotation: QueryEditor,
  describe: ({ scenarioId = 'random_walk', alias }) => [t.names[scenarioId] ?? scenarioId, alias].filter(Boolean).join(': '),
};

export const datasources = { 'grafana-testdata-datasource': testdata };
