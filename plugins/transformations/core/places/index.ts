import type { AnyTransformation } from '@orrery/plugin-sdk/data/transform/index';
import { fieldLookup } from './field-lookup.ts';
import { spatial } from './spatial.ts';

export const places = { fieldLookup, spatial } satisfies Record<string, AnyTransformation>;
