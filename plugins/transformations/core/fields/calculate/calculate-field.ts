/** Adds a field that is calculated from others, row by row or along one of them. */
import type { FieldData, FrameData } from '@orrery/plugin-sdk/data';
import { column, defineTransformation, firstTimeField } from '@orrery/plugin-sdk/data/transform/index';
import { seriesAsColumns } from '../../frames/join.ts';
import { binaryForType, binaryOf, binaryValues, isWithConstant, unaryValues } from './arithmetic.ts';
import { type CalculateField, nameOf } from './options.ts';
import { reduceRowValues } from './reduce-row.ts';
import { cumulativeValues, windowValues } from './running.ts';

export const calculateField = defineTransformation<CalculateField>({
  defaults: { mode: 'reduceRow', reduce: { reducer: 'sum' } },
  apply: (given, options) => {
    const { mode = 'reduceRow', timeSeries } = options;
    const frames = timeSeries !== false && !isWithConstant(options) ? seriesAsColumns(given) : given;
    if (mode === 'index') return frames.map((frame) => withIndex(frame, options));
    const binary = mode === 'binary' ? binaryOf(options, frames) : undefined;
    if (binary?.left.matcher?.id === 'byType') return binaryForType(binary, options, frames);
    const values = (frame: FrameData): readonly unknown[] | undefined => {
      if (binary) return binaryValues(binary, frame, frames);
      if (mode === 'unary') return unaryValues(options, frame, frames);
      if (mode === 'cumulativeFunctions') return cumulativeValues(options, frame, frames);
      if (mode === 'windowFunctions') return windowValues(options, frame, frames);
      return mode === 'reduceRow' ? reduceRowValues(options, frame, frames) : undefined;
    };
    const name = nameOf(options, binary);
    return frames.flatMap((frame) => {
      const found = values(frame);
      if (!found) return options.replaceFields ? [] : [frame];
      const field = column(name, 'number', found, options.alias ? { config: { displayName: options.alias } } : {});
      return [{ ...frame, fields: placed(frame, field, options) }];
    });
  },
});

function placed(frame: FrameData, field: FieldData, { replaceFields, timeSeries }: CalculateField): FieldData[] {
  if (!replaceFields) return [...frame.fields, field];
  const time = timeSeries === false ? undefined : firstTimeField(frame);
  return time ? [time, field] : [field];
}

function withIndex(frame: FrameData, { alias, index, replaceFields }: CalculateField): FrameData {
  const { length } = frame;
  const values = Float64Array.from({ length }, (_, row) => (index?.asPercentile ? row / length : row));
  const field: FieldData = {
    name: alias ?? 'Row',
    type: 'number',
    kind: 'float64',
    values,
    ...(index?.asPercentile && { config: { unit: 'percentunit' } }),
  };
  return { ...frame, fields: replaceFields ? [field] : [...frame.fields, field] };
}
