/** Variables that speak of data: `__field`, `__series`, and of one row `__value` and `__data`. For names, links and actions. */

import type { FieldData, FrameData } from '../frame.ts';
import type { Lookup, Resolved } from '../interpolate.ts';
import { own } from '../own.ts';
import { pathParts } from '../path.ts';
import { shown } from './display.ts';
import { fieldDisplayName, frameDisplayName, labelPairs } from './names.ts';
import type { DisplayValue } from './types.ts';
import { isNull, rawAt } from './values.ts';

export interface DataContext {
  readonly field: FieldData;
  readonly frame: FrameData;
  readonly frames?: readonly FrameData[];
  /** The row that is spoken of; absent for a whole field. */
  readonly row?: number;
  /** A value that stands in no row, such as a reduced one. */
  readonly value?: DisplayValue;
  /** How values of a field of this frame look. */
  readonly display?: (field: FieldData, value: unknown) => DisplayValue;
}

export function fieldLookup(field: FieldData, frame: FrameData, frames?: readonly FrameData[]): Lookup {
  return dataLookup({ field, frame, ...(frames && { frames }) });
}

export function dataLookup(context: DataContext): Lookup {
  return (name, path) => {
    const found = own(answers, name)?.(context, path === undefined ? [] : pathParts(path));
    return found === undefined ? undefined : { value: found as Resolved['value'] };
  };
}

type Answer = (context: DataContext, path: readonly string[]) => unknown;

const answers: Readonly<Record<string, Answer>> = {
  __field: ({ field, frame, frames }, [what, ...rest]) => {
    switch (what) {
      case 'name':
        return field.name;
      case 'displayName':
        return fieldDisplayName({ ...field, config: { ...field.config, displayName: '' } }, frame, frames ?? [frame]);
      case 'formattedLabels':
        return labelPairs(field.labels);
      case 'labels':
        return labelAnswer(field, rest.join('.'));
      default:
        return;
    }
  },
  __series: ({ frame }, [what]) => (what === 'name' ? frameDisplayName(frame) : undefined),
  __value: (context, [what = 'bare']) => {
    const { field, frame, row, value, display } = context;
    if (value === undefined && row === undefined) return;
    const raw = row === undefined ? value?.numeric : rawAt(field, row);
    const looks = value ?? display?.(field, raw);
    switch (what) {
      case 'bare':
      case 'text':
        return looks ? shown(looks) : String(raw ?? '');
      case 'raw':
        return raw;
      case 'numeric':
        return looks ? looks.numeric : Number(raw);
      case 'time':
        return row === undefined ? '' : (timeAt(frame, row) ?? '');
      default:
        return;
    }
  },
  __data: (context, [what, ...rest]) => {
    const { frame, row } = context;
    if (what === 'name') return frame.name ?? '';
    if (what === 'refId') return frame.refId ?? '';
    return what === 'fields' && row !== undefined && rest.length > 0 ? cellAnswer(context, row, rest) : undefined;
  },
};

function labelAnswer({ labels = {} }: FieldData, key: string): string {
  if (key === '') return labelPairs(labels);
  if (key === '__values') return Object.values(labels).sort().join(', ');
  return own(labels, key) ?? '';
}

function timeAt({ fields }: FrameData, row: number): unknown {
  const time = fields.find(({ type }) => type === 'time');
  return time && !isNull(time, row) ? rawAt(time, row) : undefined;
}

/** A cell of the same row, by the field's name, the name people see, or its place. */
function cellAnswer({ frame, frames, display }: DataContext, row: number, [key = '', what]: readonly string[]): unknown {
  const field =
    frame.fields.find(({ name }) => name === key) ??
    frame.fields.find((one) => fieldDisplayName(one, frame, frames ?? [frame]) === key) ??
    (/^\d+$/.test(key) ? frame.fields[Number(key)] : undefined);
  if (!field) return '';
  const value = rawAt(field, row);
  const looks = display?.(field, value);
  if (what === 'numeric') return looks?.numeric ?? Number(value);
  if (what === 'text') return looks?.text ?? String(value ?? '');
  return looks ? shown(looks) : String(value ?? '');
}
