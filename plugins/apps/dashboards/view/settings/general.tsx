import { Field, Input, Select, Switch } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import type { Dashboard } from '../../model/types.ts';
import { t } from '../../text/index.ts';
import { w } from '../../text/work/index.ts';
import type { SettingsProps } from './settings-page.tsx';

/** Name, words, tags, time and tooltip of the whole dashboard. */
export function GeneralSettings({ board, change }: SettingsProps): JSX.Element {
  const { dashboard } = board;
  const step = (patch: Partial<Dashboard>, merge?: string): void =>
    change(w.edit.steps.settings, (before) => ({ ...before, ...patch }), merge && `settings-${merge}`);
  const zones = useMemo(() => ['', 'browser', 'utc', ...Intl.supportedValuesOf('timeZone').filter((name) => name !== 'UTC')], []);
  const months = useMemo(
    () =>
      Array.from({ length: 12 }, (_, month) => ({
        value: String(month),
        label: new Intl.DateTimeFormat(document.documentElement.lang || 'en', { month: 'long' }).format(new Date(2024, month, 1)),
      })),
    [],
  );
  const picker = dashboard.timepicker ?? {};
  return (
    <div class="dash-form">
      <Field label={w.settings.title} error={dashboard.title.trim() ? undefined : w.settings.titleMissing}>
        <Input value={dashboard.title} onInput={(event) => step({ title: event.currentTarget.value }, 'title')} />
      </Field>
      <Field label={w.settings.description} help={w.settings.descriptionHelp}>
        <Input value={dashboard.description ?? ''} onInput={(event) => step({ description: event.currentTarget.value }, 'description')} />
      </Field>
      <Field label={w.settings.tags} help={w.settings.tagsHelp}>
        <Input
          value={(dashboard.tags ?? []).join(', ')}
          onChange={(event) =>
            step({
              tags: [
                ...new Set(
                  event.currentTarget.value
                    .split(',')
                    .map((tag) => tag.trim())
                    .filter(Boolean),
                ),
              ],
            })
          }
        />
      </Field>
      <h3>{w.settings.time}</h3>
      <div class="dash-form-row">
        <Field label={w.settings.zone}>
          <Select
            value={dashboard.timezone ?? ''}
            onValue={(timezone) => step({ timezone })}
            options={zones.map((zone) => ({
              value: zone,
              label: zone === '' ? w.settings.zoneDefault : zone === 'browser' ? t.time.browserZone : zone === 'utc' ? 'UTC' : zone,
            }))}
          />
        </Field>
        <Field label={w.settings.weekStart}>
          <Select
            value={dashboard.weekStart ?? ''}
            onValue={(weekStart) => step({ weekStart })}
            options={(['', 'monday', 'saturday', 'sunday'] as string[]).map((day) => ({
              value: day,
              label: (w.settings.days as Record<string, string>)[day || 'default'] ?? day,
            }))}
          />
        </Field>
        <Field label={w.settings.fiscal}>
          <Select
            value={String(dashboard.fiscalYearStartMonth ?? 0)}
            onValue={(month) => step({ fiscalYearStartMonth: Number(month) })}
            options={months}
          />
        </Field>
      </div>
      <div class="dash-form-row">
        <Field label={w.settings.from}>
          <Input
            value={dashboard.time?.from ?? 'now-6h'}
            onInput={(event) => step({ time: { to: 'now', ...dashboard.time, from: event.currentTarget.value } }, 'from')}
          />
        </Field>
        <Field label={w.settings.to}>
          <Input
            value={dashboard.time?.to ?? 'now'}
            onInput={(event) => step({ time: { from: 'now-6h', ...dashboard.time, to: event.currentTarget.value } }, 'to')}
          />
        </Field>
        <Field label={w.settings.refresh}>
          <Input
            placeholder={t.refresh.offShort}
            value={dashboard.refresh || ''}
            onInput={(event) => step({ refresh: event.currentTarget.value.trim() }, 'refresh')}
          />
        </Field>
      </div>
      <div class="dash-form-row">
        <Field label={w.settings.intervals} help={w.settings.intervalsHelp}>
          <Input
            placeholder="5s, 10s, 30s, 1m, 5m"
            value={(picker.refresh_intervals ?? []).join(', ')}
            onChange={(event) =>
              step({
                timepicker: {
                  ...picker,
                  refresh_intervals: event.currentTarget.value
                    .split(',')
                    .map((one) => one.trim())
                    .filter(Boolean),
                },
              })
            }
          />
        </Field>
        <Field label={w.settings.nowDelay} help={w.settings.nowDelayHelp}>
          <Input
            placeholder="0m"
            value={picker.nowDelay ?? ''}
            onInput={(event) => step({ timepicker: { ...picker, nowDelay: event.currentTarget.value.trim() } }, 'delay')}
          />
        </Field>
      </div>
      <Switch
        label={w.settings.hidePicker}
        checked={picker.hidden === true}
        onValue={(hidden) => step({ timepicker: { ...picker, hidden } })}
      />
      <h3>{w.settings.panels}</h3>
      <Field label={w.settings.tooltip}>
        <Select
          value={String(dashboard.graphTooltip ?? 0)}
          onValue={(mode) => step({ graphTooltip: Number(mode) })}
          options={['0', '1', '2'].map((mode) => ({
            value: mode,
            label: (w.settings.tooltips as Readonly<Record<string, string>>)[mode] ?? mode,
          }))}
        />
      </Field>
      <Switch label={w.settings.preload} checked={dashboard.preload === true} onValue={(preload) => step({ preload })} />
      <Switch label={w.settings.editable} checked={dashboard.editable !== false} onValue={(editable) => step({ editable })} />
    </div>
  );
}
