import type { FrameData } from '@orrery/plugin-sdk/data';
import { Button, IconButton } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import type { OptionControl } from '../option-editor.ts';
import { namesOf } from './names.tsx';
import { OptionForm } from './option-form.tsx';
import type { Options } from './paths.ts';
import { t } from './text/index.ts';

interface NestedProps<Kind> {
  readonly label: string;
  readonly value: unknown;
  readonly control: Extract<OptionControl, { kind: Kind }>;
  readonly frames: readonly FrameData[];
  onValue(value: unknown): void;
}
const asOptions = (value: unknown): Options => (typeof value === 'object' && value !== null ? (value as Options) : {});

/** A list of objects, one card each. */
export function RowsControl({ label, value, control: { of, add, initial = {} }, frames, onValue }: NestedProps<'rows'>): JSX.Element {
  const rows = Array.isArray(value) ? (value as readonly unknown[]) : [];
  return (
    <div class="o-opt-list" role="group" aria-label={label}>
      {rows.map((row, index) => (
        <div key={index} class="o-opt-card o-opt-nested">
          <IconButton icon="x" size="sm" label={t.removeRow(index + 1)} onClick={() => onValue(rows.filter((_, at) => at !== index))} />
          <OptionForm
            editors={of}
            options={asOptions(row)}
            frames={frames}
            onOptions={(next) => onValue(rows.map((one, at) => (at === index ? next : one)))}
          />
        </div>
      ))}
      <Button size="sm" icon="plus" onClick={() => onValue([...rows, initial])}>
        {add}
      </Button>
    </div>
  );
}

/** An object for each field or query that there is, and for those the options know besides. */
export function MapControl({ label, value, control: { of, each }, frames, onValue }: NestedProps<'map'>): JSX.Element {
  const map = asOptions(value);
  const names = [...new Set([...namesOf(of, frames), ...Object.keys(map)])];
  if (names.length === 0) return <p class="o-help">{t.noFields}</p>;
  return (
    <div class="o-opt-list" role="group" aria-label={label}>
      {names.map((name) => {
        const set = (next: Options): void => {
          const others = Object.entries(map).filter(([key]) => key !== name);
          // By entries, so that a field may be called whatever it likes.
          onValue(Object.fromEntries(Object.keys(next).length > 0 ? [...others, [name, next]] : others));
        };
        return (
          <div key={name} class="o-opt-card o-opt-nested" role="group" aria-label={name}>
            <b class="o-trunc" title={name}>
              {name}
            </b>
            {Object.hasOwn(map, name) && <IconButton icon="x" size="sm" label={t.removeOne(name)} onClick={() => set({})} />}
            <OptionForm editors={each} options={Object.hasOwn(map, name) ? asOptions(map[name]) : {}} frames={frames} onOptions={set} />
          </div>
        );
      })}
    </div>
  );
}
