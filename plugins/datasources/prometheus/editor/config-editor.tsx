/** What is Prometheus's own in its configuration (spec datasources.md 3.1); address, sign-in, TLS and headers are on the page around it. */
import { Button, Checkbox, type ConfigEditorProps, Field, IconButton, Input, Segments, Select, Switch } from '@orrery/plugin-sdk/ui';
import { SettingsSection } from '@orrery/plugin-sdk/ui/source-settings/index.ts';
import type { JSX } from 'preact';
import { durationOf } from '../duration.ts';
import type { ExemplarDestination, PrometheusSettings } from '../settings.ts';
import { t } from '../text/index.ts';

type Props = ConfigEditorProps<Record<string, unknown>>;

export function ConfigEditor(props: Props): JSX.Element {
  return (
    <div class="prom-config">
      <Own {...props} />
      <Exemplars {...props} />
      <Alerts {...props} />
    </div>
  );
}

function fieldsOf({ settings, onChange }: Props): {
  readonly jsonData: PrometheusSettings;
  set(more: Partial<PrometheusSettings>): void;
} {
  return {
    jsonData: settings.jsonData as PrometheusSettings,
    set: (more) => onChange({ ...settings, jsonData: { ...settings.jsonData, ...more } }),
  };
}

function Own(props: Props): JSX.Element {
  const { jsonData, set } = fieldsOf(props);
  const { readOnly: disabled } = props.settings;
  const wrong = (text: string | undefined): string | undefined =>
    text && durationOf(text) === undefined ? t.config.durationWrong : undefined;
  return (
    <SettingsSection title={t.config.prometheus} help={t.config.prometheusHelp}>
      <div class="prom-options">
        <Field label={t.config.interval} error={wrong(jsonData.timeInterval)}>
          <Input
            value={jsonData.timeInterval ?? ''}
            placeholder="15s"
            disabled={disabled}
            onInput={(event) => set({ timeInterval: event.currentTarget.value.trim() })}
          />
        </Field>
        <Field label={t.config.timeout} error={wrong(jsonData.queryTimeout)}>
          <Input
            value={jsonData.queryTimeout ?? ''}
            placeholder="60s"
            disabled={disabled}
            onInput={(event) => set({ queryTimeout: event.currentTarget.value.trim() })}
          />
        </Field>
        <Field label={t.config.type}>
          <Select
            value={jsonData.prometheusType ?? ''}
            disabled={disabled}
            options={['', 'Prometheus', 'Mimir', 'Cortex', 'Thanos'].map((value) => ({ value, label: value || t.config.unknownType }))}
            onValue={(prometheusType) => set({ prometheusType })}
          />
        </Field>
        <Field label={t.config.version}>
          <Input
            value={jsonData.prometheusVersion ?? ''}
            placeholder="2.50.0"
            disabled={disabled}
            onInput={(event) => set({ prometheusVersion: event.currentTarget.value.trim() })}
          />
        </Field>
      </div>
      <span class="prom-note">{t.config.intervalHelp}</span>
      <div class="prom-options">
        <div class="o-field">
          <span class="o-lbl">{t.config.method}</span>
          <Segments
            label={t.config.method}
            value={(jsonData.httpMethod ?? 'POST').toUpperCase() === 'GET' ? 'GET' : 'POST'}
            options={(['POST', 'GET'] as const).map((value) => ({ value, label: value }))}
            onValue={(httpMethod) => !disabled && set({ httpMethod })}
          />
        </div>
        <div class="o-field">
          <span class="o-lbl">{t.config.editor}</span>
          <Segments
            label={t.config.editor}
            value={jsonData.defaultEditor === 'code' ? 'code' : 'builder'}
            options={[
              { value: 'builder', label: t.editor.builder },
              { value: 'code', label: t.editor.code },
            ]}
            onValue={(defaultEditor) => !disabled && set({ defaultEditor })}
          />
        </div>
        <Field label={t.config.cache}>
          <Select
            value={jsonData.cacheLevel ?? 'Low'}
            disabled={disabled}
            options={Object.entries(t.config.cacheLevels).map(([value, label]) => ({ value, label }))}
            onValue={(cacheLevel) => set({ cacheLevel })}
          />
        </Field>
        <Field label={t.config.seriesLimit}>
          <Input
            type="number"
            min={0}
            value={String(jsonData.seriesLimit ?? '')}
            placeholder="40000"
            disabled={disabled}
            onInput={(event) => set({ seriesLimit: Number(event.currentTarget.value) || 0 })}
          />
        </Field>
      </div>
      <span class="prom-note">{t.config.methodHelp}</span>
      <Field label={t.config.parameters} help={t.config.parametersHelp}>
        <Input
          value={jsonData.customQueryParameters ?? ''}
          disabled={disabled}
          onInput={(event) => set({ customQueryParameters: event.currentTarget.value.trim() })}
        />
      </Field>
      <Checkbox
        label={t.config.metricsLookup}
        checked={jsonData.disableMetricsLookup ?? false}
        disabled={disabled}
        onValue={(disableMetricsLookup) => set({ disableMetricsLookup })}
      />
      <Checkbox
        label={t.config.recordingRules}
        checked={jsonData.disableRecordingRules ?? false}
        disabled={disabled}
        onValue={(disableRecordingRules) => set({ disableRecordingRules })}
      />
    </SettingsSection>
  );
}

function Exemplars(props: Props): JSX.Element {
  const { jsonData, set } = fieldsOf(props);
  const { readOnly: disabled } = props.settings;
  const list = jsonData.exemplarTraceIdDestinations ?? [];
  const replace = (index: number, fresh: ExemplarDestination): void =>
    set({ exemplarTraceIdDestinations: list.map((one, at) => (at === index ? fresh : one)) });
  return (
    <SettingsSection title={t.config.exemplars} help={t.config.exemplarsHelp}>
      {list.map((one, index) => {
        const internal = one.datasourceUid !== undefined;
        const { url: _url, datasourceUid: _uid, ...rest } = one;
        return (
          <div class="prom-options prom-exemplar" key={index}>
            <div class="o-field">
              <span class="o-lbl">{t.config.exemplarKind}</span>
              <Segments
                label={t.config.exemplarKind}
                value={internal ? 'internal' : 'external'}
                options={[
                  { value: 'internal', label: t.config.internal },
                  { value: 'external', label: t.config.external },
                ]}
                onValue={(kind) => !disabled && replace(index, kind === 'internal' ? { ...rest, datasourceUid: '' } : { ...rest, url: '' })}
              />
            </div>
            <Field label={internal ? t.config.exemplarSource : t.config.exemplarUrl}>
              <Input
                value={(internal ? one.datasourceUid : one.url) ?? ''}
                placeholder={internal ? 'tempo' : 'https://traces.example.com/${__value.raw}'}
                disabled={disabled}
                onInput={({ currentTarget: { value } }) =>
                  replace(index, internal ? { ...rest, datasourceUid: value } : { ...rest, url: value })
                }
              />
            </Field>
            <Field label={t.config.exemplarLabel}>
              <Input
                value={one.name}
                placeholder="trace_id"
                disabled={disabled}
                onInput={(event) => replace(index, { ...one, name: event.currentTarget.value })}
              />
            </Field>
            <Field label={t.config.exemplarTitle}>
              <Input
                value={one.urlDisplayLabel ?? ''}
                disabled={disabled}
                onInput={(event) => replace(index, { ...one, urlDisplayLabel: event.currentTarget.value })}
              />
            </Field>
            <IconButton
              icon="x"
              label={`${t.builder.remove}: ${one.name}`}
              disabled={disabled}
              onClick={() => set({ exemplarTraceIdDestinations: list.filter((_, at) => at !== index) })}
            />
          </div>
        );
      })}
      <span>
        <Button
          size="sm"
          icon="plus"
          disabled={disabled}
          onClick={() => set({ exemplarTraceIdDestinations: [...list, { name: 'trace_id', datasourceUid: '' }] })}
        >
          {t.config.addExemplar}
        </Button>
      </span>
    </SettingsSection>
  );
}

function Alerts(props: Props): JSX.Element {
  const { jsonData, set } = fieldsOf(props);
  const { readOnly: disabled } = props.settings;
  return (
    <SettingsSection title={t.config.alerts} help={t.config.alertsHelp}>
      <Switch
        label={t.config.manageAlerts}
        checked={jsonData.manageAlerts ?? true}
        disabled={disabled}
        onValue={(manageAlerts) => set({ manageAlerts })}
      />
      <Switch
        label={t.config.rulesTarget}
        checked={jsonData.allowAsRecordingRulesTarget ?? true}
        disabled={disabled}
        onValue={(allowAsRecordingRulesTarget) => set({ allowAsRecordingRulesTarget })}
      />
    </SettingsSection>
  );
}
