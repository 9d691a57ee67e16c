import type { FieldOverride, FrameData } from '@orrery/plugin-sdk/data';
import { Button, IconButton, Input, type Panel, Select } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { FieldNameControl } from './field-name.tsx';
import { type StandardControl, standardOptions } from './standard.ts';
import { StandardControlEditor } from './standard-control.tsx';
import { t } from './text/index.ts';

const matchers = ['byName', 'byRegexp', 'byType', 'byFrameRefID'] as const;
const types = ['number', 'time', 'string', 'boolean'];

/** Exceptions: which fields, and what is different about them. Matchers and properties that are not known here stay as they are. */
export function OverridesEditor({
  panel,
  overrides,
  frames,
  onOverrides,
}: {
  panel: Panel;
  overrides: readonly FieldOverride[];
  frames: readonly FrameData[];
  onOverrides: (overrides: readonly FieldOverride[]) => void;
}): JSX.Element {
  const properties: { id: string; label: string; control: StandardControl }[] = [
    ...standardOptions,
    ...(panel.fieldEditors ?? []).map(({ path, label, group, control }) => ({
      id: `custom.${path}`,
      label: `${group}: ${label}`,
      control,
    })),
  ];
  const change = (at: number, override: FieldOverride): void => onOverrides(overrides.map((one, index) => (index === at ? override : one)));
  return (
    <div class="o-opt-list">
      {overrides.map((override, index) => (
        <OverrideCard
          key={index}
          override={override}
          properties={properties}
          frames={frames}
          onChange={(next) => change(index, next)}
          onRemove={() => onOverrides(overrides.filter((_, at) => at !== index))}
        />
      ))}
      <Button size="sm" icon="plus" onClick={() => onOverrides([...overrides, { matcher: { id: 'byName', options: '' }, properties: [] }])}>
        {t.addOverride}
      </Button>
    </div>
  );
}

function OverrideCard({
  override,
  properties,
  frames,
  onChange,
  onRemove,
}: {
  override: FieldOverride;
  properties: readonly { id: string; label: string; control: StandardControl }[];
  frames: readonly FrameData[];
  onChange: (override: FieldOverride) => void;
  onRemove: () => void;
}): JSX.Element {
  const { matcher } = override;
  const text = typeof matcher.options === 'string' ? matcher.options : matcher.options === undefined ? '' : JSON.stringify(matcher.options);
  const setMatcher = (id: string, options: unknown): void => onChange({ ...override, matcher: { ...matcher, id, options } });
  const setProperty = (at: number, value: unknown): void =>
    onChange({ ...override, properties: override.properties.map((one, index) => (index === at ? { ...one, value } : one)) });
  const left = properties.filter(({ id }) => !override.properties.some((one) => one.id === id));
  const isKnown = matchers.includes(matcher.id as (typeof matchers)[number]);
  return (
    <div class="o-opt-card">
      <div class="o-row o-g4">
        <Select
          size="sm"
          aria-label={t.matcher}
          value={matcher.id}
          options={[...matchers, ...(isKnown ? [] : [matcher.id])].map((id) => ({
            value: id as string,
            label: (t.matchers as Record<string, string>)[id] ?? id,
          }))}
          onValue={(id) => setMatcher(id, id === 'byType' ? 'number' : '')}
        />
        {matcher.id === 'byName' ? (
          <FieldNameControl label={t.fieldName} value={text} frames={frames} onValue={(name) => setMatcher('byName', name ?? '')} />
        ) : matcher.id === 'byType' ? (
          <Select
            size="sm"
            aria-label={t.fieldType}
            value={text}
            options={types.map((type) => ({ value: type, label: type }))}
            onValue={(type) => setMatcher('byType', type)}
          />
        ) : (
          <Input
            size="sm"
            aria-label={t.matcherValue}
            readOnly={!isKnown}
            placeholder={matcher.id === 'byRegexp' ? '/^web-/' : 'A'}
            value={text}
            onInput={(event) => setMatcher(matcher.id, event.currentTarget.value)}
          />
        )}
        <span class="o-sp" />
        <IconButton icon="trash-2" size="sm" label={t.removeOverride} onClick={onRemove} />
      </div>
      {override.properties.map((property, index) => {
        const known = properties.find(({ id }) => id === property.id);
        return (
          <div key={property.id} class="o-opt">
            <span class="o-opt-label">
              {known?.label ?? property.id}
              <IconButton
                icon="x"
                size="sm"
                label={t.removeOne(known?.label ?? property.id)}
                onClick={() => onChange({ ...override, properties: override.properties.filter((_, at) => at !== index) })}
              />
            </span>
            <div class="o-opt-control">
              {known ? (
                <StandardControlEditor
                  control={known.control}
                  label={known.label}
                  value={property.value}
                  frames={frames}
                  onValue={(value) => setProperty(index, value)}
                />
              ) : (
                <code class="o-trunc">{JSON.stringify(property.value)}</code>
              )}
            </div>
          </div>
        );
      })}
      <Select
        size="sm"
        aria-label={t.addProperty}
        value=""
        options={[{ value: '', label: t.addProperty }, ...left.map(({ id, label }) => ({ value: id, label }))]}
        onValue={(id) => id && onChange({ ...override, properties: [...override.properties, { id, value: undefined }] })}
      />
    </div>
  );
}
