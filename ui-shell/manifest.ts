import { defineManifest } from '@orrery/plugin-sdk';

export const manifest = defineManifest({
  id: 'orrery-shell',
  type: 'app',
  name: 'Shell',
  info: {
    version: '0.1.0',
    description: 'Chrome, navigation, themes, keyboard, and the loader of front end modules.',
    author: { name: 'Orrery' },
  },
  orrery: {
    runtime: 'none',
    contributes: {
      shell: { main: { module: 'module.js', languages: ['en', 'de'] } },
      sharedModule: {
        preact: { file: 'shared/preact.js', frame: 'frame.js' },
        'preact/hooks': { file: 'shared/hooks.js', frame: 'frame.js' },
        'preact/jsx-runtime': { file: 'shared/jsx-runtime.js', frame: 'frame.js' },
        '@preact/signals': { file: 'shared/signals.js', frame: 'frame.js' },
        uplot: { file: 'shared/uplot.js', frame: 'frame.js' },
        '@orrery/plugin-sdk': { file: 'shared/plugin-sdk.js', frame: 'frame.js' },
        '@orrery/plugin-sdk/ui': { file: 'shared/ui.js', frame: 'frame.js' },
        '@orrery/plugin-sdk/data': { file: 'shared/data.js', frame: 'frame.js' },
        '@orrery/plugin-sdk/ui/code': { file: 'shared/code.js' },
        '@codemirror/state': { file: 'shared/codemirror-state.js' },
        '@codemirror/view': { file: 'shared/codemirror-view.js' },
        '@codemirror/language': { file: 'shared/codemirror-language.js' },
        '@codemirror/autocomplete': { file: 'shared/codemirror-autocomplete.js' },
        '@codemirror/lint': { file: 'shared/codemirror-lint.js' },
        '@codemirror/commands': { file: 'shared/codemirror-commands.js' },
        '@codemirror/search': { file: 'shared/codemirror-search.js' },
        '@lezer/common': { file: 'shared/lezer-common.js' },
        '@lezer/highlight': { file: 'shared/lezer-highlight.js' },
      },
    },
  },
});
