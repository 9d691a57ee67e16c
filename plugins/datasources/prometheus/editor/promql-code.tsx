/** The code editor for PromQL, with what the data source at hand knows. */
import { CodeEditor, type QueryEditorProps } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import { t } from '../text/index.ts';
import { type Source, sourceOf } from './source.ts';

export function PromqlCode({
  value,
  onChange,
  onRun,
  label = t.editor.query,
  lines = [1, 12],
  autoFocus = false,
  ...props
}: Pick<QueryEditorProps, 'datasource' | 'resource' | 'range' | 'variables'> & {
  value: string;
  onChange(expr: string): void;
  onRun(): void;
  label?: string;
  lines?: readonly [number, number];
  autoFocus?: boolean;
}): JSX.Element {
  const now = useRef<{ source: Source; variables: readonly string[] }>({ source: sourceOf(props), variables: [] });
  now.current = { source: sourceOf(props), variables: props.variables ?? [] };
  return (
    <CodeEditor
      key={props.datasource.uid}
      label={label}
      value={value}
      onChange={onChange}
      onRun={onRun}
      lines={lines}
      autoFocus={autoFocus}
      placeholder={t.editor.placeholder}
      extensions={async () => {
        const { promql } = await import('./promql-language.ts');
        return promql(
          () => now.current.source,
          () => now.current.variables,
        );
      }}
    />
  );
}
