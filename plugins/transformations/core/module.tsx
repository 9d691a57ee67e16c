/** The front end: each family of transformations is a file of its own, loaded when a dashboard first uses one of it. */
import type { AnyTransformation } from '@orrery/plugin-sdk/data/transform/types';
import type { TransformationLoaders, TransformationModule } from '@orrery/plugin-sdk/ui';
import { ids } from './ids.ts';

type Family = Readonly<Record<string, AnyTransformation>>;
const families: Readonly<Record<keyof typeof ids, () => Promise<Family>>> = {
  fields: async () => (await import('./fields/index.ts')).fields,
  rows: async () => (await import('./rows/index.ts')).rows,
  frames: async () => (await import('./frames/index.ts')).frames,
  content: async () => (await import('./content/index.ts')).content,
  places: async () => (await import('./places/index.ts')).places,
};

export const transformations: TransformationLoaders = Object.fromEntries(
  Object.entries(families).flatMap(([family, load]) =>
    Object.keys(ids[family as keyof typeof ids]).map((id) => [id, async () => (await load())[id]!]),
  ),
);

export const transformationForms: TransformationModule['transformationForms'] = async () => (await import('./forms/index.ts')).forms;
