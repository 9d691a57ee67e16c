/** The editor of a variable's query: the kinds people know, each with its fields; the form is stored beside the text it means. */
import { Combobox, Field, Input, type QueryEditorProps, Select } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import type { PromQuery } from '../asking.ts';
import type { Matcher, MatchOperator } from '../promql/model.ts';
import { type VariableForm, variableKinds, variableText } from '../promql/variable-text.ts';
import { t } from '../text/index.ts';
import { Labels, selectorWithout } from './labels.tsx';
import { Part } from './part.tsx';
import { PromqlCode } from './promql-code.tsx';
import { sourceOf } from './source.ts';

type Kind = keyof typeof variableKinds;
const kinds = Object.keys(variableKinds) as Kind[];

export function VariableEditor(props: QueryEditorProps<PromQuery>): JSX.Element {
  const { query, onChange, onRun } = props;
  const form = formOf(query);
  const kind = kinds.find((one) => variableKinds[one] === form.qryType) ?? 'classic';
  const source = sourceOf(props);
  const set = (more: Partial<VariableForm>): void => {
    const { query: _text, expr: _expr, ...rest } = { ...form, ...more };
    onChange({ ...query, ...rest, query: variableText(rest) } as PromQuery);
  };
  const matchers: Matcher[] = (form.labelFilters ?? []).map(({ label, op, value }) => ({ label, operator: op as MatchOperator, value }));
  const selector = selectorWithout(form.metric ?? '', matchers, -1);
  const code = (value: string, key: 'varQuery' | 'seriesQuery', label: string) => (
    <PromqlCode {...props} value={value} label={label} onRun={onRun} onChange={(text) => set({ [key]: text })} />
  );
  return (
    <div class="prom-editor">
      <Field label={t.variable.type}>
        <Select
          value={kind}
          options={kinds.map((value) => ({ value, label: t.variable.types[value] }))}
          onValue={(value) => set({ ...startOf(value, form), qryType: variableKinds[value] })}
        />
      </Field>
      {kind === 'labelValues' && (
        <>
          <Part name={t.variable.label}>
            <Combobox
              label={t.variable.label}
              value={form.label ?? ''}
              options={async () => (await source.labels(selector)).map((value) => ({ value }))}
              onValue={(label) => set({ label })}
            />
          </Part>
          <Part name={t.variable.metric}>
            <Combobox
              label={t.variable.metric}
              placeholder={t.variable.metricOptional}
              value={form.metric ?? ''}
              options={async () => (await source.metrics()).map((value) => ({ value }))}
              onValue={(metric) => set({ metric })}
            />
          </Part>
          <Part
            name={t.variable.filters}
            add={{
              label: t.builder.addLabel,
              run: () => set({ labelFilters: [...(form.labelFilters ?? []), { label: '', op: '=', value: '' }] }),
            }}
          >
            <Labels
              metric={form.metric ?? ''}
              matchers={matchers}
              source={source}
              variables={props.variables ?? []}
              onChange={(fresh) => set({ labelFilters: fresh.map(({ label, operator, value }) => ({ label, op: operator, value })) })}
            />
          </Part>
        </>
      )}
      {kind === 'labelNames' && (
        <Field label={t.variable.metric}>
          <Input
            value={form.match ?? ''}
            placeholder={t.variable.metricOptional}
            onChange={(event) => set({ match: event.currentTarget.value })}
          />
        </Field>
      )}
      {kind === 'metrics' && (
        <Field label={t.variable.regex}>
          <Input value={form.metricRegex ?? ''} placeholder=".*" onChange={(event) => set({ metricRegex: event.currentTarget.value })} />
        </Field>
      )}
      {kind === 'queryResult' && code(form.varQuery ?? '', 'varQuery', t.variable.query)}
      {kind === 'series' && code(form.seriesQuery ?? '', 'seriesQuery', t.variable.series)}
      {kind === 'classic' && (
        <Field label={t.variable.classic} help={t.variable.classicHelp}>
          <Input value={form.varQuery ?? ''} onChange={(event) => set({ varQuery: event.currentTarget.value })} />
        </Field>
      )}
    </div>
  );
}

/** A text of an old dashboard is a classic query; what its function is, is seen. */
function formOf(query: PromQuery): VariableForm {
  const stored = (typeof query.query === 'object' && query.query !== null ? query.query : query) as VariableForm;
  if (stored.qryType !== undefined) return stored;
  const text = variableText(query as VariableForm);
  const values = /^label_values\((?:([a-zA-Z_:][\w:]*),\s*)?([a-zA-Z_]\w*)\)$/.exec(text);
  if (values) return { qryType: variableKinds.labelValues, label: values[2] as string, ...(values[1] && { metric: values[1] }) };
  const metrics = /^metrics\((.*)\)$/.exec(text);
  if (metrics) return { qryType: variableKinds.metrics, metricRegex: metrics[1] as string };
  const result = /^query_result\(([\s\S]*)\)$/.exec(text);
  if (result) return { qryType: variableKinds.queryResult, varQuery: result[1] as string };
  return text === '' ? { qryType: variableKinds.labelValues } : { qryType: variableKinds.classic, varQuery: text };
}

/** What was chosen so far goes along as text where a text is edited. */
function startOf(kind: Kind, before: VariableForm): Partial<VariableForm> {
  return kind === 'classic' && before.qryType !== variableKinds.classic ? { varQuery: variableText(before) } : {};
}
