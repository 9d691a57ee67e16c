/** Short ways to say what can be chosen. */
import type { OptionChoice, OptionCondition, OptionControl, OptionEditor } from '@orrery/plugin-sdk/ui';
import { t } from './text/index.ts';

export function option(
  path: string,
  label: string,
  control: OptionControl,
  when?: readonly OptionCondition[],
  description?: string,
): OptionEditor {
  return { path, label, group: t.settings, control, ...(when && { when }), ...(description && { description }) };
}
export const is = (path: string, ...values: readonly unknown[]): readonly OptionCondition[] => [{ path, is: values }];

function choicesOf(labels: Readonly<Record<string, string>>): OptionChoice[] {
  return Object.entries(labels).map(([value, label]) => ({ value, label }));
}
export const choice = (labels: Readonly<Record<string, string>>): OptionControl => ({ kind: 'choice', choices: choicesOf(labels) });
export const segments = (labels: Readonly<Record<string, string>>): OptionControl => ({ kind: 'segments', choices: choicesOf(labels) });
export const flag: OptionControl = { kind: 'switch' };
export const text = (placeholder?: string): OptionControl => ({ kind: 'text', ...(placeholder && { placeholder }) });
export const field = (...types: readonly string[]): OptionControl => ({ kind: 'field', ...(types.length > 0 && { types }) });
export const number = (limits: { min?: number; max?: number; step?: number } = {}): OptionControl => ({ kind: 'number', ...limits });
export const names = (of: 'fields' | 'labels' | 'queries'): OptionControl => ({ kind: 'names', of });
