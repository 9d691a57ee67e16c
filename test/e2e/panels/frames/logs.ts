import { type FrameData, field, frame, stringField, timeField } from '@orrery/plugin-sdk/data';
import { minute, start } from './made.ts';

const said = [
  'level=info msg="order placed" order=41 dur=12ms',
  'level=info msg="order placed" order=42 dur=9ms',
  'level=error msg="card declined" order=39 traceID=4bf92f35',
  '{"level":"warn","msg":"slow query","took":812,"tables":["orders","items"]}',
  'debug: cache <b>missed</b> for key user:77',
  'a line that is very long and says again and again what was said, '.repeat(6),
  'fatal: out of memory',
  'nothing of note',
];
const count = 24;
const rows = Array.from({ length: count }, (_, at) => at);
const times = Float64Array.from(rows, (at) => start + at * 2 * minute);
const nanos = Int32Array.from(rows, (at) => (at * 123_457) % 1_000_000);
const labels = rows.map((at) => ({ app: 'shop', pod: `shop-${(at % 2) + 1}` }));

/** As sources send them now. */
const lines = frame(
  [
    timeField('timestamp', times, { nanos }),
    stringField(
      'body',
      rows.map((at) => said[at % said.length]!),
    ),
    field('labels', 'other', 'json.RawMessage', labels),
    stringField(
      'traceID',
      rows.map((at) => `trace-${at}`),
      { config: { links: [{ title: 'Trace', url: '/trace/${__value.raw}' }] } },
    ),
  ],
  { meta: { type: 'log-lines', searchWords: ['placed'] } },
);
/** As they did before. */
const old = frame(
  [
    field('labels', 'other', 'json.RawMessage', labels),
    timeField('Time', times),
    stringField(
      'Line',
      rows.map((at) => said[at % said.length]!),
    ),
    stringField(
      'tsNs',
      rows.map((at) => `${times[at]}${String(nanos[at]).padStart(6, '0')}`),
    ),
    stringField(
      'id',
      rows.map((at) => `id-${at}`),
    ),
  ],
  { meta: { custom: { frameType: 'LabeledTimeValues' } } },
);
const repeated = frame([
  timeField('time', times),
  stringField(
    'message',
    rows.map((at) => (at < 8 ? 'alike' : at < 16 ? `order ${at}` : `${'abc'[at % 3]}: x, y`)),
  ),
]);

export const logSets = {
  lines: [lines],
  linesOld: [old],
  linesAlike: [repeated],
} satisfies Record<string, readonly FrameData[]>;
