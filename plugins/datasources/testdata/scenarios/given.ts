/** Data that the query itself holds: CSV, points, frames as JSON or Arrow. */
import type { FieldData } from '@orrery/plugin-sdk';
import { boolField, frame, numberField, stringField, timeField } from '@orrery/plugin-sdk/data/build';
import { readArrowFrame } from '@orrery/plugin-sdk/data/arrow-read';
import { frameFromJson } from '@orrery/plugin-sdk/data/grafana-json';
import { frameFromCsv } from '../csv.ts';
import { fileNames, fileOf } from '../files.ts';
import { labelsOf, mostPoints, mostSeries, nameOf, type TestQuery } from '../query.ts';
import type { Scenario, Scenarios } from './scenario.ts';

const mostBytes = 4 << 20;

/** What could not be read is said, and the other queries are answered. */
function wrong(message: string): ReturnType<Scenario> {
  return { frames: [], error: message, status: 400, errorSource: 'plugin' };
}
function tooLarge(text: string): ReturnType<Scenario> | undefined {
  return text.length > mostBytes ? wrong(`The content has ${text.length} characters. No more than ${mostBytes} are read.`) : undefined;
}

export const given: Scenarios = {
  csv_content: (query) => {
    const { csvContent = '', refId } = query;
    const refused = tooLarge(csvContent);
    if (refused) return refused;
    return csvContent.trim() === '' ? [] : [{ ...frameFromCsv(csvContent, refId), ...(query.alias && { name: query.alias }) }];
  },
  csv_file: ({ csvFileName, refId }) => {
    if (!csvFileName) return [];
    const text = fileOf(csvFileName);
    return text === undefined
      ? wrong(`There is no file "${csvFileName}". There are ${fileNames.join(', ')}.`)
      : [{ ...frameFromCsv(text, refId), name: csvFileName }];
  },
  csv_metric_values: (query, range) => [metricValues(query, range)],
  manual_entry: (query) => {
    const points = (query.points ?? []).filter((one) => Array.isArray(one)).slice(0, mostPoints);
    const nulls = Uint8Array.from(points, ([value]) => Number(value === null));
    return [
      frame(
        [
          timeField(
            'Time',
            Float64Array.from(points, ([, time]) => time),
          ),
          numberField(
            nameOf(query),
            Float64Array.from(points, ([value]) => value ?? 0),
            { ...(nulls.some(Boolean) && { nulls }) },
          ),
        ],
        { refId: query.refId },
      ),
    ];
  },
  raw_frame: ({ rawFrameContent = '[]', refId }) => {
    const refused = tooLarge(rawFrameContent);
    if (refused) return refused;
    try {
      const list = JSON.parse(rawFrameContent || '[]') as unknown;
      return (Array.isArray(list) ? list : [list]).slice(0, mostSeries).map((one) => ({ ...frameFromJson(one), refId }));
    } catch (error) {
      return wrong(`The frames cannot be read: ${error instanceof Error ? error.message : String(error)}`);
    }
  },
  arrow: ({ stringInput = '', refId }) => {
    const refused = tooLarge(stringInput);
    if (refused) return refused;
    if (stringInput.trim() === '') return [];
    try {
      const bytes = Uint8Array.from(atob(stringInput.trim()), (letter) => letter.charCodeAt(0));
      const read = readArrowFrame(bytes);
      // Zeros are an empty message to every reader, and no frame of anybody's.
      return read.fields.length > 0 ? [{ ...read, refId }] : wrong("The text holds no column in Arrow's format.");
    } catch (error) {
      return wrong(`The text is no frame in Arrow's format and base64: ${error instanceof Error ? error.message : String(error)}`);
    }
  },
  no_data_points: () => [],
};

/** Values spread evenly over the range: numbers, true and false, or words, as the first of them says. */
export function metricValues(query: TestQuery, range: { readonly from: number; readonly to: number }) {
  const texts = (query.stringInput || '1,20,90,30,5,0').split(',', mostPoints).map((text) => text.trim());
  const step = texts.length > 1 ? (range.to - range.from) / (texts.length - 1) : 0;
  const times = Float64Array.from(texts, (_, index) => Math.round(range.from + index * step));
  const name = nameOf(query);
  const nulls = Uint8Array.from(texts, (text) => Number(text === 'null' || text === ''));
  const rest = { labels: labelsOf(query.labels), ...(nulls.some(Boolean) && { nulls }) };
  return frame([timeField('Time', times), valuesOf(name, texts, rest)], { refId: query.refId });
}

function valuesOf(
  name: string,
  texts: readonly string[],
  rest: { readonly labels: Readonly<Record<string, string>>; readonly nulls?: Uint8Array },
): FieldData {
  const first = texts.find((text, at) => !rest.nulls?.[at]) ?? '';
  const isNumber = first === '' || /^nan$/i.test(first) || !Number.isNaN(Number(first));
  if (isNumber)
    return numberField(
      name,
      Float64Array.from(texts, (text) => (/^nan$/i.test(text) ? Number.NaN : Number(text) || 0)),
      rest,
    );
  if (/^(true|false|t|f)$/i.test(first))
    return boolField(
      name,
      Uint8Array.from(texts, (text) => Number(/^t/i.test(text))),
      rest,
    );
  return stringField(
    name,
    texts.map((text) => (text === 'null' ? '' : text)),
    rest,
  );
}
