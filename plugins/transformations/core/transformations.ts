/** All of them by id, for tests. Page and worker load them by family, see `module.tsx`. */
import type { AnyTransformation } from '@orrery/plugin-sdk/data/transform/index';
import { content } from './content/index.ts';
import { fields } from './fields/index.ts';
import { frames } from './frames/index.ts';
import { places } from './places/index.ts';
import { rows } from './rows/index.ts';

export const transformations: Readonly<Record<string, AnyTransformation>> = { ...fields, ...rows, ...frames, ...content, ...places };
