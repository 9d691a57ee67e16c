import type { AnyTransformation } from '@orrery/plugin-sdk/data/transform/index';
import { configFromData } from './config-from-data.ts';
import { extractFields } from './extract-fields.ts';
import { heatmap } from './heatmap.ts';
import { regression } from './regression.ts';
import { rowsToFields } from './rows-to-fields.ts';
import { smoothing } from './smoothing.ts';

export const content = {
  configFromData,
  extractFields,
  heatmap,
  regression,
  rowsToFields,
  smoothing,
} satisfies Record<string, AnyTransformation>;
