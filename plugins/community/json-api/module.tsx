import './json.css';
import {
  Button,
  type ConfigEditorProps,
  type DatasourceUi,
  Field,
  IconButton,
  Input,
  type QueryEditorProps,
  Segments,
  Select,
} from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { type Column, emptyQuery, type JsonQuery } from './query.ts';
import { t } from './text/index.ts';

const methods = ['GET', 'POST'].map((value) => ({ value, label: value }));
const types = ['auto', 'text', 'number', 'time', 'boolean'] as const;

function QueryEditor({ query, onChange, onRun }: QueryEditorProps<JsonQuery>): JSX.Element {
  const columns = query.columns ?? [];
  const change = (part: Partial<JsonQuery>): void => onChange({ ...query, ...part });
  const column = (index: number, part: Partial<Column>): void =>
    change({ columns: columns.map((one, at) => (at === index ? { ...one, ...part } : one)) });
  const run = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') onRun();
  };
  return (
    <div class="json">
      <div class="json-line">
        <Field label={t.method}>
          <Select value={query.method ?? 'GET'} options={methods} onValue={(method) => change({ method: method as 'GET' | 'POST' })} />
        </Field>
        <div class="json-wide">
          <Field label={t.path} help={t.pathHelp}>
            <Input
              value={query.path ?? ''}
              placeholder="/items?since=$__from"
              onInput={(event) => change({ path: event.currentTarget.value })}
              onBlur={onRun}
              onKeyDown={run}
            />
          </Field>
        </div>
      </div>
      {query.method === 'POST' && (
        <Field label={t.body}>
          <Input value={query.body ?? ''} onInput={(event) => change({ body: event.currentTarget.value })} onBlur={onRun} onKeyDown={run} />
        </Field>
      )}
      <div class="json-line">
        <Segments
          label={t.language}
          value={query.language ?? 'jsonpath'}
          options={[
            { value: 'jsonpath', label: 'JSONPath' },
            { value: 'jmespath', label: 'JMESPath' },
          ]}
          onValue={(language) => change({ language: language as 'jsonpath' | 'jmespath' })}
        />
        <div class="json-wide">
          <Field label={t.rows} help={t.rowsHelp}>
            <Input
              value={query.rows ?? ''}
              placeholder={query.language === 'jmespath' ? 'items' : '$.items[*]'}
              onInput={(event) => change({ rows: event.currentTarget.value })}
              onBlur={onRun}
              onKeyDown={run}
            />
          </Field>
        </div>
      </div>
      <fieldset class="json-columns">
        <legend>{t.columns}</legend>
        {columns.map((one, index) => (
          <div class="json-line" key={index}>
            <Input
              aria-label={t.columnPath(index + 1)}
              value={one.path}
              placeholder={query.language === 'jmespath' ? 'name' : '$.name'}
              onInput={(event) => column(index, { path: event.currentTarget.value })}
              onBlur={onRun}
              onKeyDown={run}
            />
            <Input
              aria-label={t.columnName(index + 1)}
              value={one.name ?? ''}
              placeholder={t.name}
              onInput={(event) => column(index, { name: event.currentTarget.value })}
              onBlur={onRun}
              onKeyDown={run}
            />
            <Select
              aria-label={t.columnType(index + 1)}
              value={one.type ?? 'auto'}
              options={types.map((value) => ({ value, label: t.types[value] }))}
              onValue={(type) => column(index, { type: type as Column['type'] & string })}
            />
            <IconButton
              label={t.remove(index + 1)}
              icon="trash-2"
              onClick={() => change({ columns: columns.filter((_, at) => at !== index) })}
            />
          </div>
        ))}
        <p class="json-none">{columns.length === 0 && t.allColumns}</p>
        <Button onClick={() => change({ columns: [...columns, { path: '', type: 'auto' }] })}>{t.add}</Button>
      </fieldset>
    </div>
  );
}

interface Settings {
  readonly healthPath?: string;
  readonly [key: string]: unknown;
}

function ConfigEditor({ settings, onChange }: ConfigEditorProps<Settings>): JSX.Element {
  return (
    <Field label={t.healthPath} help={t.healthHelp}>
      <Input
        value={settings.jsonData.healthPath ?? ''}
        placeholder="/"
        disabled={settings.readOnly}
        onInput={(event) => onChange({ ...settings, jsonData: { ...settings.jsonData, healthPath: event.currentTarget.value } })}
      />
    </Field>
  );
}

const json: DatasourceUi<JsonQuery, Settings> = {
  emptyQuery,
  query: QueryEditor,
  variable: QueryEditor,
  config: ConfigEditor,
  describe: ({ method = 'GET', path = '/', rows = '' }) => [method, path, rows].filter(Boolean).join(' '),
};

export const datasources = { 'orrery-json-datasource': json };
