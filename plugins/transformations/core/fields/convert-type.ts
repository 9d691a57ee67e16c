/** Fields of one type as fields of another. What cannot be read becomes null. */
import { type FieldData, type FieldType, type FrameData, fieldDisplayName, fieldMatcher, formatDate } from '@orrery/plugin-sdk/data';
import { defineTransformation, plainValues, refilled, type TransformContext } from '@orrery/plugin-sdk/data/transform/index';
import { parseDate } from '@orrery/plugin-sdk/data/transform/parse-date';

interface Conversion {
  readonly targetField?: string;
  readonly destinationType?: FieldType;
  readonly dateFormat?: string;
  readonly timezone?: string;
  readonly joinWith?: string;
  readonly enumConfig?: { readonly text?: readonly string[] };
}
interface ConvertFieldType {
  readonly conversions?: readonly Conversion[];
}

export const convertFieldType = defineTransformation<ConvertFieldType>({
  defaults: { conversions: [] },
  apply: (frames, { conversions = [] }, context) =>
    conversions.reduce<readonly FrameData[]>((before, conversion) => {
      if (!conversion.targetField) return before;
      const matches = fieldMatcher({ id: 'byName', options: conversion.targetField });
      return before.map((frame) => ({
        ...frame,
        fields: frame.fields.map((field) => (matches(field, frame, before) ? converted(field, conversion, context) : field)),
      }));
    }, frames),
});

function converted(field: FieldData, conversion: Conversion, context: TransformContext): FieldData {
  switch (conversion.destinationType) {
    case 'time':
      return asTime(field, conversion, context);
    case 'number':
      return refilled(field, 'number', plainValues(field).map(asNumber));
    case 'string':
      return asText(field, conversion.dateFormat, conversion.timezone ?? context.timeZone, conversion.joinWith);
    case 'boolean':
      return refilled(field, 'boolean', plainValues(field).map(Boolean));
    case 'enum':
      return asEnum(field, conversion.enumConfig);
    case 'other':
      return refilled(field, 'other', plainValues(field).map(asJson));
    default:
      return field;
  }
}

const isoText = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{3,})?(?:Z|[-+]\d{2}:?\d{2})$/;

function asTime(field: FieldData, { dateFormat, timezone }: Conversion, context: TransformContext): FieldData {
  const values = plainValues(field);
  const inSeconds = dateFormat === 'X';
  if (typeof values[0] === 'number' && (field.type === 'time' || !inSeconds))
    return field.type === 'time' ? field : refilled(field, 'time', values);
  const first = values.find((value) => value !== null && value !== undefined);
  const seconds = typeof first === 'number' && inSeconds;
  const iso = typeof first === 'string' && isoText.test(first);
  const times = values.map((value) => {
    if (!value) return null;
    const time = iso ? Date.parse(String(value)) : parseDate(value, dateFormat, timezone ?? context.timeZone, context.now);
    return Number.isFinite(time) ? time * (seconds ? 1000 : 1) : null;
  });
  return refilled(field, 'time', times);
}

function asNumber(value: unknown): number | null {
  const plain = typeof value === 'string' ? value.replaceAll(',', '') : value;
  if (plain === null || plain === undefined || plain === '') return null;
  const number = Number(plain);
  return Number.isFinite(number) ? number : null;
}

/** Times by the pattern; texts as JSON writes them, with their quotes. */
function asText(field: FieldData, pattern: string | undefined, timeZone: string, joinWith?: string): FieldData {
  return refilled(
    field,
    'string',
    plainValues(field).map((value) => {
      if (field.type === 'time') return timeText(value, pattern, timeZone);
      if (field.type !== 'string' && field.type !== 'other') return `${value as string}`;
      return joinWith && Array.isArray(value) ? value.join(joinWith) : JSON.stringify(value);
    }),
  );
}

function timeText(value: unknown, pattern: string | undefined, timeZone: string): string {
  if (typeof value !== 'number' || !Number.isFinite(value)) return 'Invalid date';
  if (pattern) return formatDate(value, pattern, timeZone);
  const text = formatDate(value, 'YYYY-MM-DDTHH:mm:ssZ', timeZone);
  return timeZone.toLowerCase() === 'utc' ? text.replace('+00:00', 'Z') : text;
}

function asEnum(field: FieldData, config: Conversion['enumConfig']): FieldData {
  const { text = [] } = config ?? {};
  if (text.length === 0) return field;
  const places = new Map<unknown, number>(text.map((word, place) => [word, place]));
  const made = refilled(
    field,
    'enum',
    plainValues(field).map((value) => places.get(value)),
  );
  return { ...made, config: { ...field.config, type: { enum: config } } };
}

function asJson(value: unknown): unknown {
  try {
    return JSON.parse(String(value)) as unknown;
  } catch {
    return null;
  }
}

interface FormatTime {
  readonly timeField: string;
  readonly outputFormat: string;
  readonly timezone?: string;
}

export const formatTime = defineTransformation<FormatTime>({
  defaults: { timeField: '', outputFormat: '' },
  apply: (frames, { timeField, outputFormat, timezone }, context) =>
    frames.map((frame) => ({
      ...frame,
      fields: frame.fields.map((field) =>
        fieldDisplayName(field, frame, frames) === timeField ? asText(field, outputFormat, timezone || context.timeZone) : field,
      ),
    })),
});
