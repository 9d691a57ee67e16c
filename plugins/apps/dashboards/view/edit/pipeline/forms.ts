import type { Shell, TransformationForm } from '@orrery/plugin-sdk/ui';
import { useEffect, useState } from 'preact/hooks';

export type Forms = ReadonlyMap<string, TransformationForm>;

/** The forms of every plugin that has transformations. A plugin whose code does not come offers none. */
async function loadForms(shell: Shell): Promise<Forms> {
  const plugins = new Map(shell.transformations.map(({ id }) => [shell.transformation(id)?.version, shell.transformation(id)]));
  const found = await Promise.all(
    [...plugins.values()].map(async (plugin): Promise<Readonly<Record<string, TransformationForm>>> => {
      try {
        return (await (await plugin?.load())?.transformationForms()) ?? {};
      } catch {
        return {};
      }
    }),
  );
  const known = new Set(shell.transformations.map(({ id }) => id));
  return new Map(found.flatMap((forms) => Object.entries(forms)).filter(([id]) => known.has(id)));
}

export function useForms(shell: Shell, wanted: boolean): Forms | undefined {
  const [forms, setForms] = useState<Forms>();
  useEffect(() => {
    if (!wanted) return;
    let current = true;
    loadForms(shell).then((found) => current && setForms(found));
    return () => {
      current = false;
    };
  }, [shell.transformations, wanted]);
  return forms;
}
