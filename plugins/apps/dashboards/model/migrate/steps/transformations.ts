/** Transformations: versions 31, 39, 43. */
import { isObject, objects } from '../json.ts';
import { panelStep } from './step.ts';

/** Labels as fields used to merge on the way. */
export const mergeAfterLabelsStep = panelStep(31, (panel) => {
  if (!objects(panel.transformations).some(({ id }) => id === 'labelsToFields')) return;
  panel.transformations = objects(panel.transformations).flatMap((one) =>
    one.id === 'labelsToFields' ? [one, { id: 'merge', options: {} }] : [one],
  );
});

export const timeSeriesTableStep = panelStep(39, (panel) => {
  for (const transformation of objects(panel.transformations)) {
    const stats: unknown = transformation.options?.refIdToStat;
    if (transformation.id !== 'timeSeriesTable' || !isObject(stats)) continue;
    transformation.options = Object.fromEntries(Object.entries(stats).map(([refId, stat]) => [refId, { stat }]));
  }
});

/** Times as texts became one conversion among others. */
export const formatTimeStep = panelStep(43, (panel) => {
  for (const transformation of objects(panel.transformations)) {
    if (transformation.id !== 'formatTime' || !isObject(transformation.options)) continue;
    const { timeField, outputFormat, timezone, useTimezone: _, ...rest } = transformation.options;
    transformation.id = 'convertFieldType';
    transformation.options = {
      ...rest,
      conversions: [
        {
          targetField: timeField,
          destinationType: 'string',
          dateFormat: outputFormat,
          ...(timezone !== undefined && { timezone }),
        },
      ],
    };
  }
});
