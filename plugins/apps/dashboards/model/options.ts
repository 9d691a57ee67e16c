/** The options of a variable: those it found, in order, with the fixed ones and All; and which of them are chosen. */
import { type FoundValue, type OptionRules, optionsFrom } from '@orrery/plugin-sdk/data/variable-options';
import type { VariableOption } from '@orrery/plugin-sdk/data/variable-value';
import type { StoredOption, VariableModel } from './types.ts';

export { customOptions, jsonOptions } from '@orrery/plugin-sdk/data/variable-options';
export type Option = VariableOption;
export type Found = FoundValue;
export const all: Option = { text: 'All', value: '$__all' };

export function optionOf({ text, value }: StoredOption): Option {
  return { text: String(text ?? value ?? ''), value: String(value ?? text ?? '') };
}

export function toOptions(found: readonly Found[], model: OptionRules & Partial<VariableModel>): Option[] {
  const { includeAll, staticOptions = [], staticOptionsOrder = 'before' } = model;
  const fixed = staticOptions.map(optionOf);
  const matched = optionsFrom(found, model);
  const listed = {
    before: () => [...fixed, ...matched],
    after: () => [...matched, ...fixed],
    sorted: () => optionsFrom([...fixed, ...matched], { sort: model.sort ?? 0 }),
  }[staticOptionsOrder]();
  const unique = fixed.length > 0 ? optionsFrom(listed, {}) : listed;
  return includeAll ? [all, ...unique] : unique;
}

export function intervalOptions(query: string): Option[] {
  return (query.match(/"[^"]*"|[^,]+/g) ?? [])
    .map((part) => part.trim().replaceAll('"', ''))
    .filter(Boolean)
    .map((value) => ({ text: value, value }));
}

/** The selection that holds for these options: what was chosen where it still exists, else the first. */
export function validSelection(options: readonly Option[], wanted: readonly string[], model: VariableModel, fromUrl: boolean): Option[] {
  if (model.includeAll && wanted.some((value) => meansAll(value, model, options))) return [all];
  if (options.length === 0 && !fromUrl) return model.includeAll ? [all] : [];
  const kept = wanted.flatMap((value) => {
    const option = options.find((candidate) => candidate.value === value) ?? options.find(({ text }) => text === value);
    if (option) return [option];
    return fromUrl && value !== '' ? [{ text: value, value }] : [];
  });
  const chosen = kept.length > 0 ? kept : options.slice(0, 1);
  return model.multi ? chosen : chosen.slice(0, 1);
}

function meansAll(value: string, { allValue }: VariableModel, options: readonly Option[]): boolean {
  if (value === all.value || (allValue && value === allValue)) return true;
  return value === all.text && !options.some((option) => option.value === value);
}
