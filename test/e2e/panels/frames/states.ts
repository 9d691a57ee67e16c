/** States over time: texts with gaps, and numbers that are zero at times. */
import { type FrameData, frame, numberField, stringField, timeField } from '@orrery/plugin-sdk/data';
import { minute, start } from './made.ts';

const texts = ['up', 'up', 'slow', '', 'slow', 'down', 'down', 'up', 'up', 'up'];
const at = Float64Array.from({ length: texts.length }, (_, index) => start + index * 6 * minute);
/** Nothing is known for a quarter of an hour. */
const late = at.map((time, index) => (index > 5 ? time + 15 * minute : time));

const states: readonly FrameData[] = [
  frame([
    timeField('Time', at),
    stringField('api', texts, { nulls: Uint8Array.from(texts, (text) => (text === '' ? 1 : 0)) }),
    stringField('database', [...texts].reverse(), { nulls: Uint8Array.from([...texts].reverse(), (text) => (text === '' ? 1 : 0)) }),
    stringField(
      'queue',
      texts.map((_, index) => (index % 4 === 0 ? 'slow' : 'up')),
    ),
  ]),
];
const levels: readonly FrameData[] = [
  frame([
    timeField('Time', at),
    numberField(
      'one',
      Float64Array.from(texts, (_, index) => (index % 5) * 10),
    ),
    numberField(
      'two',
      Float64Array.from(texts, (_, index) => ((index + 3) % 4) * 15),
    ),
    numberField('none', new Float64Array(texts.length)),
  ]),
];
const lateStates: readonly FrameData[] = [
  frame([
    timeField('Time', late),
    stringField(
      'api',
      texts.map((text) => text || 'up'),
    ),
  ]),
];

export const stateSets = { states, levels, lateStates };
