/** What the browser loads: the query editor. Name, address and sign-in of a configured datasource are asked for by the page around it. */
import { type DatasourceUi, Field, Input, type QueryEditorProps, Select } from '@orrery/plugin-sdk/ui';
import { type SampleQuery, shapes } from './query.ts';

function QueryEditor({ query, onChange, onRun }: QueryEditorProps<SampleQuery>) {
  return (
    <div class="o-row">
      <Field label="Shape">
        <Select
          value={query.shape ?? 'sine'}
          options={shapes.map((shape) => ({ value: shape, label: shape }))}
          onValue={(shape) => {
            onChange({ ...query, shape: shape as NonNullable<SampleQuery['shape']> });
            onRun();
          }}
        />
      </Field>
      <Field label="Period" help="In seconds">
        <Input
          type="number"
          min={1}
          value={String(query.periodSeconds ?? 600)}
          onChange={({ currentTarget }) => {
            onChange({ ...query, periodSeconds: Math.max(1, Number(currentTarget.value) || 1) });
            onRun();
          }}
        />
      </Field>
    </div>
  );
}

const sample: DatasourceUi<SampleQuery> = {
  emptyQuery: { shape: 'sine', periodSeconds: 600 },
  query: QueryEditor,
  describe: ({ shape = 'sine', periodSeconds = 600 }) => `${shape}, ${periodSeconds} s`,
};

export const datasources = { 'acme-sample-datasource': sample };
