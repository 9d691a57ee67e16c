import { type FrameData, field, frame, stringField, timeField } from '@orrery/plugin-sdk/data';
import { slices } from '@orrery/plugin-sdk/ui/work/slices.ts';
import { describe, expect, test } from 'vitest';
import { arrange, countLevels, type Wish } from './model/arrange.ts';
import { asking, aroundLine, atHand, heard, nearLine } from './model/context.ts';
import { heightsOf } from './model/heights.ts';
import { levelOfText } from './model/levels.ts';
import { commonLabels, detailsOf, type Lines, labelsOf, levelOf, linesOf, nanosOf, placeOf, textOf } from './model/lines.ts';
import { plainLine, pretty, tokensOf } from './model/tokens.ts';

const work = () => slices(new AbortController().signal);
const usual: Wish = { sortOrder: 'Descending', dedupStrategy: 'none', search: '', hiddenLevels: [] };
const times = (...values: number[]) => timeField('Time', Float64Array.from(values));
const plain = (texts: readonly string[], at: readonly number[] = texts.map((_, index) => index)): FrameData =>
  frame([times(...at), stringField('Line', texts)]);
const shown = async (lines: Lines, wish: Partial<Wish> = {}) =>
  Array.from((await arrange(lines, { ...usual, ...wish }, work())).rows, (line) => textOf(lines, line));

describe('lines', () => {
  test('of the newer shape have their labels, severity and nanoseconds', () => {
    const lines = linesOf([
      frame(
        [
          stringField('other', ['not this']),
          timeField('timestamp', Float64Array.of(5), { nanos: Int32Array.of(123_456) }),
          stringField('body', ['hello']),
          stringField('severity', ['ERROR']),
          field('labels', 'other', 'json.RawMessage', [{ app: 'shop', n: 1 }]),
        ],
        { meta: { type: 'log-lines' } },
      ),
    ]);
    expect([textOf(lines, 0), levelOf(lines, 0), nanosOf(lines, 0)]).toEqual(['hello', 'error', 123_456]);
    expect(labelsOf(placeOf(lines, 0))).toEqual({ app: 'shop', n: '1' });
    expect(detailsOf(placeOf(lines, 0)).map(({ name, value }) => [name, value])).toEqual([
      ['app', 'shop'],
      ['n', '1'],
      ['other', 'not this'],
      ['severity', 'ERROR'],
    ]);
  });
  test('of older shapes have theirs, too', () => {
    const lines = linesOf([
      frame([
        field('labels', 'other', 'json.RawMessage', [{ level: 'warn' }]),
        times(1_795_341_000_000),
        stringField('Line', ['hello']),
        stringField('tsNs', ['1795341000000000042']),
        stringField('id', ['x']),
      ]),
    ]);
    expect([textOf(lines, 0), levelOf(lines, 0), nanosOf(lines, 0)]).toEqual(['hello', 'warning', 42]);
  });
  test('need a time and a text', () => {
    expect(linesOf([frame([stringField('a', ['x'])]), frame([times(1)])]).sources).toEqual([]);
  });
  test('have in common what all their labels have', () => {
    const labels = field('labels', 'other', 'json.RawMessage', [
      { app: 'shop', pod: '1' },
      { app: 'shop', pod: '2' },
    ]);
    expect(commonLabels(linesOf([frame([times(1, 2), stringField('Line', ['a', 'b']), labels])]))).toEqual({ app: 'shop' });
  });
});

describe('a level', () => {
  test.each([
    ['level=err oh', 'error'],
    ['{"level":"eror"}', 'error'],
    ['FATAL: out of memory', 'critical'],
    ['[emerg] x', 'critical'],
    ['a warning', 'warning'],
    ['notice: y', 'info'],
    ['dbug z', 'debug'],
    ['trace me', 'trace'],
    ['terror and informer', 'unknown'],
  ])('of %j is %s', (text, level) => expect(levelOfText(text)).toBe(level));
});

describe('the order', () => {
  test('is by time, the newest first or the oldest, of several sources', async () => {
    const lines = linesOf([plain(['c', 'a'], [3, 1]), plain(['b', 'd'], [2, 4])]);
    expect(await shown(lines)).toEqual(['d', 'c', 'b', 'a']);
    expect(await shown(lines, { sortOrder: 'Ascending' })).toEqual(['a', 'b', 'c', 'd']);
  });
  test('within a millisecond is by nanoseconds', async () => {
    const time = timeField('Time', Float64Array.of(1, 1, 1), { nanos: Int32Array.of(2, 3, 1) });
    expect(await shown(linesOf([frame([time, stringField('Line', ['b', 'c', 'a'])])]), { sortOrder: 'Ascending' })).toEqual([
      'a',
      'b',
      'c',
    ]);
  });
});

describe('what is left out', () => {
  const lines = linesOf([plain(['error one', 'info Two', 'error three'])]);
  test('are levels that are switched off', async () => {
    expect(await shown(lines, { hiddenLevels: ['error'] })).toEqual(['info Two']);
    expect([...(await countLevels(lines, work()))]).toEqual([
      ['error', 2],
      ['info', 1],
    ]);
  });
  test('is what the search does not find, by letters of either case or by an expression', async () => {
    expect(await shown(lines, { search: 'two' })).toEqual(['info Two']);
    expect(await shown(lines, { search: '/error t/' })).toEqual(['error three']);
    expect(await shown(lines, { search: '/(/' })).toEqual([]);
  });
});

describe('neighbours that are alike', () => {
  const lines = linesOf([plain(['a 1', 'a 1', 'a 2', 'b 2', 'a 1'])]);
  test.each([
    ['exact', ['a 1', 'a 2', 'b 2', 'a 1'], [2, 1, 1, 1]],
    ['numbers', ['a 1', 'b 2', 'a 1'], [3, 1, 1]],
    ['signature', ['a 1'], [5]],
  ] as const)('are one by %s', async (dedupStrategy, texts, counts) => {
    const arranged = await arrange(lines, { ...usual, sortOrder: 'Ascending', dedupStrategy }, work());
    expect(Array.from(arranged.rows, (line) => textOf(lines, line))).toEqual(texts);
    expect(Array.from(arranged.copies!)).toEqual(counts);
  });
});

describe('rows of many heights', () => {
  const heights = heightsOf(
    1_000_000,
    20,
    new Map([
      [10, 100],
      [999_999, 50],
    ]),
  );
  test('stand where those above them leave off', () => {
    expect([heights.topOf(10), heights.topOf(11), heights.topOf(999_999), heights.total]).toEqual([200, 300, 20_000_060, 20_000_110]);
  });
  test('are found by their place', () => {
    expect([0, 199, 200, 299, 300, 1e9].map(heights.at)).toEqual([0, 9, 10, 10, 11, 999_999]);
  });
});

describe('a line for reading', () => {
  test('has JSON on several lines, and all else as it is', () => {
    expect(pretty('{"a":[1]}')).toBe('{\n  "a": [\n    1\n  ]\n}');
    expect(pretty('{broken')).toBe('{broken');
  });
  test('has no colours of terminals', () => expect(plainLine('\u001b[31mred\u001b[0m')).toBe('red'));
  test('marks what was searched for, and what is no expression as it stands', () => {
    expect(tokensOf('an (error', ['(error'], false)).toEqual([{ text: 'an ' }, { text: '(error', kind: 'found' }]);
  });
  test('tells keys, texts, numbers and levels apart and loses nothing', () => {
    const line = 'level=error msg="a \\"b\\"" took=12ms id=x9 {"k": -1.5}';
    const tokens = tokensOf(line, [], true);
    expect(tokens.map(({ text }) => text).join('')).toBe(line);
    expect(tokens.filter(({ kind }) => kind).map(({ text, kind }) => `${kind} ${text}`)).toEqual([
      'key level',
      'level error',
      'key msg',
      'string "a \\"b\\""',
      'key took',
      'number 12ms',
      'key id',
      'key "k"',
      'number -1.5',
    ]);
  });
});

describe('lines around one', () => {
  const lines = linesOf([plain(['e', 'd', 'c', 'b', 'a'], [5, 4, 3, 2, 1])]);
  const { around, event } = asking(aroundLine(lines, 2), lines, 'before');
  const texts = (state = around) => state.sides.before?.lines.map(({ row }) => row.body);
  const answer = (frames: readonly FrameData[]) => ({ asked: event, frames });

  test('are the neighbours at hand while nobody told better ones', () => {
    const near = atHand(lines, 2);
    expect([near.before, near.after].map((side) => side.map(({ row }) => row.body))).toEqual([
      ['b', 'a'],
      ['d', 'e'],
    ]);
  });
  test('are asked for by the line, and later by the last that came', () => {
    expect(event).toMatchObject({ direction: 'before', row: { time: 3, body: 'c' }, point: { frame: 0, field: 1, row: 2 } });
    const known = heard(around, answer([plain(['y', 'x'], [1, 2])]));
    expect(texts(known)).toEqual(['x', 'y']);
    expect(asking(known!, lines, 'before').event.row).toMatchObject({ time: 1, body: 'y' });
  });
  test('end where fewer came than were asked for', () => {
    const ten = Array.from({ length: 10 }, (_, at) => at);
    expect(heard(around, answer([plain(['x'], [1])]))?.sides.before?.state).toBe('end');
    expect(heard(around, answer([plain(ten.map(String), ten)]))?.sides.before?.state).toBe('more');
    expect(heard(around, answer([]))?.sides.before?.state).toBe('end');
  });
  test('that are told of another line, or were not asked for, are not taken', () => {
    const elsewhere = { ...answer([plain(['x'])]), asked: { ...event, point: { ...event.point, row: 0 } } };
    expect(heard(around, elsewhere)).toBe(around);
    const done = heard(around, answer([plain(['x'])]));
    expect(heard(done, answer([plain(['x'])]))).toBe(done);
    expect(heard(undefined, answer([]))).toBeUndefined();
  });
  test('may fail, and a source without an answer is not asked again', () => {
    expect(heard(around, { asked: event, failure: 'gone' })?.sides.before).toMatchObject({ state: 'failed', failure: 'gone' });
    expect(heard(around, { asked: event })?.sides).toEqual({});
  });
  test('are told with what their source knows them by', () => {
    const known = linesOf([frame([times(5), stringField('Line', ['x']), stringField('tsNs', ['5000001']), stringField('id', ['7'])])]);
    expect(nearLine(known, 0).row).toEqual({ time: 5, body: 'x', nanos: '5000001', id: '7' });
  });
});
