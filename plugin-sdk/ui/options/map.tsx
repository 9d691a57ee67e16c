import type { FrameData } from '@orrery/plugin-sdk/data';
import { IconButton } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import type { OptionControl } from '../option-editor.ts';
import { namesOf } from './names.tsx';
import { OptionForm } from './option-form.tsx';
import type { Options } from './paths.ts';
import { t } from './text/index.ts';

const asOptions = (value: unknown): Options => (typeof value === 'object' && value !== null ? (value as Options) : {});

/** An object for each field or query that there is, and for those the options know besides. */
export function MapControl({
  label,
  value,
  control: { of, each },
  frames,
  onValue,
}: {
  label: string;
  value: unknown;
  control: Extract<OptionControl, { kind: 'map' }>;
  frames: readonly FrameData[];
  onValue: (value: unknown) => void;
}): JSX.Element {
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
