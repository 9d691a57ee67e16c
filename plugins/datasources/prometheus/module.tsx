import './module.css';
import type { DatasourceUi } from '@orrery/plugin-sdk/ui';
import type { PromQuery } from './asking.ts';
import { AnnotationEditor } from './editor/annotation-editor.tsx';
import { ConfigEditor } from './editor/config-editor.tsx';
import { QueryEditor } from './editor/query-editor.tsx';
import { VariableEditor } from './editor/variable-editor.tsx';

const prometheus: DatasourceUi<PromQuery> = {
  emptyQuery: { expr: '', range: true, legendFormat: '__auto' },
  query: QueryEditor,
  config: ConfigEditor,
  variable: VariableEditor,
  annotation: AnnotationEditor,
  describe: ({ expr = '' }) => expr.replace(/\s+/g, ' ').trim(),
};

export const datasources = { prometheus };
