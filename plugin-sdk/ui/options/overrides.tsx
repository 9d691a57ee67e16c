import type { FieldOverride, FrameData } from '@orrery/plugin-sdk/data';
import { Button, IconButton, type Panel, Select } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { OptionForm } from './option-form.tsx';
import { OverrideMatcher } from './override-matcher.tsx';
import { type OverrideProperty, overrideProperties, propertyNamed } from './override-properties.ts';
import { type Options, withValue } from './paths.ts';
import { StandardControlEditor } from './standard-control.tsx';
import { t } from './text/index.ts';
import { isWide } from './wide.ts';

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
  const properties = overrideProperties(panel);
  const change = (at: number, override: FieldOverride): void => onOverrides(overrides.map((one, index) => (index === at ? override : one)));
  return (
    <div class="o-opt-list">
      {overrides.map((override, index) => (
        <OverrideCard
          key={index}
          override={override}
          panel={panel}
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
  panel,
  properties,
  frames,
  onChange,
  onRemove,
}: {
  override: FieldOverride;
  panel: Panel;
  properties: readonly OverrideProperty[];
  frames: readonly FrameData[];
  onChange: (override: FieldOverride) => void;
  onRemove: () => void;
}): JSX.Element {
  const setProperty = (at: number, value: unknown): void =>
    onChange({ ...override, properties: override.properties.map((one, index) => (index === at ? { ...one, value } : one)) });
  const left = properties.filter(({ id }) => !override.properties.some((one) => one.id === id));
  return (
    <div class="o-opt-card">
      <OverrideMatcher matcher={override.matcher} frames={frames} onMatcher={(matcher) => onChange({ ...override, matcher })}>
        <IconButton icon="trash-2" size="sm" label={t.removeOverride} onClick={onRemove} />
      </OverrideMatcher>
      {override.properties.map((property, index) => {
        const known = propertyNamed(property.id, panel, properties);
        return (
          <div key={property.id} class={`o-opt ${known && isWide(known.control) ? 'o-opt-wide' : ''}`}>
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
              <PropertyEditor property={property} known={known} frames={frames} onValue={(value) => setProperty(index, value)} />
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

function PropertyEditor({
  property: { value },
  known,
  frames,
  onValue,
}: {
  property: FieldOverride['properties'][number];
  known: OverrideProperty | undefined;
  frames: readonly FrameData[];
  onValue(value: unknown): void;
}): JSX.Element {
  if (!known) return <code class="o-trunc">{JSON.stringify(value)}</code>;
  const { control, label } = known;
  if (control.kind !== 'part')
    return <StandardControlEditor control={control} label={label} value={value} frames={frames} onValue={onValue} />;
  return (
    <OptionForm
      editors={control.editors}
      options={withValue({}, control.key, value)}
      frames={frames}
      onOptions={(next: Options) => onValue(next[control.key])}
    />
  );
}
