import type { AnyTransformation } from '@orrery/plugin-sdk/data/transform/index';
import { calculateField } from './calculate/calculate-field.ts';
import { convertFieldType, formatTime } from './convert-type.ts';
import { filterFields, filterFieldsByName } from './filter-fields.ts';
import { formatString } from './format-string.ts';
import { order, organize, rename } from './organize.ts';
import { renameByRegex } from './rename-by-regex.ts';

export const fields = {
  calculateField,
  convertFieldType,
  filterFields,
  filterFieldsByName,
  formatString,
  formatTime,
  order,
  organize,
  rename,
  renameByRegex,
} satisfies Record<string, AnyTransformation>;
