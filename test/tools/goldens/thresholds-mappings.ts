import {
  activeStep,
  colorScale,
  type DisplayConfig,
  displayProcessor,
  type FieldType,
  rangeOf,
  type ThresholdsConfig,
} from '@orrery/plugin-sdk/data';
import type { Check, Golden } from './case.ts';
import { toColumn } from './columns.ts';
import { same, sameColor } from './compare.ts';
import { themes } from './themes.ts';

interface Config {
  readonly name: string;
  readonly type: FieldType;
  readonly config: DisplayConfig;
}
type Case = [
  config: number,
  value: unknown,
  text: string,
  numeric: number,
  color: string,
  prefix: string | null,
  suffix: string | null,
  percent: number,
  icon: string | null,
];
type StepCase = [set: string, value: number, step: unknown];

export function* checks({ now, theme: name, configs, cases, fieldValues, thresholdSets, activeThreshold }: Golden): Iterable<Check> {
  const theme = themes[String(name)]!;
  const processors = (configs as Config[]).map(({ type, config, name: title }) => {
    const field = toColumn({ name: title, type, config, values: type === 'number' ? (fieldValues as number[]) : [] });
    const scale = colorScale(config, theme, rangeOf(field, config), 0, title, type === 'boolean');
    return { title, type, display: displayProcessor(field, config, scale, { theme, timeZone: 'utc', now: Date.parse(now) }) };
  });
  for (const [config, value, text, numeric, color, prefix, suffix, percent, icon] of cases as Case[]) {
    const { title, type, display } = processors[config]!;
    yield {
      label: `"${title}" (${type}) ${typeof value} ${String(value)}`,
      expected: [text, numeric, color, prefix ?? '', suffix ?? '', percent, icon ?? ''],
      got: () => {
        const shown = display(value);
        return [
          shown.text,
          shown.numeric,
          shown.color || null,
          shown.prefix ?? '',
          shown.suffix ?? '',
          shown.percent ?? null,
          shown.icon ?? '',
        ];
      },
      compare: (one, other) => {
        if (!Array.isArray(one) || !Array.isArray(other)) return false;
        return one.every((part, at) => (at === 2 ? sameColor(part, other[at]) : same(part, other[at])));
      },
    };
  }
  const sets = (thresholdSets ?? {}) as Record<string, ThresholdsConfig>;
  for (const [set, value, step] of (activeThreshold ?? []) as StepCase[]) {
    yield { label: `step of ${set} at ${value}`, expected: step, got: () => activeStep(value, sets[set]?.steps) };
  }
}
