/** Options that every field has, whatever panel shows it. */
import type { OptionControl } from '../option-editor.ts';
import type { Panel } from '../panel.ts';
import { t } from './text/index.ts';

export type StandardControl = OptionControl | { readonly kind: 'thresholds' | 'mappings' | 'colorMode' };

export interface StandardOption {
  /** As overrides name it. */
  readonly id: string;
  readonly label: string;
  readonly group: string;
  readonly control: StandardControl;
}

export const standardOptions: readonly StandardOption[] = [
  { id: 'unit', label: t.unit, group: t.valueGroup, control: { kind: 'unit' } },
  { id: 'decimals', label: t.decimals, group: t.valueGroup, control: { kind: 'number', min: 0, max: 15 } },
  { id: 'min', label: t.min, group: t.valueGroup, control: { kind: 'number' } },
  { id: 'max', label: t.max, group: t.valueGroup, control: { kind: 'number' } },
  { id: 'fieldMinMax', label: t.fieldMinMax, group: t.valueGroup, control: { kind: 'switch' } },
  { id: 'displayName', label: t.displayName, group: t.valueGroup, control: { kind: 'text', placeholder: t.none } },
  { id: 'noValue', label: t.noValue, group: t.valueGroup, control: { kind: 'text', placeholder: '–' } },
  { id: 'color', label: t.color, group: t.colorGroup, control: { kind: 'colorMode' } },
  { id: 'thresholds', label: t.thresholds, group: t.thresholds, control: { kind: 'thresholds' } },
  { id: 'mappings', label: t.mappings, group: t.mappings, control: { kind: 'mappings' } },
  { id: 'links', label: t.dataLinks, group: t.dataLinks, control: { kind: 'links' } },
  { id: 'actions', label: t.actions, group: t.dataLinks, control: { kind: 'actions' } },
];

/** Those of which a panel shows something. */
export function offeredStandard({ standardOptions: offered }: Panel): readonly StandardOption[] {
  return offered ? standardOptions.filter(({ id }) => offered.includes(id)) : standardOptions;
}
