import type { Shell, TransformationForm, TransformationPlugin } from '@orrery/plugin-sdk/ui';
import { useEffect, useState } from 'preact/hooks';

export type Forms = ReadonlyMap<string, TransformationForm>;

/** The forms of every plugin that has transformations, as they come: nobody waits for the slowest. A plugin whose code does not come offers none. */
export function useForms(shell: Shell, wanted: boolean): Forms | undefined {
  const [forms, setForms] = useState<Forms>();
  useEffect(() => {
    if (!wanted) return;
    let current = true;
    const found = new Map<string, TransformationForm>();
    const plugins = new Map(shell.transformations.map(({ id }) => [shell.transformation(id)?.version, shell.transformation(id)]));
    for (const plugin of plugins.values())
      formsOf(plugin).then((own) => {
        for (const { id } of shell.transformations) if (Object.hasOwn(own, id)) found.set(id, own[id] as TransformationForm);
        if (current) setForms(new Map(found));
      });
    return () => {
      current = false;
    };
  }, [shell.transformations, wanted]);
  return forms;
}

async function formsOf(plugin: TransformationPlugin | undefined): Promise<Readonly<Record<string, TransformationForm>>> {
  try {
    return (await (await plugin?.load())?.transformationForms()) ?? {};
  } catch (error) {
    console.warn(error instanceof Error ? error.message : error);
    return {};
  }
}
