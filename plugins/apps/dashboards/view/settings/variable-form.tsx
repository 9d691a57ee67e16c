import { Button, Field, Input, type QueryEditorProps, Select, Switch } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { findDatasource } from '../../model/datasource-ref.ts';
import type { Target, VariableModel } from '../../model/types.ts';
import { loadVariables, type VariableState } from '../../model/variables.ts';
import { t } from '../../text/index.ts';
import { w } from '../../text/work/index.ts';
import { askOptions } from '../api.ts';
import { refFor } from '../edit/data-tab.tsx';
import { JsonField } from '../edit/json-field.tsx';
import { askResource, useDatasourceUi } from '../edit/query-card.tsx';
import type { SettingsProps } from './settings-page.tsx';

const types = ['query', 'custom', 'textbox', 'constant', 'datasource', 'interval', 'adhoc', 'groupby', 'switch'] as const;
const severalTypes = new Set(['query', 'custom', 'datasource']);
const sourced = new Set(['query', 'adhoc', 'groupby']);

/** One variable: what it is, where its values come from, and what they are now. */
export function VariableForm(
  props: SettingsProps & {
    model: VariableModel;
    taken: readonly string[];
    onChange: (model: VariableModel) => void;
    onDone: () => void;
  },
): JSX.Element {
  const { board, model, taken, onChange, onDone } = props;
  const patch = (changes: Partial<VariableModel>): void => onChange({ ...model, ...changes });
  const problem = !/^\w+$/.test(model.name)
    ? w.settings.nameWrong
    : model.name.startsWith('__')
      ? w.settings.nameReserved
      : taken.includes(model.name)
        ? w.settings.nameTaken
        : undefined;
  const { state, preview } = usePreview(props, model);
  const text = typeof model.query === 'string' ? model.query : '';
  const sources = [...new Set(board.datasources.map(({ type }) => type))];
  const sourceUid = typeof model.datasource === 'object' ? (model.datasource?.uid ?? '') : (model.datasource ?? '');
  const variables = [...board.variables.values()].filter(({ model: other }) => other.type === 'datasource');
  return (
    <div class="dash-form">
      <div class="o-row">
        <Button kind="ghost" icon="chevron-left" onClick={onDone}>
          {w.settings.allVariables}
        </Button>
      </div>
      <div class="dash-form-row">
        <Field label={w.settings.type}>
          <Select
            value={model.type}
            onValue={(type) =>
              patch({ type, query: '', options: [], current: {}, ...(type === 'constant' ? { hide: 2, skipUrlSync: true } : {}) })
            }
            options={[...types, ...(types.includes(model.type as (typeof types)[number]) ? [] : [model.type])].map((type) => ({
              value: type as string,
              label: (w.settings.variableTypes as Record<string, string>)[type] ?? type,
            }))}
          />
        </Field>
        <Field label={w.settings.name} error={problem}>
          <Input value={model.name} spellcheck={false} onInput={(event) => patch({ name: event.currentTarget.value.trim() })} />
        </Field>
        <Field label={w.settings.labelOf}>
          <Input value={model.label ?? ''} placeholder={model.name} onInput={(event) => patch({ label: event.currentTarget.value })} />
        </Field>
        <Field label={w.settings.show}>
          <Select
            value={String(model.hide ?? 0)}
            onValue={(hide) => patch({ hide: Number(hide) })}
            options={['0', '1', '3', '2'].map((hide) => ({
              value: hide,
              label: (w.settings.hide as Readonly<Record<string, string>>)[hide] ?? hide,
            }))}
          />
        </Field>
      </div>
      <Field label={w.settings.description}>
        <Input value={model.description ?? ''} onInput={(event) => patch({ description: event.currentTarget.value })} />
      </Field>
      {sourced.has(model.type) && (
        <Field label={w.edit.source}>
          <Select
            value={sourceUid}
            options={[
              { value: '', label: w.edit.defaultSource },
              ...board.datasources.map(({ uid, name }) => ({ value: uid, label: name })),
              ...variables.map(({ model: other }) => ({ value: `\${${other.name}}`, label: `\${${other.name}}` })),
              ...(sourceUid && !board.datasources.some(({ uid }) => uid === sourceUid) && !sourceUid.startsWith('$')
                ? [{ value: sourceUid, label: w.edit.unknownSource(sourceUid) }]
                : []),
            ]}
            onValue={(uid) => patch({ datasource: refFor(uid, board) })}
          />
        </Field>
      )}
      {model.type === 'query' && <VariableQuery {...props} />}
      {model.type === 'custom' && (
        <Field label={w.settings.values} help={w.settings.customHelp}>
          <Input value={text} onInput={(event) => patch({ query: event.currentTarget.value })} />
        </Field>
      )}
      {(model.type === 'textbox' || model.type === 'constant') && (
        <Field label={w.settings.value}>
          <Input
            value={text}
            onInput={(event) =>
              patch({ query: event.currentTarget.value, current: { text: event.currentTarget.value, value: event.currentTarget.value } })
            }
          />
        </Field>
      )}
      {model.type === 'datasource' && (
        <Field label={w.settings.sourceType}>
          <Select
            value={text}
            options={[{ value: '', label: w.settings.choose }, ...sources.map((type) => ({ value: type, label: type }))]}
            onValue={(query) => patch({ query })}
          />
        </Field>
      )}
      {model.type === 'interval' && (
        <>
          <Field label={w.settings.intervalValues}>
            <Input
              value={text}
              placeholder="1m,10m,30m,1h,6h,12h,1d"
              onInput={(event) => patch({ query: event.currentTarget.value, refresh: 2 })}
            />
          </Field>
          <div class="dash-form-row">
            <Switch label={w.settings.auto} checked={model.auto === true} onValue={(auto) => patch({ auto })} />
            {model.auto && (
              <>
                <Field label={w.settings.autoCount}>
                  <Input
                    inputMode="numeric"
                    value={model.auto_count ?? 30}
                    onInput={(event) => patch({ auto_count: Number.parseInt(event.currentTarget.value, 10) || 30 })}
                  />
                </Field>
                <Field label={w.settings.autoMin}>
                  <Input value={model.auto_min ?? '10s'} onInput={(event) => patch({ auto_min: event.currentTarget.value })} />
                </Field>
              </>
            )}
          </div>
        </>
      )}
      {model.type === 'switch' && (
        <div class="dash-form-row">
          <Field label={w.settings.onValue}>
            <Input value={model.enabledValue ?? 'true'} onInput={(event) => patch({ enabledValue: event.currentTarget.value })} />
          </Field>
          <Field label={w.settings.offValue}>
            <Input value={model.disabledValue ?? 'false'} onInput={(event) => patch({ disabledValue: event.currentTarget.value })} />
          </Field>
        </div>
      )}
      {(model.type === 'query' || model.type === 'datasource') && (
        <div class="dash-form-row">
          <Field label={w.settings.regex} help={w.settings.regexHelp}>
            <Input
              value={model.regex ?? ''}
              spellcheck={false}
              placeholder="/.*-(?<text>.*)-(?<value>.*)/"
              onInput={(event) => patch({ regex: event.currentTarget.value })}
            />
          </Field>
          {model.type === 'query' && (
            <>
              <Field label={w.settings.sort}>
                <Select
                  value={String(model.sort ?? 0)}
                  onValue={(sort) => patch({ sort: Number(sort) })}
                  options={numbered(w.settings.sorts)}
                />
              </Field>
              <Field label={w.settings.reload}>
                <Select
                  value={String(model.refresh ?? 1)}
                  onValue={(refresh) => patch({ refresh: Number(refresh) })}
                  options={numbered(w.settings.reloads)}
                />
              </Field>
            </>
          )}
        </div>
      )}
      {severalTypes.has(model.type) && (
        <div class="dash-form-row">
          <Switch label={w.settings.multi} checked={model.multi === true} onValue={(multi) => patch({ multi })} />
          <Switch label={w.settings.includeAll} checked={model.includeAll === true} onValue={(includeAll) => patch({ includeAll })} />
          {model.includeAll && (
            <Field label={w.settings.allValue}>
              <Input
                value={model.allValue ?? ''}
                placeholder={w.settings.allPlaceholder}
                onInput={(event) => patch({ allValue: event.currentTarget.value || null })}
              />
            </Field>
          )}
          <Switch
            label={w.settings.custom}
            checked={model.allowCustomValue !== false}
            onValue={(allowCustomValue) => patch({ allowCustomValue })}
          />
        </div>
      )}
      <section class="dash-preview">
        <div class="o-row">
          <h3 class="o-sp">{w.settings.preview(state?.options.length ?? 0)}</h3>
          <Button size="sm" icon="refresh-cw" onClick={preview}>
            {w.settings.tryIt}
          </Button>
        </div>
        {state?.error && (
          <p class="o-danger" role="alert">
            {state.error}
          </p>
        )}
        <div class="dash-chips">
          {(state?.options ?? []).slice(0, 40).map(({ text: label, value }) => (
            <span key={value} class="o-chip" title={value}>
              {label}
            </span>
          ))}
          {(state?.options.length ?? 0) > 40 && <span class="o-ter">{t.variables.more((state?.options.length ?? 0) - 40)}</span>}
        </div>
      </section>
    </div>
  );
}

const numbered = (words: Readonly<Record<string, string>>): { value: string; label: string }[] =>
  Object.entries(words).map(([value, label]) => ({ value, label }));

/** The source's own editor for variables, else its query text. */
function VariableQuery({
  board,
  model,
  onChange,
}: SettingsProps & { model: VariableModel; onChange: (model: VariableModel) => void }): JSX.Element | null {
  const datasource = findDatasource(model.datasource, board.datasources, board.lookup({}));
  const ui = useDatasourceUi(board.shell, datasource?.type);
  const Editor = ui.found?.variable as ((props: QueryEditorProps) => JSX.Element) | undefined;
  if (ui.loading) return null;
  if (Editor && datasource) {
    const stored = typeof model.query === 'object' && model.query !== null ? model.query : { query: model.query || model.definition || '' };
    return (
      <Editor
        query={{ refId: `variable-${model.name}`, ...(stored as object) } as Target}
        onChange={({ refId: _, ...query }) =>
          onChange({
            ...model,
            query: { ...query, refId: `variable-${model.name}` },
            definition: String(query.query ?? model.definition ?? ''),
          })
        }
        onRun={() => {}}
        datasource={datasource}
        resource={(path, params) => askResource(datasource.uid, path, params)}
        range={board.span}
        place="variable"
        variables={[...board.variables.keys()]}
      />
    );
  }
  if (typeof model.query === 'object' && model.query !== null && typeof (model.query as { query?: unknown }).query !== 'string') {
    return <JsonField label={w.settings.query} expects="object" value={model.query} onValue={(query) => onChange({ ...model, query })} />;
  }
  const text =
    typeof model.query === 'string'
      ? model.query
      : String((model.query as { query?: string } | undefined)?.query ?? model.definition ?? '');
  return (
    <Field label={w.settings.query} help={datasource?.type === 'prometheus' ? w.settings.prometheusHelp : undefined}>
      <Input
        value={text}
        spellcheck={false}
        class="o-mono"
        onInput={(event) => {
          const query = event.currentTarget.value;
          onChange({
            ...model,
            definition: query,
            query: typeof model.query === 'object' && model.query !== null ? { ...model.query, query } : query,
          });
        }}
      />
    </Field>
  );
}

/** The values as they would be, asked a moment after the last change. */
function usePreview({ board }: SettingsProps, model: VariableModel): { state: VariableState | undefined; preview: () => void } {
  const [state, setState] = useState<VariableState>();
  const preview = (): void => {
    const others = new Map([...board.variables].filter(([name]) => name !== model.name));
    void loadVariables([model], others, {
      datasources: board.datasources,
      range: board.span,
      fromUrl: () => [],
      ask: (datasource, question) => askOptions(datasource, question, board.span),
    }).then((states) => setState(states.get(model.name)));
  };
  useEffect(() => {
    const timer = setTimeout(preview, 600);
    return () => clearTimeout(timer);
  }, [model]);
  return { state, preview };
}
