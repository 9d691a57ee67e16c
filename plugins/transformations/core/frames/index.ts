import { type AnyTransformation, defineTransformation } from '@orrery/plugin-sdk/data/transform/index';
import { concatenate } from './concatenate.ts';
import { convertFrameType } from './convert-frame-type.ts';
import { filterByRefId, filterFrames } from './filter-frames.ts';
import { ensureColumns, joinByField } from './join.ts';
import { joinByLabels } from './join-by-labels.ts';
import { labelsToFields } from './labels-to-fields.ts';
import { merge } from './merge.ts';
import { prepareTimeSeries, seriesToRows, timeSeriesTable } from './series.ts';

/** What dashboards name and what does nothing. */
const noop = defineTransformation({ apply: (frames) => frames });

export const frames = {
  append: noop,
  concatenate,
  convertFrameType,
  ensureColumns,
  filterByRefId,
  filterFrames,
  joinByField,
  joinByLabels,
  labelsToFields,
  merge,
  noop,
  prepareTimeSeries,
  seriesToColumns: joinByField,
  seriesToRows,
  timeSeriesTable,
} satisfies Record<string, AnyTransformation>;
