/** Answers as frames, one a series (spec datasources.md 3.6). */
import type { FieldData, FrameData, FrameMeta } from '@orrery/plugin-sdk';
import { field, frame, numberField, stringField, timeField } from '@orrery/plugin-sdk/data/build';
import type { Asking } from './asking.ts';
import { goDuration } from './duration.ts';
import { legendOf } from './legend.ts';
import { type Histogram, numberOf, type PrometheusAnswer, type Series } from './scan.ts';

type Notices = NonNullable<FrameMeta['notices']>;

export function toFrames(answer: PrometheusAnswer, asking: Asking): FrameData[] {
  const { refId, expr, stepMs } = asking;
  const { resultType } = answer;
  const type = resultType === 'matrix' ? 'timeseries-multi' : 'numeric-multi';
  const meta: FrameMeta = { type, typeVersion: [0, 1], custom: { resultType } };
  const frames = answer.single
    ? [singleFrame(answer.single, resultType === 'string', meta, refId)]
    : answer.series.flatMap((series) => seriesFrames(series, asking, meta));
  // Nothing was found is an answer too, and says what was asked.
  if (frames.length === 0) frames.push(frame([], { refId, meta }));
  const executed = `Expr: ${expr}\nStep: ${goDuration(stepMs)}`;
  return withNotices(
    frames.map((one, index) => (index === 0 ? withMeta(one, { executedQueryString: executed }, answer.stats) : one)),
    noticesOf(answer),
  );
}

function seriesFrames(series: Series, asking: Asking, meta: FrameMeta): FrameData[] {
  const { refId, expr, stepMs, legendFormat } = asking;
  const { metric, times, values, histograms } = series;
  const displayNameFromDS = legendOf(metric, legendFormat, expr);
  const frames: FrameData[] = [];
  if (times.length > 0 || !histograms) {
    const time = timeField('Time', times, { config: { interval: stepMs } });
    const value = numberField(metric.__name__ ?? 'Value', values, {
      labels: metric,
      config: displayNameFromDS ? { displayNameFromDS } : {},
    });
    frames.push(frame([time, value], { refId, meta }));
  }
  if (histograms) frames.push(histogramFrame(series, histograms, asking, displayNameFromDS));
  return frames;
}

/** A row a bucket of each sample: cells of a heatmap. */
function histogramFrame({ metric }: Series, histograms: readonly Histogram[], { refId, stepMs }: Asking, name: string): FrameData {
  const cells = histograms.flatMap(({ time, buckets }) => buckets.map((bucket) => ({ time, ...bucket })));
  const fields: FieldData[] = [
    timeField(
      'xMax',
      Float64Array.from(cells, ({ time }) => time),
      { config: { interval: stepMs } },
    ),
    numberField(
      'yMin',
      Float64Array.from(cells, ({ from }) => from),
      { labels: metric, config: name ? { displayNameFromDS: name } : {} },
    ),
    numberField(
      'yMax',
      Float64Array.from(cells, ({ to }) => to),
    ),
    numberField(
      'count',
      Float64Array.from(cells, ({ count }) => count),
    ),
    field(
      'yLayout',
      'number',
      'int8',
      Int8Array.from(cells, ({ layout }) => layout),
    ),
  ];
  return frame(fields, { refId, meta: { type: 'heatmap-cells', custom: { resultType: 'matrix' } } });
}

function singleFrame([seconds, text]: readonly [number, string], isText: boolean, meta: FrameMeta, refId: string): FrameData {
  const time = timeField('Time', Float64Array.of(Math.floor(seconds * 1000 + 0.0005)));
  const value = isText ? stringField('Value', [text]) : numberField('Value', Float64Array.of(numberOf(text)));
  return frame([time, value], { refId, meta });
}

function noticesOf({ warnings = [], infos = [] }: PrometheusAnswer): Notices {
  return [
    ...warnings.map((text) => ({ severity: 'warning' as const, text })),
    ...infos.map((text) => ({ severity: 'info' as const, text })),
  ];
}
function withNotices(frames: FrameData[], notices: Notices): FrameData[] {
  return notices.length === 0 ? frames : frames.map((one) => withMeta(one, { notices }));
}
function withMeta(one: FrameData, more: FrameMeta, stats?: unknown): FrameData {
  const custom = stats === undefined ? one.meta?.custom : { ...one.meta?.custom, stats };
  return { ...one, meta: { ...one.meta, ...more, ...(custom && { custom }) } };
}
