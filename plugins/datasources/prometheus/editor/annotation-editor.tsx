/** The editor of an annotation's query. */
import { Field, Input, type QueryEditorProps, Switch } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import type { AnnotationQuery } from '../annotation.ts';
import { t } from '../text/index.ts';
import { PromqlCode } from './promql-code.tsx';

export function AnnotationEditor(props: QueryEditorProps<AnnotationQuery>): JSX.Element {
  const { query, onChange, onRun } = props;
  const set = (more: Partial<AnnotationQuery>): void => onChange({ ...query, ...more } as AnnotationQuery);
  return (
    <div class="prom-editor">
      <div class="prom-part">
        <span class="prom-part-name">{t.annotation.query}</span>
        <PromqlCode {...props} value={query.expr ?? ''} label={t.annotation.query} onRun={onRun} onChange={(expr) => set({ expr })} />
        <span class="prom-note">{t.annotation.queryHelp}</span>
      </div>
      <div class="prom-options">
        <Field label={t.annotation.title} help={t.annotation.formatHelp}>
          <Input
            value={query.titleFormat ?? ''}
            placeholder="{{alertname}}"
            onChange={(event) => set({ titleFormat: event.currentTarget.value })}
          />
        </Field>
        <Field label={t.annotation.text} help={t.annotation.formatHelp}>
          <Input
            value={query.textFormat ?? ''}
            placeholder="{{instance}}"
            onChange={(event) => set({ textFormat: event.currentTarget.value })}
          />
        </Field>
        <Field label={t.annotation.tags}>
          <Input
            value={query.tagKeys ?? ''}
            placeholder="job, instance"
            onChange={(event) => set({ tagKeys: event.currentTarget.value })}
          />
        </Field>
        <Field label={t.annotation.step}>
          <Input
            class="prom-short"
            value={String(query.interval ?? query.step ?? '')}
            placeholder="60s"
            onChange={(event) => set({ interval: event.currentTarget.value.trim() })}
          />
        </Field>
      </div>
      <Switch
        label={t.annotation.valueForTime}
        checked={query.useValueForTime === true || query.useValueForTime === 'on'}
        onValue={(useValueForTime) => set({ useValueForTime })}
      />
    </div>
  );
}
