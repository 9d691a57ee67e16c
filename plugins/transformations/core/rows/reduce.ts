/** Every field as one value: a table of them, or each in its place. */
import {
  type FieldData,
  type FieldType,
  type FrameData,
  fieldDisplayName,
  fieldMatcher,
  reduceField,
  reducerId,
  reducerInfo,
  reducerName,
} from '@orrery/plugin-sdk/data';
import { guessType } from '@orrery/plugin-sdk/data/column-from';
import { own } from '@orrery/plugin-sdk/data/own';
import {
  column,
  concatenated,
  defineTransformation,
  joinedRefId,
  type MatcherRule,
  paddedTo,
} from '@orrery/plugin-sdk/data/transform/index';

interface Reduce {
  readonly reducers?: readonly string[];
  readonly mode?: 'seriesToRows' | 'reduceFields';
  readonly includeTimeField?: boolean;
  readonly labelsToFields?: boolean;
  readonly fields?: MatcherRule;
}
type Matches = ReturnType<typeof fieldMatcher>;

export const reduce = defineTransformation<Reduce>({
  defaults: { reducers: ['max'] },
  apply: (frames, { reducers = [], mode, includeTimeField, labelsToFields, fields }) => {
    if (reducers.length === 0) return frames;
    const ids = knownReducers(reducers);
    const usual: Matches = includeTimeField && mode === 'reduceFields' ? () => true : (field) => field.type !== 'time';
    const matches = fields ? fieldMatcher(fields) : usual;
    if (mode === 'reduceFields') return frames.flatMap((frame) => inPlace(frame, frames, matches, ids));
    const labels = labelsToFields ? labelKeys(frames) : undefined;
    const [first, ...others] = frames.map((frame) => asRows(frame, frames, matches, ids, labels));
    if (!first) return [];
    return [{ ...together(first, others), refId: joinedRefId('reduce', frames) }];
  },
});

function knownReducers(asked: readonly string[]): string[] {
  return asked.map(reducerId).filter((id) => own(reducerInfo, id) !== undefined || /^p([1-9]\d?)$/.test(id));
}

function labelKeys(frames: readonly FrameData[]): string[] {
  return [...new Set(frames.flatMap(({ fields }) => fields.flatMap(({ labels }) => Object.keys(labels ?? {}))))];
}

/** A row for each field; with columns for labels its name is without them. */
function asRows(
  frame: FrameData,
  frames: readonly FrameData[],
  matches: Matches,
  reducers: readonly string[],
  labelled: readonly string[] | undefined,
): FrameData {
  const chosen = frame.fields.filter((field) => matches(field, frame, frames));
  const names = chosen.map((field) => (labelled ? field.name : fieldDisplayName(field, frame, frames)));
  const { name: _, ...rest } = frame;
  return {
    ...rest,
    fields: [
      column('Field', 'string', names),
      ...(labelled ?? []).map((key) =>
        column(
          key,
          'string',
          chosen.map(({ labels }) => own(labels ?? {}, key)),
        ),
      ),
      ...reducers.map((id) => {
        const values = chosen.map((field) => reduceField(field, id)).map((value) => (value === null ? Number.NaN : value));
        const name = reducerName(id);
        return column(name, values.some((value) => value !== null && value !== undefined) ? guessType(name, values) : 'other', values);
      }),
    ],
    length: chosen.length,
  };
}

/** Columns of the same name and type go on below one another; what other frames have besides is left out. */
function together(first: FrameData, others: readonly FrameData[]): FrameData {
  const length = others.reduce((sum, frame) => sum + frame.length, first.length);
  const fields = first.fields.map((field, index) => {
    const more = others.flatMap(({ fields: theirs }) =>
      theirs.filter((other, at) => (index === 0 && at === 0) || (other.name === field.name && other.type === field.type)),
    );
    return paddedTo(more.length > 0 ? concatenated(field, more) : field, length);
  });
  return { ...first, fields, length };
}

const keepsType = new Set(['first', 'firstNotNull', 'last', 'lastNotNull']);

/** One row, each field where it was. */
function inPlace(frame: FrameData, frames: readonly FrameData[], matches: Matches, reducers: readonly string[]): FrameData[] {
  const fields = frame.fields.flatMap((field): FieldData[] => {
    if (!matches(field, frame, frames)) return [];
    return reducers.map((id) => ({
      ...column(field.name, reducedType(id, field), [reduceField(field, id)]),
      labels: { ...field.labels, ...(reducers.length > 1 && { reducer: reducerName(id) }) },
      ...(field.config && { config: field.config }),
    }));
  });
  return fields.length > 0 ? [{ ...frame, fields, length: 1 }] : [];
}

function reducedType(id: string, field: FieldData): FieldType {
  if (id === 'allValues' || id === 'uniqueValues') return 'other';
  return keepsType.has(id) ? field.type : 'number';
}
