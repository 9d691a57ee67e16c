/** What people may choose, as data for the host's editors. */
import type { OptionEditor } from '@orrery/plugin-sdk/ui';
import { t } from './text/index.ts';

const e = t.editors;
const languages = {
  plaintext: e.plain,
  go: 'Go',
  html: 'HTML',
  json: 'JSON',
  markdown: 'Markdown',
  sql: 'SQL',
  typescript: 'TypeScript',
  xml: 'XML',
  yaml: 'YAML',
};
const inCode = [{ path: 'mode', is: ['code'] }];

export const editors: readonly OptionEditor[] = [
  {
    path: 'mode',
    label: e.mode,
    group: e.text,
    control: {
      kind: 'segments',
      choices: [
        { value: 'markdown', label: e.markdown },
        { value: 'html', label: e.html },
        { value: 'code', label: e.code },
      ],
    },
  },
  {
    path: 'code.language',
    label: e.language,
    group: e.text,
    control: { kind: 'choice', choices: Object.entries(languages).map(([value, label]) => ({ value, label })) },
    when: inCode,
  },
  { path: 'code.showLineNumbers', label: e.lineNumbers, group: e.text, control: { kind: 'switch' }, when: inCode },
  { path: 'code.showMiniMap', label: e.miniMap, group: e.text, control: { kind: 'switch' }, when: inCode },
  {
    path: 'renderMode',
    label: e.renderMode,
    description: e.renderHelp,
    group: e.text,
    control: {
      kind: 'segments',
      choices: [
        { value: 'once', label: e.once },
        { value: 'perRow', label: e.perRow },
      ],
    },
  },
  {
    path: 'content',
    label: e.content,
    group: e.text,
    control: { kind: 'code', language: 'markdown' },
    when: [{ path: 'mode', not: ['html'] }],
  },
  { path: 'content', label: e.content, group: e.text, control: { kind: 'code', language: 'html' }, when: [{ path: 'mode', is: ['html'] }] },
];
