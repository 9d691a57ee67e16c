import type { FrameData } from '@orrery/plugin-sdk/data';
import type { JSX } from 'preact';
import type { OptionCondition, OptionEditor } from '../option-editor.ts';
import { ItemsControl } from './items.tsx';
import { t } from './text/index.ts';

const a = t.action;
const group = t.actions;
const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].map((value) => ({ value, label: value }));

/** The request itself lies where its kind says; data sources are asked by their paths. */
function requestEditors(at: 'fetch' | 'infinity'): OptionEditor[] {
  const isIt: OptionCondition = at === 'fetch' ? { path: 'type', not: ['infinity'] } : { path: 'type', is: ['infinity'] };
  const when = [isIt];
  return [
    { path: `${at}.method`, label: a.method, group, control: { kind: 'choice', choices: methods }, when },
    { path: `${at}.url`, label: a.url, group, control: { kind: 'text', placeholder: 'https://… ${__value.raw}' }, when },
    { path: `${at}.queryParams`, label: a.parameters, group, control: { kind: 'pairs' }, when },
    { path: `${at}.headers`, label: a.headers, group, control: { kind: 'pairs', placeholder: ['X-Reason', '${__field.name}'] }, when },
    {
      path: `${at}.body`,
      label: a.body,
      group,
      control: { kind: 'text', lines: 3, placeholder: '{ "host": "${__field.labels.host}" }' },
      when: [isIt, { path: `${at}.method`, not: ['GET'] }],
    },
  ];
}

const editors: readonly OptionEditor[] = [
  { path: 'title', label: a.title, group, control: { kind: 'text' } },
  {
    path: 'type',
    label: a.through,
    group,
    control: {
      kind: 'segments',
      choices: [
        { value: 'fetch', label: a.direct },
        { value: 'infinity', label: a.datasource },
      ],
    },
  },
  {
    path: 'infinity.datasourceUid',
    label: a.uid,
    group,
    control: { kind: 'datasource' },
    when: [{ path: 'type', is: ['infinity'] }],
  },
  ...requestEditors('fetch'),
  ...requestEditors('infinity'),
  { path: 'confirmation', label: a.confirmation, group, control: { kind: 'text', placeholder: a.confirmationExample } },
  {
    path: 'variables',
    label: a.variables,
    description: a.variablesHelp,
    group,
    control: {
      kind: 'items',
      add: a.addVariable,
      editors: [
        { path: 'key', label: a.key, group, control: { kind: 'text', placeholder: 'reason' } },
        { path: 'name', label: a.name, group, control: { kind: 'text' } },
      ],
      kinds: [{ label: a.variables, value: { key: '', name: '', type: 'string' } }],
    },
  },
  { path: 'style.backgroundColor', label: a.background, group, control: { kind: 'color' } },
  { path: 'oneClick', label: t.oneClick, group, control: { kind: 'switch' } },
];

const control = {
  kind: 'items',
  name: 'title',
  add: a.add,
  editors,
  kinds: [
    { label: a.add, value: { type: 'fetch', title: '', fetch: { method: 'POST', url: '', body: '{}', queryParams: [], headers: [] } } },
  ],
} as const;

/** Requests that people may send from a value. What else an action holds is kept. */
export function ActionsControl({
  label,
  value,
  frames,
  onValue,
}: {
  label: string;
  value: unknown;
  frames: readonly FrameData[];
  onValue: (actions: readonly object[]) => void;
}): JSX.Element {
  return <ItemsControl control={control} label={label} value={value} frames={frames} onValue={onValue} />;
}
