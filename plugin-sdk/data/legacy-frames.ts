/** Answers in the shapes that data sources gave before there were frames: series of points, tables, rows of objects. */
import { columnFrom } from './column-from.ts';
import type { FieldData, FieldType, FrameData } from './frame.ts';

interface LegacySeries {
  readonly target?: string;
  readonly title?: string;
  readonly refId?: string;
  readonly unit?: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly meta?: FrameData['meta'];
  readonly datapoints: readonly (readonly [value: unknown, time: unknown])[];
}
interface LegacyTable {
  readonly name?: string;
  readonly refId?: string;
  readonly meta?: FrameData['meta'];
  readonly columns: readonly { readonly text: string; readonly type?: string; readonly unit?: string; readonly filterable?: boolean }[];
  readonly rows: readonly (readonly unknown[])[];
}

/** Throws for what is none of these shapes. */
export function frameFromLegacy(given: unknown): FrameData {
  if (Array.isArray(given)) return frameOfObjects(given as readonly Readonly<Record<string, unknown>>[]);
  if (typeof given === 'object' && given !== null) {
    if ('datapoints' in given && Array.isArray(given.datapoints)) return frameOfSeries(given as unknown as LegacySeries);
    if ('columns' in given && 'rows' in given) return frameOfTable(given as unknown as LegacyTable);
  }
  throw new Error('This answer is no list of points, no table and no list of objects.');
}

function frameOfSeries({ target, title, refId, unit, tags, meta, datapoints }: LegacySeries): FrameData {
  const times = datapoints.map(([, time]) => time);
  const values = datapoints.map(([value]) => value);
  const config = { ...(unit && { unit }), ...(title && { displayNameFromDS: title }) };
  const value: FieldData = {
    ...columnFrom('Value', values.some((one) => typeof one === 'string' && Number.isNaN(Number(one))) ? 'string' : 'number', values),
    ...(tags && { labels: tags }),
    ...(Object.keys(config).length > 0 && { config }),
  };
  return {
    ...(target && { name: target }),
    ...(refId !== undefined && { refId }),
    ...(meta && { meta }),
    fields: [columnFrom('Time', 'time', times), value],
    length: datapoints.length,
  };
}

const types = new Set(['time', 'number', 'string', 'boolean', 'other']);

function frameOfTable({ name, refId, meta, columns, rows }: LegacyTable): FrameData {
  const fields = columns.map(({ text, type, unit, filterable }, index): FieldData => {
    const config = { ...(unit && { unit }), ...(filterable !== undefined && { filterable }) };
    const values = rows.map((row) => row[index]);
    return {
      ...columnFrom(text, type && types.has(type) ? (type as FieldType) : undefined, values),
      ...(Object.keys(config).length > 0 && { config }),
    };
  });
  return {
    ...(name !== undefined && { name }),
    ...(refId !== undefined && { refId }),
    ...(meta && { meta }),
    fields,
    length: rows.length,
  };
}

/** A column for each key that any row has, in the order in which they are first seen. */
function frameOfObjects(rows: readonly Readonly<Record<string, unknown>>[]): FrameData {
  const names = new Set(rows.flatMap((row) => Object.keys(row)));
  const fields = [...names].map((name) =>
    columnFrom(
      name,
      undefined,
      rows.map((row) => row[name]),
    ),
  );
  return { fields, length: rows.length };
}
