/**
 * One CodeMirror in a shadow root: its styles are adopted sheets there, since the page's policy allows no `<style>`. Tokens of the theme
 * are custom properties and reach in by themselves.
 */
import { acceptCompletion, autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { bracketMatching, foldGutter, foldKeymap, indentOnInput, indentUnit } from '@codemirror/language';
import { type Diagnostic, linter, lintGutter, lintKeymap } from '@codemirror/lint';
import { highlightSelectionMatches, searchKeymap } from '@codemirror/search';
import { Compartment, EditorState, type Extension, Prec } from '@codemirror/state';
import { drawSelection, EditorView, highlightSpecialChars, keymap, lineNumbers, placeholder } from '@codemirror/view';
import { json, jsonProblems } from './json.ts';
import { markdown } from './markdown.ts';
import { highlighting, look } from './theme.ts';

/** Something wrong in the text, by offsets. */
export interface Problem {
  readonly from: number;
  readonly to: number;
  readonly message: string;
  readonly severity?: 'error' | 'warning' | 'info';
}
export interface EditorSettings {
  /** What a screen reader calls it. */
  readonly label: string;
  /** How to leave it by keyboard, for those who cannot see. */
  readonly description: string;
  readonly language?: 'json' | 'markdown' | 'plain';
  readonly placeholder?: string;
  readonly readOnly?: boolean;
  readonly lineNumbers?: boolean;
  readonly extensions?: readonly Extension[];
  lint?(text: string): readonly Problem[] | Promise<readonly Problem[]>;
  onChange(text: string): void;
  onRun?(): void;
}
export interface MountedEditor {
  /** From outside: keeps the cursor, and is no step of undo that a person made. */
  setText(text: string): void;
  setReadOnly(on: boolean): void;
  focus(): void;
  close(): void;
}

const languages = { json: [json(), linter((view) => jsonProblems(view.state.doc.toString()))], markdown: [markdown()], plain: [] };

export function mountEditor(host: HTMLElement, text: string, settings: EditorSettings): MountedEditor {
  const root = host.shadowRoot ?? host.attachShadow({ mode: 'open', delegatesFocus: true });
  const readOnly = new Compartment();
  const { language = 'plain', lint } = settings;
  const many = settings.lineNumbers ?? language === 'json';
  const extensions: Extension[] = [
    Prec.highest(
      keymap.of([
        { key: 'Shift-Enter', run: () => run(settings) },
        { key: 'Mod-Enter', run: () => run(settings) },
      ]),
    ),
    keymap.of([
      { key: 'Tab', run: acceptCompletion },
      ...closeBracketsKeymap,
      ...completionKeymap,
      ...searchKeymap,
      ...historyKeymap,
      ...foldKeymap,
      ...lintKeymap,
      ...defaultKeymap,
      // Escape and then Tab leaves the editor: the view itself sees to that.
      indentWithTab,
    ]),
    ...[history(), drawSelection(), highlightSpecialChars(), bracketMatching(), closeBrackets(), autocompletion({ icons: false })],
    ...[indentOnInput(), indentUnit.of('  '), highlightSelectionMatches(), EditorView.lineWrapping, look, highlighting],
    ...(many ? [lineNumbers(), foldGutter()] : []),
    ...(many && (lint || language === 'json') ? [lintGutter()] : []),
    ...(settings.placeholder ? [placeholder(settings.placeholder)] : []),
    EditorView.contentAttributes.of({ 'aria-label': settings.label, 'aria-description': settings.description, autocapitalize: 'off' }),
    readOnly.of(readOnlyIs(settings.readOnly ?? false)),
    ...languages[language],
    ...(lint ? [linter(async (view) => diagnosticsOf(await lint(view.state.doc.toString())), { delay: 400 })] : []),
    ...(settings.extensions ?? []),
    EditorView.updateListener.of((update) => {
      if (update.docChanged && !update.transactions.some((one) => one.isUserEvent('set'))) settings.onChange(update.state.doc.toString());
    }),
  ];
  const view = new EditorView({ state: EditorState.create({ doc: text, extensions }), parent: root, root });
  return {
    setText(next) {
      const before = view.state.doc.toString();
      if (next === before) return;
      view.dispatch({ changes: changeOf(before, next), userEvent: 'set' });
    },
    setReadOnly: (on) => view.dispatch({ effects: readOnly.reconfigure(readOnlyIs(on)) }),
    focus: () => view.focus(),
    close: () => view.destroy(),
  };
}

function run({ onRun }: EditorSettings): boolean {
  onRun?.();
  return Boolean(onRun);
}
function readOnlyIs(on: boolean): Extension {
  return [EditorState.readOnly.of(on), EditorView.editable.of(!on)];
}

/** Only what differs, so that a cursor elsewhere stays where it is. */
function changeOf(before: string, next: string): { from: number; to: number; insert: string } {
  let start = 0;
  while (start < before.length && start < next.length && before[start] === next[start]) start++;
  let same = 0;
  while (same < before.length - start && same < next.length - start && before.at(-1 - same) === next.at(-1 - same)) same++;
  return { from: start, to: before.length - same, insert: next.slice(start, next.length - same) };
}

function diagnosticsOf(problems: readonly Problem[]): Diagnostic[] {
  return problems.map(({ severity = 'error', ...problem }) => ({ ...problem, severity }));
}
