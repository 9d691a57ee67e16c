/** Lines of two containers that write in turns, one a step of the range. They go on before it, and after it until now. */
import { frame, stringField, timeField } from '@orrery/plugin-sdk/data/build';
import type { FrameData, TimeRange } from '@orrery/plugin-sdk';
import { bounded, type TestQuery } from '../query.ts';
import { randomOf, seedOf } from '../random.ts';
import type { Scenario } from './scenario.ts';

const most = 5_000;
const levels = ['emerg', 'alert', 'crit', 'error', 'warning', 'notice', 'info', 'info', 'info', 'debug'];
const containers = [
  ['f36a9eaa6d34310686f2b851655212023a216de955cbcc764210cefa71179b1a', 'hostname1'],
  ['5a354a630364f3742c602f315132e16def594fe68b1e4a195b2fce628e24c97a', 'hostname2'],
] as const;

export const logs: Scenario = (query, range) => {
  const count = bounded(query.lines, most, 10);
  const numbers = query.logContext ? around(query, range, count) : Array.from({ length: count }, (_, index) => index);
  return [linesOf(query, range, count, numbers)];
};

/** Line 0 is the newest of the range, and each further one is a step older; those after the range have numbers below. */
function timeOf(range: TimeRange, count: number, number: number): number {
  return Math.round(range.to - (number * (range.to - range.from)) / Math.max(count, 1));
}

/** Numbers of the lines nearest to one, of the same container. */
function around({ logContext }: TestQuery, range: TimeRange, count: number): number[] {
  const { row, direction, limit } = logContext ?? {};
  const step = (range.to - range.from) / Math.max(count, 1);
  const at = Math.round((range.to - Number(row?.time)) / step);
  if (!Number.isSafeInteger(at)) return [];
  const way = direction === 'before' ? 2 : -2;
  const wanted = Array.from({ length: bounded(limit, most, 10) }, (_, index) => at + (index + 1) * way);
  return wanted.filter((number) => number < most && timeOf(range, count, number) <= Math.max(range.to, Date.now()));
}

function linesOf({ refId, levelColumn }: TestQuery, range: TimeRange, count: number, numbers: readonly number[]): FrameData {
  const lines = numbers.map((number) => lineOf(refId, number));
  const [container, host] = [0, 1].map((part) => numbers.map((number) => containers[Math.abs(number % 2)]?.[part] ?? ''));
  return frame(
    [
      timeField(
        'time',
        Float64Array.from(numbers, (number) => timeOf(range, count, number)),
      ),
      stringField(
        'message',
        lines.map(({ text }) => text),
      ),
      stringField('container_id', container as string[]),
      stringField('hostname', host as string[]),
      ...(levelColumn
        ? [
            stringField(
              'level',
              lines.map(({ level }) => level),
            ),
          ]
        : []),
    ],
    { refId, meta: { preferredVisualisationType: 'logs' } },
  );
}

/** The same line for the same number, whichever lines are asked for. */
function lineOf(refId: string, number: number): { readonly level: string; readonly text: string } {
  const random = randomOf(seedOf(`${refId} logs ${number}`));
  const pick = (list: readonly string[]): string => list[Math.floor(random() * list.length)] as string;
  const level = pick(levels);
  const request = `method=${pick(['GET', 'POST', 'PUT'])} path=/api/${pick(['org', 'search', 'query'])}`;
  const answer = `status=${level === 'error' ? 500 : 200} duration=${Math.round(random() * 900)}ms`;
  return { level, text: `t=${Math.round(random() * 1e6)} level=${level} msg="Request completed" ${request} ${answer}` };
}
