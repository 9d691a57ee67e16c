/** Tests of single values, by the ids that dashboards store. */
import { type FieldData, rawAt } from '@orrery/plugin-sdk/data';
import { own } from '@orrery/plugin-sdk/data/own';
import type { MatcherRule } from '@orrery/plugin-sdk/data/transform/index';

type ValueTest = (value: unknown) => boolean;
interface Options {
  readonly value?: unknown;
  readonly from?: unknown;
  readonly to?: unknown;
}

const isNone = (value: unknown): boolean => value === null || value === undefined;
// A dashboard stores 5 and "5" alike: what is compared is brought to one type by the language's own rules.
// biome-ignore lint/suspicious/noDoubleEquals: that is the point
const alike = (a: unknown, b: unknown): boolean => a == b;
const compared =
  (holds: (value: number, limit: number) => boolean): ((options: Options) => ValueTest) =>
  ({ value: limit }) =>
  (value) =>
    !Number.isNaN(Number(value)) && holds(value as number, limit as number);
const whole = (value: unknown): number => (typeof value === 'number' ? value : Number.parseInt(String(value), 10));

const tests: Readonly<Record<string, (options: Options) => ValueTest>> = {
  isNull: () => isNone,
  isNotNull: () => (value) => !isNone(value),
  greater: compared((value, limit) => value > limit),
  greaterOrEqual: compared((value, limit) => value >= limit),
  lower: compared((value, limit) => value < limit),
  lowerOrEqual: compared((value, limit) => value <= limit),
  equal:
    ({ value: wanted }) =>
    (value) =>
      alike(value, wanted),
  notEqual:
    ({ value: wanted }) =>
    (value) =>
      !alike(value, wanted),
  substring: ({ value: part }) => {
    const needle = String(part ?? '').toLowerCase();
    return (value) => part === '' || (needle !== '' && typeof value === 'string' && value !== '' && value.toLowerCase().includes(needle));
  },
  notSubstring: ({ value: part }) => {
    const needle = String(part ?? '').toLowerCase();
    return (value) => needle !== '' && typeof value === 'string' && value !== '' && !value.toLowerCase().includes(needle);
  },
  regex: ({ value: pattern }) => {
    const regex = new RegExp(pattern === undefined ? '' : String(pattern));
    return (value) => !isNone(value) && regex.test(String(value));
  },
  between: ({ from, to }) => {
    const [low, high] = [whole(from), whole(to)];
    return (value) => !Number.isNaN(Number(value)) && (value as number) > low && (value as number) < high;
  },
};
const valueTestIds = Object.keys(tests);

function valueTest({ id, options }: MatcherRule): ValueTest {
  const make = own(tests, String(id));
  if (!make) throw new Error(`There is no test of values "${id}"; there are ${valueTestIds.join(', ')}.`);
  return make((options ?? {}) as Options);
}

export function rowTest(rule: MatcherRule, field: FieldData): (row: number) => boolean {
  const test = valueTest(rule);
  return (row) => test(rawAt(field, row));
}
