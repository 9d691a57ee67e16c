/** Label filters: a chip of label, comparison and value each, with what the server knows offered. */
import { Combobox, IconButton, Select } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import type { Matcher, MatchOperator } from '../promql/model.ts';
import { printMatcher } from '../promql/print.ts';
import { t } from '../text/index.ts';
import type { Source } from './source.ts';

const operators = ['=', '!=', '=~', '!~'].map((value) => ({ value: value as MatchOperator, label: value }));

export function Labels({
  metric,
  matchers,
  source,
  variables,
  onChange,
}: {
  metric: string;
  matchers: readonly Matcher[];
  source: Source;
  variables: readonly string[];
  onChange(matchers: readonly Matcher[]): void;
}): JSX.Element {
  const change = (index: number, fresh: Partial<Matcher>): void =>
    onChange(matchers.map((one, at) => (at === index ? { ...one, ...fresh } : one)));
  /** Only what the other filters leave is offered. */
  const others = (index: number): string | undefined => selectorWithout(metric, matchers, index);
  return (
    <div class="prom-chips">
      {matchers.map((matcher, index) => (
        <span class="prom-chip" key={index}>
          <Combobox
            size="sm"
            label={t.builder.label}
            value={matcher.label}
            placeholder={t.builder.label}
            options={async () => (await source.labels(others(index))).map((value) => ({ value }))}
            onValue={(label) => change(index, { label })}
          />
          <Select
            size="sm"
            aria-label={t.builder.operator}
            options={operators}
            value={matcher.operator}
            onValue={(operator) => change(index, { operator })}
          />
          <Combobox
            size="sm"
            label={t.builder.value}
            value={matcher.value}
            placeholder={t.builder.value}
            options={async () => [
              ...(matcher.label ? (await source.values(matcher.label, others(index))).map((value) => ({ value })) : []),
              ...variables.map((name) => ({ value: `$${name}` })),
            ]}
            onValue={(value) => change(index, { value })}
          />
          <IconButton
            size="sm"
            icon="x"
            label={`${t.builder.remove}: ${matcher.label}`}
            onClick={() => onChange(matchers.filter((_, at) => at !== index))}
          />
        </span>
      ))}
    </div>
  );
}

/** Filters with a variable in them say nothing to the server, and neither do empty ones. */
export function selectorWithout(metric: string, matchers: readonly Matcher[], index: number): string | undefined {
  const inside = matchers
    .filter(({ label, value }, at) => at !== index && label && value && !value.includes('$'))
    .map(printMatcher)
    .join(',');
  const name = metric.includes('$') ? '' : metric;
  if (!inside) return name || undefined;
  return `${name}{${inside}}`;
}
