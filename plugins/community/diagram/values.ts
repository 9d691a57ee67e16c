/** The last value of each series, by the name that a node may have. Pure. */
import { fieldDisplayName, isNull, numberAt, resolveFields, shown } from '@orrery/plugin-sdk/data';
import type { PanelProps } from '@orrery/plugin-sdk/ui';

export interface NodeValue {
  readonly text: string;
  readonly color: string;
  readonly numeric: number;
}

/** Ids have no spaces: what is no letter or digit counts as `_`, in both. */
export const key = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '_')
    .replaceAll(/^_|_$/g, '');

export function valuesOf({
  frames,
  fieldConfig,
  theme,
  timeZone,
}: Pick<PanelProps, 'frames' | 'fieldConfig' | 'theme' | 'timeZone'>): ReadonlyMap<string, NodeValue> {
  const values = new Map<string, NodeValue>();
  for (const { field, display, frameIndex } of resolveFields(frames, fieldConfig, { theme, timeZone })) {
    if (field.type !== 'number') continue;
    const frame = frames[frameIndex];
    if (!frame) continue;
    const names = frame.fields.find(({ type }) => type === 'string');
    const put = (name: string, row: number): void => {
      const number = numberAt(field, row);
      const value = display(number);
      values.set(key(name), { text: shown(value), color: value.color ?? '', numeric: number ?? Number.NaN });
    };
    if (names) for (let row = 0; row < frame.length; row++) put(String(names.values[row]), row);
    else {
      let row = frame.length - 1;
      while (row > 0 && isNull(field, row)) row--;
      if (row >= 0) put(fieldDisplayName(field, frame, frames), row);
    }
  }
  return values;
}
