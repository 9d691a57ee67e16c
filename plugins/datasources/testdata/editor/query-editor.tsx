/** The editor of a TestData query: a scenario, and the fields it asks for. */
import { CodeEditor, Combobox, Field, Input, type QueryEditorProps, Select, Switch } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import type { TestQuery } from '../query.ts';
import { t } from '../text/index.ts';
import { type FieldOf, forms, valueAtPath, withPath } from './fields.ts';

export function QueryEditor({ query, onChange, onRun, resource, place }: QueryEditorProps<TestQuery>): JSX.Element {
  const id = query.scenarioId || (place === 'variable' ? 'variables-query' : 'random_walk');
  const form = forms.find((one) => one.id === id);
  const files = async () => ((await resource('files')) as string[]).map((value) => ({ value }));
  return (
    <div class="testdata-editor">
      <div class="o-field testdata-scenario">
        <span class="o-lbl">{t.scenario}</span>
        <Combobox
          label={t.scenario}
          strict
          value={id}
          options={forms.map((one) => ({ value: one.id, label: t.names[one.id] ?? one.id, detail: t.groups[one.group] }))}
          onValue={(scenarioId) => onChange({ ...query, scenarioId })}
        />
      </div>
      {form?.fields.map((field) => (
        <One
          key={`${id} ${field.path}`}
          field={field}
          query={query}
          files={files}
          onRun={onRun}
          onValue={(value) => onChange(withPath(query, field.path, value))}
        />
      ))}
      {id === 'manual_entry' && <p class="o-ter testdata-wide">{t.points}</p>}
    </div>
  );
}

function One({
  field: { path, label: key, control, placeholder },
  query,
  files,
  onRun,
  onValue,
}: {
  field: FieldOf;
  query: TestQuery;
  files(): Promise<readonly { readonly value: string }[]>;
  onRun(): void;
  onValue(value: unknown): void;
}): JSX.Element {
  const value = valueAtPath(query, path);
  const label = t.fields[key] ?? key;
  if (control === 'switch') return <Switch label={label} checked={value === true} onValue={onValue} />;
  if (control === 'csv' || control === 'json')
    return (
      <div class="o-field testdata-wide">
        <span class="o-lbl">{label}</span>
        <CodeEditor
          label={label}
          value={typeof value === 'string' ? value : ''}
          onChange={onValue}
          onRun={onRun}
          language={control === 'json' ? 'json' : 'plain'}
          lineNumbers
          lines={[5, 18]}
          {...(placeholder && { placeholder })}
        />
      </div>
    );
  if (control === 'file')
    return (
      <div class="o-field testdata-scenario">
        <span class="o-lbl">{label}</span>
        <Combobox label={label} strict value={String(value ?? '')} options={files} onValue={onValue} />
      </div>
    );
  if (typeof control === 'object')
    return (
      <Field label={label}>
        <Select
          value={String(value ?? control.choices[0])}
          options={control.choices.map((one) => ({ value: one, label: one }))}
          onValue={onValue}
        />
      </Field>
    );
  const isNumber = control === 'number';
  return (
    <Field label={label}>
      <Input
        {...(isNumber && { type: 'number', step: 'any' })}
        value={value === undefined || value === null ? '' : String(value)}
        placeholder={placeholder}
        onChange={({ currentTarget: { value: text } }) => onValue(text === '' ? undefined : isNumber ? Number(text) : text)}
      />
    </Field>
  );
}
