import type { AnyTransformation } from '@orrery/plugin-sdk/data/transform/index';
import { dedupe } from './dedupe.ts';
import { filterByValue } from './filter-by-value.ts';
import { groupBy } from './group-by.ts';
import { groupToNestedTable } from './group-to-nested.ts';
import { histogram } from './histogram.ts';
import { limit } from './limit.ts';
import { partitionByValues } from './partition.ts';
import { reduce } from './reduce.ts';
import { sortBy } from './sort.ts';
import { groupingToMatrix } from './to-matrix.ts';
import { transpose } from './transpose.ts';

export const rows = {
  dedupe,
  filterByValue,
  groupBy,
  groupToNestedTable,
  groupingToMatrix,
  histogram,
  limit,
  partitionByValues,
  reduce,
  sortBy,
  transpose,
} satisfies Record<string, AnyTransformation>;
