/**
 * Bare names that every front end module shares through the page's import map, so that there is one preact, one signal graph
 * and one UI kit on a page. Everything else a module imports is bundled into it; a name that cannot be resolved fails the build.
 */
export const sharedModules = [
  'preact',
  'preact/hooks',
  'preact/jsx-runtime',
  '@preact/signals',
  'uplot',
  '@orrery/plugin-sdk',
  '@orrery/plugin-sdk/ui',
  '@orrery/plugin-sdk/data',
  // The code editor and what its languages are made with; loaded when an editor is shown.
  '@orrery/plugin-sdk/ui/code',
  '@codemirror/state',
  '@codemirror/view',
  '@codemirror/language',
  '@codemirror/autocomplete',
  '@codemirror/lint',
  '@codemirror/commands',
  '@codemirror/search',
  '@lezer/common',
  '@lezer/highlight',
] as const;
