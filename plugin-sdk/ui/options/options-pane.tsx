import type { FieldConfigSource, FrameData } from '@orrery/plugin-sdk/data';
import { Icon, type Panel } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { deepDefaults } from '../panel-host/defaults.ts';
import { OptionControlEditor } from './control.tsx';
import { OptionRow } from './option-row.tsx';
import { OverridesEditor } from './overrides.tsx';
import { holds, type Options, sameValue, valueAtPath, withValue } from './paths.ts';
import { offeredStandard } from './standard.ts';
import { StandardControlEditor } from './standard-control.tsx';
import { t } from './text/index.ts';
import { isWide } from './wide.ts';

export interface OptionsPaneProps {
  readonly panel: Panel;
  readonly options: Options;
  readonly fieldConfig: FieldConfigSource;
  readonly frames: readonly FrameData[];
  onOptions(options: Options): void;
  onFieldConfig(fieldConfig: FieldConfigSource): void;
}

interface Line {
  readonly key: string;
  readonly group: string;
  readonly label: string;
  readonly changed: boolean;
  readonly row: JSX.Element;
}

/** Everything that can be chosen about a panel: its own options, those of its fields, and exceptions. Found by typing, reset one by one. */
export function OptionsPane(props: OptionsPaneProps): JSX.Element {
  const { panel, frames, fieldConfig } = props;
  const [words, setWords] = useState('');
  const [changedOnly, setChangedOnly] = useState(false);
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const lines = [...panelLines(props), ...fieldLines(props), ...standardLines(props)];
  const needle = words.trim().toLowerCase();
  const count = lines.filter(({ changed }) => changed).length;
  const shown = lines.filter(
    ({ label, group, changed }) => (!needle || `${group} ${label}`.toLowerCase().includes(needle)) && (!changedOnly || changed),
  );
  const groups = [...new Set(shown.map(({ group }) => group))];
  const fold = (group: string): void => {
    const next = new Set(closed);
    if (!next.delete(group)) next.add(group);
    setClosed(next);
  };
  return (
    <div class="o-opts">
      <div class="o-opts-head">
        <span class="o-input o-sp">
          <Icon name="search" size="s" />
          <input
            type="text"
            aria-label={t.find}
            placeholder={t.find}
            value={words}
            onInput={(event) => setWords(event.currentTarget.value)}
          />
        </span>
        <button
          type="button"
          class={`o-btn ${changedOnly ? 'o-on' : ''}`}
          aria-pressed={changedOnly}
          onClick={() => setChangedOnly(!changedOnly)}
        >
          {t.changed} <span class="o-cnt">{count}</span>
        </button>
      </div>
      {groups.map((group) => {
        const inside = shown.filter((line) => line.group === group);
        const open = needle !== '' || changedOnly || !closed.has(group);
        const changes = lines.filter((line) => line.group === group && line.changed).length;
        return (
          <section key={group} class="o-opt-group">
            <button type="button" class="o-opt-group-head" aria-expanded={open} onClick={() => fold(group)}>
              <Icon name={open ? 'chevron-down' : 'chevron-right'} size="s" />
              <h3 class="o-sp">{group}</h3>
              {changes > 0 && <small>{t.changedCount(changes)}</small>}
            </button>
            {open && inside.map(({ key, row }) => <div key={key}>{row}</div>)}
          </section>
        );
      })}
      {shown.length === 0 && <p class="o-help o-opt-none">{changedOnly && !needle ? t.nothingChanged : t.noOption(words)}</p>}
      {!needle && !changedOnly && hasExceptions(props) && (
        <section class="o-opt-group">
          <h3 class="o-opt-group-title">{t.overrides}</h3>
          <OverridesEditor
            panel={panel}
            overrides={fieldConfig.overrides ?? []}
            frames={frames}
            onOverrides={(overrides) => props.onFieldConfig({ ...fieldConfig, overrides })}
          />
        </section>
      )}
    </div>
  );
}

/** A panel that shows nothing of its fields has no exceptions either; those that somebody wrote are shown. */
function hasExceptions({ panel, fieldConfig }: OptionsPaneProps): boolean {
  return (panel.fieldEditors ?? []).length + offeredStandard(panel).length + (fieldConfig.overrides ?? []).length > 0;
}

function panelLines({ panel, options, frames, onOptions }: OptionsPaneProps): Line[] {
  const merged = deepDefaults(options, panel.defaults);
  return (panel.editors ?? [])
    .filter(({ when }) => holds(when, merged))
    .map(({ path, label, description, group, control }) => {
      const value = valueAtPath(merged, path);
      const changed = valueAtPath(options, path) !== undefined && !sameValue(value, valueAtPath(panel.defaults, path));
      return {
        key: `o ${path}`,
        group,
        label,
        changed,
        row: (
          <OptionRow
            label={label}
            description={description}
            changed={changed}
            wide={isWide(control)}
            onReset={() => onOptions(withValue(options, path, undefined))}
          >
            <OptionControlEditor
              control={control}
              label={label}
              value={value}
              frames={frames}
              onValue={(next) => onOptions(withValue(options, path, next))}
            />
          </OptionRow>
        ),
      };
    });
}

function fieldLines({ panel, fieldConfig, frames, onFieldConfig }: OptionsPaneProps): Line[] {
  const custom = (fieldConfig.defaults?.custom ?? {}) as Options;
  const standard = (panel.fieldDefaults?.custom ?? {}) as Options;
  const merged = deepDefaults(custom, standard);
  const set = (next: Options): void => onFieldConfig({ ...fieldConfig, defaults: { ...fieldConfig.defaults, custom: next } });
  return (panel.fieldEditors ?? [])
    .filter(({ when }) => holds(when, merged))
    .map(({ path, label, description, group, control }) => {
      const value = valueAtPath(merged, path);
      const changed = valueAtPath(custom, path) !== undefined && !sameValue(value, valueAtPath(standard, path));
      return {
        key: `f ${path}`,
        group,
        label,
        changed,
        row: (
          <OptionRow
            label={label}
            description={description}
            changed={changed}
            wide={isWide(control)}
            onReset={() => set(withValue(custom, path, undefined))}
          >
            <OptionControlEditor
              control={control}
              label={label}
              value={value}
              frames={frames}
              onValue={(next) => set(withValue(custom, path, next))}
            />
          </OptionRow>
        ),
      };
    });
}

function standardLines({ panel, fieldConfig, frames, onFieldConfig }: OptionsPaneProps): Line[] {
  const own = (fieldConfig.defaults ?? {}) as Options;
  const set = (id: string, value: unknown): void =>
    onFieldConfig({ ...fieldConfig, defaults: withValue(own, id, value) as FieldConfigSource['defaults'] });
  return offeredStandard(panel).map(({ id, label, group, control }) => {
    const value = own[id] ?? (panel.fieldDefaults as Options | undefined)?.[id];
    const changed = own[id] !== undefined && !(Array.isArray(own[id]) && (own[id] as unknown[]).length === 0);
    return {
      key: `s ${id}`,
      group,
      label,
      changed,
      row: (
        <OptionRow label={label} changed={changed} wide={isWide(control)} onReset={() => set(id, undefined)}>
          <StandardControlEditor control={control} label={label} value={value} frames={frames} onValue={(next) => set(id, next)} />
        </OptionRow>
      ),
    };
  });
}
