/** Format `table`: all series of a query in one frame, a row a sample, a column a label. */
import type { FrameData } from '@orrery/plugin-sdk';
import { frame, numberField, stringField, timeField } from '@orrery/plugin-sdk/data/build';
import type { Asking } from './asking.ts';
import { numberOf } from './scan.ts';

export function toTable(frames: readonly FrameData[], { refId, valueName }: Asking): FrameData {
  const parts = frames.flatMap(({ fields: [time, value] }) => (time && value ? [{ time, value, labels: value.labels ?? {} }] : []));
  const names = new Set<string>();
  for (const { labels } of parts) for (const name of Object.keys(labels).sort()) names.add(name);
  const size = parts.reduce((sum, { time }) => sum + time.values.length, 0);
  const times = new Float64Array(size);
  const values = new Float64Array(size);
  const columns = new Map([...names].map((name) => [name, new Array<string>(size).fill('')]));
  let texts: string[] | undefined;
  let row = 0;
  for (const { time, value, labels } of parts) {
    const { length } = time.values;
    times.set(time.values as Float64Array, row);
    if (value.kind === 'string') texts = [...(value.values as readonly string[])];
    else values.set(value.values as Float64Array, row);
    for (const [name, text] of Object.entries(labels)) columns.get(name)?.fill(text, row, row + length);
    row += length;
  }
  const meta = { ...frames[0]?.meta, type: 'table', preferredVisualisationType: 'rawPrometheus' };
  const fields = [
    timeField('Time', times),
    ...[...columns].map(([name, column]) =>
      name === 'le' ? bucketField(column) : stringField(name, column, { config: { filterable: true } }),
    ),
    texts ? stringField(valueName, texts) : numberField(valueName, values),
  ];
  return frame(fields, { refId, meta });
}

/** The upper bound of a bucket sorts as the number it is. */
function bucketField(column: readonly string[]) {
  const nulls = Uint8Array.from(column, (text) => Number(text === ''));
  return numberField(
    'le',
    Float64Array.from(column, (text) => (text === '' ? 0 : numberOf(text))),
    { config: { filterable: true }, ...(nulls.some(Boolean) && { nulls }) },
  );
}
