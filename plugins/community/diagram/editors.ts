import type { OptionEditor } from '@orrery/plugin-sdk/ui';
import { t } from './text/index.ts';

const e = t.editors;
export const editors: readonly OptionEditor[] = [
  { path: 'content', label: e.content, description: e.help, group: t.diagram, control: { kind: 'code', language: 'markdown' } },
  { path: 'fill', label: e.fill, group: t.diagram, control: { kind: 'switch' } },
  { path: 'values', label: e.values, group: t.diagram, control: { kind: 'switch' } },
];
