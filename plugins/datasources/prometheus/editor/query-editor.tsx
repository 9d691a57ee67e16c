/** The editor of a query: builder and code, two views of one text. */
import { Banner, Button, type QueryEditorProps, Segments, Switch } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type { PromQuery } from '../asking.ts';
import { explain } from '../promql/explain.ts';
import type { VisualQuery } from '../promql/model.ts';
import { openInBuilder, type Reason } from '../promql/parse.ts';
import { print } from '../promql/print.ts';
import { t } from '../text/index.ts';
import type { PrometheusSettings } from '../settings.ts';
import { Chain } from './chain.tsx';
import { Hints } from './hints.tsx';
import { Options } from './options.tsx';
import { PromqlCode } from './promql-code.tsx';
import { sourceOf } from './source.ts';

export function QueryEditor(props: QueryEditorProps<PromQuery>): JSX.Element {
  const { query, onChange, onRun, datasource, frames, place } = props;
  const expr = query.expr ?? '';
  const mode =
    query.editorMode ?? (expr ? 'code' : (datasource.jsonData as PrometheusSettings).defaultEditor === 'code' ? 'code' : 'builder');
  const [explained, setExplained] = useState(false);
  const source = sourceOf(props);
  // While a part is still empty, what it prints need not be PromQL: the model that printed it is kept.
  const kept = useRef<{ readonly expr: string; readonly query: VisualQuery } | undefined>(undefined);
  const opened = kept.current?.expr === expr ? { ok: true as const, query: kept.current.query } : openInBuilder(expr);
  const visual = opened.ok ? opened.query : undefined;
  const builds = mode === 'builder' && visual !== undefined;

  const build = (next: VisualQuery): void => {
    const printed = print(next);
    kept.current = { expr: printed, query: next };
    onChange({ ...query, editorMode: 'builder', expr: printed });
  };
  return (
    <div class="prom-editor">
      <div class="o-row prom-head">
        <Segments
          label={t.editor.mode}
          value={builds ? 'builder' : 'code'}
          options={[
            { value: 'builder', label: t.editor.builder },
            { value: 'code', label: t.editor.code },
          ]}
          onValue={(value) => onChange({ ...query, editorMode: value })}
        />
        <span class="o-sp" />
        <Switch label={t.editor.explain} checked={explained} onValue={setExplained} />
      </div>
      {mode === 'builder' && !opened.ok && (
        <Banner tone="warn" role="status">
          {reasonText(opened.reason)}{' '}
          {opened.reason.code === 'changed' && (
            <Rewrite printed={opened.reason.printed} onChange={(printed) => onChange({ ...query, editorMode: 'builder', expr: printed })} />
          )}
        </Banner>
      )}
      {builds ? (
        <>
          <Chain query={visual} onChange={build} source={source} variables={props.variables ?? []} />
          {expr && (
            <pre class="o-code prom-preview">
              <code>{expr}</code>
            </pre>
          )}
        </>
      ) : (
        <PromqlCode {...props} value={expr} onChange={(next) => onChange({ ...query, editorMode: 'code', expr: next })} onRun={onRun} />
      )}
      {visual && expr && (
        <Hints
          query={visual}
          source={source}
          series={frames?.filter(({ meta }) => meta?.dataTopic !== 'annotations').length}
          onChange={(next) => onChange({ ...query, expr: next })}
        />
      )}
      {explained && visual && expr && (
        <section class="o-well">
          <h4 class="prom-part-name">{t.explain.title}</h4>
          <ol class="prom-explain">
            {explain(visual, t.explain).map(({ code, text }, index) => (
              <li key={index}>
                <span>{text}</span>
                <code>{code}</code>
              </li>
            ))}
          </ol>
        </section>
      )}
      <Options query={query} onChange={(next) => onChange(next as PromQuery)} place={place} />
    </div>
  );
}

function Rewrite({ printed, onChange }: { printed: string; onChange(printed: string): void }): JSX.Element {
  return (
    <Button kind="link" size="sm" onClick={() => onChange(printed)}>
      {t.editor.rewrite}
    </Button>
  );
}

function reasonText(reason: Reason): string {
  switch (reason.code) {
    case 'syntax':
      return t.editor.why.syntax(reason);
    case 'comment':
      return t.editor.why.comment;
    case 'unknown':
      return t.editor.why.unknown(reason.what);
    case 'changed':
      return t.editor.why.changed(reason.printed);
  }
}
