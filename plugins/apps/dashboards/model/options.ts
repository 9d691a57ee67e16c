/** From what a variable's query gave to the options a person chooses from, and what is chosen of them. */
import { type FoundValue, optionsFrom } from '@orrery/plugin-sdk/data/variable-options';
import type { VariableOption } from '@orrery/plugin-sdk/data/variable-value';
import type { VariableModel } from './types.ts';

export { customOptions } from '@orrery/plugin-sdk/data/variable-options';

export type Option = VariableOption;
export const all: Option = { text: 'All', value: '$__all' };

export function toOptions(found: readonly FoundValue[], { regex = '', sort = 0, includeAll }: VariableModel): Option[] {
  const options = optionsFrom(found, { regex, sort });
  return includeAll ? [all, ...options] : options;
}

/** The selection that holds for these options: what was chosen where it still exists, else the first. */
export function validSelection(options: readonly Option[], wanted: readonly string[], variable: VariableModel, fromUrl: boolean): Option[] {
  const kept = wanted.flatMap((value) => {
    const option = options.find((candidate) => candidate.value === value) ?? options.find(({ text }) => text === value);
    if (option) return [option];
    return fromUrl && value !== '' ? [{ text: value, value }] : [];
  });
  if (kept.some(({ value }) => value === all.value) && variable.includeAll) return [all];
  const chosen = kept.length > 0 ? kept : options.slice(0, 1);
  return variable.multi ? chosen : chosen.slice(0, 1);
}
