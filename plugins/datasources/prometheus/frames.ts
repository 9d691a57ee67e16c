/** Answers as frames: one a series for graphs, one table for tables. */
import type { FieldData, FrameData, FrameMeta } from '@orrery/plugin-sdk';
import { field, frame, numberField, stringField, timeField } from '@orrery/plugin-sdk/data/build';
import { legendOf } from './legend.ts';
import type { PrometheusAnswer } from './scan.ts';

export interface Asking {
  readonly refId: string;
  readonly expr: string;
  readonly legendFormat: string;
  readonly format: string;
  readonly stepMs: number;
  readonly instant: boolean;
}

export function toFrames(answer: PrometheusAnswer, asking: Asking): FrameData[] {
  const { refId, expr, legendFormat, stepMs, instant } = asking;
  const notices = [
    ...(answer.warnings ?? []).map((text) => ({ severity: 'warning' as const, text })),
    ...(answer.infos ?? []).map((text) => ({ severity: 'info' as const, text })),
  ];
  const executedQueryString = `Expr: ${expr}${instant ? '' : `\nStep: ${stepMs / 1000}s`}`;
  const meta = (type: string): FrameMeta => ({
    type,
    typeVersion: [0, 1],
    custom: { resultType: answer.resultType ?? 'vector' },
    executedQueryString,
    ...(notices.length > 0 && { notices }),
  });
  if (answer.single) {
    const [time, text] = answer.single;
    const at = Float64Array.of(Math.round(time * 1000));
    const value =
      answer.resultType === 'string'
        ? stringField('Value', [text])
        : numberField('Value', Float64Array.of(numberOf(text)), { config: { displayNameFromDS: text } });
    return [frame([timeField('Time', at), value], { refId, name: text, meta: meta('timeseries-multi') })];
  }
  if (asking.format === 'table') return [toTable(answer, asking, meta('table'))];
  return answer.series.map(({ metric, times, values }) => {
    const name = legendOf(metric, legendFormat, expr);
    const wanted = legendFormat === '' || legendFormat === '__auto' ? {} : { displayNameFromDS: name };
    return frame(
      [
        timeField('Time', times, instant ? {} : { config: { interval: stepMs } }),
        // Without a legend of its own, a series is named by its labels, wherever it is shown.
        numberField(metric.__name__ ?? 'Value', values, {
          labels: metric,
          config: legendFormat === '' ? { displayNameFromDS: name } : wanted,
        }),
      ],
      { name, refId, meta: meta(instant ? 'numeric-multi' : 'timeseries-multi') },
    );
  });
}

/** A row a sample, a column a label: what an instant query in a table shows. */
function toTable({ series }: PrometheusAnswer, { refId }: Asking, meta: FrameMeta): FrameData {
  const labels = [...new Set(series.flatMap(({ metric }) => Object.keys(metric)))].sort();
  const size = series.reduce((sum, { times }) => sum + times.length, 0);
  const times = new Float64Array(size);
  const values = new Float64Array(size);
  const columns = new Map(labels.map((name) => [name, new Array<string>(size).fill('')]));
  let row = 0;
  for (const one of series) {
    times.set(one.times, row);
    values.set(one.values, row);
    for (const [name, value] of Object.entries(one.metric)) columns.get(name)?.fill(value, row, row + one.times.length);
    row += one.times.length;
  }
  const fields: FieldData[] = [
    timeField('Time', times),
    ...labels.map((name) => stringField(name, columns.get(name) ?? [], { config: { filterable: true } })),
    field('Value', 'number', 'float64', values),
  ];
  return frame(fields, { refId, meta });
}

function numberOf(text: string): number {
  if (text === '+Inf') return Number.POSITIVE_INFINITY;
  return text === '-Inf' ? Number.NEGATIVE_INFINITY : Number(text);
}
