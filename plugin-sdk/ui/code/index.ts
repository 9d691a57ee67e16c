/**
 * The code editor, a shared module of its own: it is loaded when the first one is shown, and never with a dashboard. A plugin's language
 * imports `@codemirror/*` and `@lezer/*` under their own names and gets the copies used here. Pages use `CodeEditor` of the kit, which loads this.
 */
export { type EditorSettings, type MountedEditor, mountEditor, type Problem } from './editor.ts';
