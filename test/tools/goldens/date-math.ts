import { isDateMath, parseDateMath, type WeekStart } from '@orrery/plugin-sdk/data';
import { describeLength, describeRange } from '@orrery/plugin-sdk/data/range-text';
import type { Check, Golden } from './case.ts';

type Case = [expression: string, end: boolean, timeZone: string, fiscalYearStartMonth: number, expected: number | 'invalid' | null];
type WeekCase = [weekStart: WeekStart, expression: string, end: boolean, timeZone: string, expected: number];

export function* checks({ now, cases, weekStart, isMathString, describeTimeRange, describeTextRange }: Golden): Iterable<Check> {
  const at = Date.parse(now);
  for (const [expression, end, timeZone, fiscalYearStartMonth, expected] of cases as Case[]) {
    yield {
      label: `${expression} end ${end} in ${timeZone}, fiscal year from month ${fiscalYearStartMonth}`,
      // The library tells text that is no expression from text that is no date; either is no time here.
      expected: typeof expected === 'number' ? expected : undefined,
      got: () => parseDateMath(expression, at, { end, timeZone, fiscalYearStartMonth }),
    };
  }
  for (const [start, expression, end, timeZone, expected] of (weekStart ?? []) as WeekCase[]) {
    yield {
      label: `${expression} end ${end}, weeks from ${start}`,
      expected,
      got: () => parseDateMath(expression, at, { end, timeZone, weekStart: start }),
    };
  }
  for (const [text, expected] of (isMathString ?? []) as [string, boolean][]) {
    yield { label: `is "${text}" an expression`, expected, got: () => isDateMath(text) };
  }
  for (const [from, to, expected, timeZone] of (describeTimeRange ?? []) as [string, string, string, string?][]) {
    yield { label: `text of ${from} to ${to}`, expected, got: () => describeRange(from, to, timeZone ?? 'utc') };
  }
  for (const [text, expected] of (describeTextRange ?? []) as [string, unknown][]) {
    yield { label: `text of ${text}`, expected, got: () => describeLength(text) };
  }
}
