/** A code editor that is loaded when it is first shown. Until then, and where it cannot be loaded, its text is edited plainly. */
import type { Extension } from '@codemirror/state';
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { EditorSettings, MountedEditor, Problem } from './editor.ts';
import { codeTexts } from './text.ts';

export interface CodeEditorProps {
  /** Its name: seen by screen readers, and by a `Field` around it. */
  readonly label: string;
  readonly value: string;
  onChange(value: string): void;
  /** Shift+Enter. */
  onRun?(): void;
  readonly language?: 'json' | 'markdown' | 'plain';
  /** A language of the plugin's own: asked for once, together with the editor. Give another `key` for other ones. */
  extensions?(): Promise<readonly Extension[]>;
  /** What is wrong with the text, beside what its language knows. */
  lint?(text: string): readonly Problem[] | Promise<readonly Problem[]>;
  readonly placeholder?: string;
  readonly readOnly?: boolean;
  readonly lineNumbers?: boolean;
  /** Lines that are high enough before it grows, and where it stops growing and scrolls. */
  readonly lines?: readonly [least: number, most: number];
  readonly autoFocus?: boolean;
}

export function CodeEditor(props: CodeEditorProps): JSX.Element {
  const { label, value, placeholder = '', readOnly = false, lines = [1, 12] } = props;
  const host = useRef<HTMLDivElement>(null);
  const mounted = useRef<MountedEditor | undefined>(undefined);
  const now = useRef(props);
  now.current = props;
  const [ready, setReady] = useState(false);
  // What was typed comes back as `value`, maybe late: only a value that was not typed here goes into the text.
  const typed = useRef<string[]>([]);
  const change = (text: string): void => {
    typed.current.push(text);
    now.current.onChange(text);
  };

  useEffect(() => {
    let gone = false;
    const open = async (): Promise<void> => {
      const [{ mountEditor }, extensions] = await Promise.all([import('@orrery/plugin-sdk/ui/code'), props.extensions?.() ?? []]);
      if (gone || !host.current) return;
      mounted.current = mountEditor(host.current, now.current.value, settingsOf(now, extensions, change));
      setReady(true);
      if (now.current.autoFocus) mounted.current.focus();
    };
    open().catch((error) => console.warn('The code editor could not be loaded; the text is edited plainly.', error));
    return () => {
      gone = true;
      mounted.current?.close();
    };
  }, []);
  useEffect(() => {
    const own = typed.current.lastIndexOf(value);
    typed.current.splice(0, own < 0 ? typed.current.length : own + 1);
    if (own < 0) mounted.current?.setText(value);
  }, [value]);
  useEffect(() => mounted.current?.setReadOnly(readOnly), [readOnly]);

  // 20 px a line, and 5 above and below.
  const [least, most] = lines.map((count) => `${count * 20 + 10}px`);
  return (
    <div class={`o-editor ${readOnly ? 'o-ro' : ''}`}>
      <div ref={host} class="o-editor-in" style={{ minHeight: least, maxHeight: most }} hidden={!ready} />
      {!ready && (
        <textarea
          aria-label={label}
          style={{ minHeight: least, maxHeight: most }}
          value={value}
          placeholder={placeholder}
          readOnly={readOnly}
          spellcheck={false}
          onInput={(event) => props.onChange(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || !event.shiftKey || !props.onRun) return;
            event.preventDefault();
            props.onRun();
          }}
        />
      )}
    </div>
  );
}

/** The newest props, also for an editor that was mounted with older ones. */
function settingsOf(
  now: { readonly current: CodeEditorProps },
  extensions: readonly Extension[],
  onChange: (text: string) => void,
): EditorSettings {
  const { label, language, placeholder, readOnly, lineNumbers, lint, onRun } = now.current;
  return {
    ...{ label, extensions, description: codeTexts().leave, onChange },
    ...(language && { language }),
    ...(placeholder && { placeholder }),
    ...(readOnly !== undefined && { readOnly }),
    ...(lineNumbers !== undefined && { lineNumbers }),
    ...(lint && { lint: (text: string) => now.current.lint?.(text) ?? [] }),
    ...(onRun && { onRun: () => now.current.onRun?.() }),
  };
}
