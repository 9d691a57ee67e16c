import { Button, Field, IconButton, Input, Select, Switch } from '@orrery/plugin-sdk/ui';
import { ColorControl } from '@orrery/plugin-sdk/ui/options/index.ts';
import type { JSX } from 'preact';
import { annotationQueries, builtIn } from '../../model/annotations.ts';
import { isGrafana } from '../../model/datasource-ref.ts';
import type { AnnotationQuery, Dashboard } from '../../model/types.ts';
import { w } from '../../text/work/index.ts';
import { refFor } from '../edit/data-tab.tsx';
import { JsonField } from '../edit/json-field.tsx';
import type { SettingsProps } from './settings-page.tsx';

/** Events drawn over the panels: the own ones first, then those of queries. */
export function AnnotationSettings({ board, change }: SettingsProps): JSX.Element {
  const list = annotationQueries(board.dashboard);
  const set = (label: string, how: (before: readonly AnnotationQuery[]) => readonly AnnotationQuery[], merge?: string): void =>
    change(
      label,
      (before: Dashboard) => ({ ...before, annotations: { ...before.annotations, list: how(annotationQueries(before)) } }),
      merge,
    );
  const patch = (index: number, changes: Partial<AnnotationQuery>): void =>
    set(w.edit.steps.annotation, (before) => before.map((one, at) => (at === index ? { ...one, ...changes } : one)), `annotation-${index}`);
  const add = (): void => {
    const source = board.datasources.find(({ isDefault }) => isDefault) ?? board.datasources[0];
    set(w.edit.steps.annotation, (before) => [
      ...before,
      {
        name: w.settings.newAnnotation,
        enable: true,
        hide: false,
        iconColor: 'orange',
        datasource: source ? { uid: source.uid, type: source.type } : null,
        target: { refId: 'Anno' },
      },
    ]);
  };
  return (
    <>
      {list.map((query, index) => {
        const own = isGrafana(query.datasource);
        const uid = own ? '-- Grafana --' : typeof query.datasource === 'object' ? (query.datasource?.uid ?? '') : (query.datasource ?? '');
        return (
          <section key={index} class="dash-card dash-form" aria-label={query.name}>
            <div class="dash-form-row">
              <Field label={w.settings.name}>
                <Input
                  value={query.name}
                  readOnly={query.builtIn === 1}
                  onInput={(event) => patch(index, { name: event.currentTarget.value })}
                />
              </Field>
              <Field label={w.edit.source}>
                <Select
                  value={uid}
                  disabled={query.builtIn === 1}
                  options={[
                    { value: '-- Grafana --', label: w.settings.ownAnnotations },
                    ...board.datasources.map((one) => ({ value: one.uid, label: one.name })),
                    ...(uid && uid !== '-- Grafana --' && !board.datasources.some((one) => one.uid === uid)
                      ? [{ value: uid, label: uid }]
                      : []),
                  ]}
                  onValue={(next) =>
                    patch(index, {
                      datasource: next === '-- Grafana --' ? (builtIn.datasource ?? null) : refFor(next, board),
                      target: { refId: 'Anno' },
                    })
                  }
                />
              </Field>
              <Field label={w.settings.color}>
                <ColorControl
                  label={w.settings.color}
                  value={query.iconColor ?? 'red'}
                  onValue={(iconColor) => patch(index, { iconColor })}
                />
              </Field>
              <span class="o-sp" />
              {query.builtIn !== 1 && (
                <IconButton
                  icon="trash-2"
                  label={w.settings.removeOne(query.name)}
                  onClick={() => set(w.edit.steps.annotation, (before) => before.filter((_, at) => at !== index))}
                />
              )}
            </div>
            <div class="dash-form-row">
              <Switch label={w.settings.annotationOn} checked={query.enable !== false} onValue={(enable) => patch(index, { enable })} />
              <Switch label={w.settings.annotationHidden} checked={query.hide === true} onValue={(hide) => patch(index, { hide })} />
            </div>
            {!query.builtIn && !own && <PlainTarget query={query} onTarget={(target) => patch(index, { target })} />}
            {!query.builtIn && own && <OwnTarget query={query} onTarget={(target) => patch(index, { target })} />}
          </section>
        );
      })}
      <Button icon="plus" onClick={add}>
        {w.settings.addAnnotation}
      </Button>
    </>
  );
}

type Target = Readonly<Record<string, unknown>>;

function PlainTarget({ query, onTarget }: { query: AnnotationQuery; onTarget: (target: Target) => void }): JSX.Element {
  const target = query.target ?? {};
  const key = 'query' in target && !('expr' in target) ? 'query' : 'expr';
  return (
    <>
      <Field label={w.settings.query}>
        <Input
          class="o-mono"
          spellcheck={false}
          value={String(target[key] ?? query[key] ?? '')}
          onInput={(event) => onTarget({ refId: 'Anno', ...target, [key]: event.currentTarget.value })}
        />
      </Field>
      <details class="dash-fold">
        <summary>JSON</summary>
        <JsonField label={w.settings.query} expects="object" rows={5} value={target} onValue={(value) => onTarget(value as Target)} />
      </details>
    </>
  );
}

function OwnTarget({ query, onTarget }: { query: AnnotationQuery; onTarget: (target: Target) => void }): JSX.Element {
  const target = query.target ?? {};
  const tags = Array.isArray(target.tags) ? (target.tags as string[]) : [];
  return (
    <div class="dash-form-row">
      <Field label={w.settings.annotationsOf}>
        <Select
          value={String(target.type ?? 'dashboard')}
          options={[
            { value: 'dashboard', label: w.settings.thisDashboard },
            { value: 'tags', label: w.settings.byTags },
          ]}
          onValue={(type) => onTarget({ ...target, type, limit: target.limit ?? 100 })}
        />
      </Field>
      {target.type === 'tags' && (
        <Field label={w.settings.tags} help={w.settings.tagsHelp}>
          <Input
            value={tags.join(', ')}
            onChange={(event) =>
              onTarget({
                ...target,
                tags: event.currentTarget.value
                  .split(',')
                  .map((tag) => tag.trim())
                  .filter(Boolean),
              })
            }
          />
        </Field>
      )}
      <Field label={w.settings.limit}>
        <Input
          inputMode="numeric"
          value={String(target.limit ?? 100)}
          onInput={(event) => onTarget({ ...target, limit: Number.parseInt(event.currentTarget.value, 10) || 100 })}
        />
      </Field>
    </div>
  );
}
