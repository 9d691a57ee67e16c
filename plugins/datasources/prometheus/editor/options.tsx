/** Options of a query: how series are named, how far apart points are, what is asked. */
import { Field, Input, Select, Switch } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import type { PromQuery } from '../asking.ts';
import { durationOf } from '../duration.ts';
import { t } from '../text/index.ts';

type Legend = 'auto' | 'verbose' | 'custom';

export function Options({ query, onChange, place }: { query: PromQuery; onChange(query: PromQuery): void; place: string }): JSX.Element {
  const { legendFormat = '', interval = '', format = 'time_series', intervalFactor = 1 } = query;
  const legend: Legend = legendFormat === '' ? 'verbose' : legendFormat === '__auto' ? 'auto' : 'custom';
  const type = query.instant ? (query.range ? 'both' : 'instant') : 'range';
  const types = (['range', 'instant', 'both'] as const).filter((one) => one !== 'both' || place === 'explore' || type === 'both');
  const stepError = interval && !interval.startsWith('$') && durationOf(interval) === undefined ? t.config.durationWrong : undefined;
  const set = (more: Partial<PromQuery>): void => onChange({ ...query, ...more });
  return (
    <div class="prom-options">
      <Field label={t.options.legend}>
        <Select
          size="sm"
          value={legend}
          options={[
            { value: 'auto', label: t.options.legendAuto },
            { value: 'verbose', label: t.options.legendVerbose },
            { value: 'custom', label: t.options.legendCustom },
          ]}
          onValue={(chosen) => set({ legendFormat: { auto: '__auto', verbose: '', custom: '{{label}}' }[chosen] })}
        />
      </Field>
      {legend === 'custom' && (
        <Field label={t.options.legendFormat}>
          <Input
            size="sm"
            value={legendFormat}
            placeholder="{{label}}"
            onChange={(event) => set({ legendFormat: event.currentTarget.value })}
          />
        </Field>
      )}
      <Field label={t.options.step} error={stepError}>
        <Input
          size="sm"
          class="prom-short"
          value={interval}
          placeholder={t.options.stepPlaceholder}
          onChange={(event) => set({ interval: event.currentTarget.value.trim() })}
        />
      </Field>
      <Field label={t.options.format}>
        <Select
          size="sm"
          value={format in t.options.formats ? format : 'time_series'}
          options={Object.entries(t.options.formats).map(([value, label]) => ({ value, label }))}
          onValue={(value) => set({ format: value })}
        />
      </Field>
      <Field label={t.options.type}>
        <Select
          size="sm"
          value={type}
          options={types.map((value) => ({ value, label: t.options.types[value] }))}
          onValue={(value) => set({ instant: value !== 'range', range: value !== 'instant' })}
        />
      </Field>
      {/* Only old dashboards have it. */}
      {intervalFactor > 1 && (
        <Field label={t.options.resolution}>
          <Select
            size="sm"
            value={String(intervalFactor)}
            options={[1, 2, 3, 4, 5, 10].map((factor) => ({ value: String(factor), label: `1/${factor}` }))}
            onValue={(factor) => set({ intervalFactor: Number(factor) })}
          />
        </Field>
      )}
      {place !== 'alert' && type !== 'instant' && (
        <Switch label={t.options.exemplars} checked={query.exemplar ?? false} onValue={(exemplar) => set({ exemplar })} />
      )}
    </div>
  );
}
