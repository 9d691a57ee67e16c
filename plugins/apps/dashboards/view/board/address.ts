/** The address of a dashboard's page holds its time, variables and what is open, so that a link shows the same. */
import type { Shell } from '@orrery/plugin-sdk/ui';
import { urlValues } from '../../model/lookup.ts';
import type { Variables } from '../../model/variables.ts';

export type Changes = Readonly<Record<string, string | undefined>>;

/** Changes some parts and leaves the others. A `push` can be taken back with the browser's own button. */
export function changeAddress(
  shell: Shell,
  changes: Changes,
  { push = false, variables }: { push?: boolean; variables?: Variables } = {},
): void {
  const query = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined) query.delete(name);
    else query.set(name, value);
  }
  if (variables) {
    for (const state of variables.values()) {
      const name = `var-${state.model.name}`;
      query.delete(name);
      const values = urlValues(state);
      for (const value of values) query.append(name, value);
      // What was emptied must not come back as it was saved.
      if (values.length === 0 && ['adhoc', 'groupby', 'textbox'].includes(state.model.type)) query.append(name, '');
    }
  }
  const text = query.toString();
  shell.navigate(`${location.pathname}${text ? `?${text}` : ''}`, { replace: !push });
}

export const valuesInUrl = (query: URLSearchParams, name: string): readonly string[] => query.getAll(`var-${name}`);

/** `3`, `panel-3`, `panel-3-clone-1`: the key of an item. */
export function panelKey(text: string | null): string | undefined {
  if (!text) return;
  return /^\d+$/.test(text) ? `panel-${text}` : text;
}
