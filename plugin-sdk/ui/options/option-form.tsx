import type { FrameData } from '@orrery/plugin-sdk/data';
import type { JSX } from 'preact';
import type { OptionEditor } from '../option-editor.ts';
import { OptionControlEditor } from './control.tsx';
import { OptionRow } from './option-row.tsx';
import { holds, type Options, sameValue, valueAtPath, withValue } from './paths.ts';
import { isWide } from './wide.ts';

/** Options that stand by themselves, one below another. A path '' is all of them together. */
export function OptionForm({
  editors,
  options,
  initial,
  frames,
  onOptions,
}: {
  editors: readonly OptionEditor[];
  options: Options;
  /** What they were at first: others are marked, and can be set back. */
  initial?: Options | undefined;
  /** Fields to choose from. */
  frames: readonly FrameData[];
  onOptions: (options: Options) => void;
}): JSX.Element {
  return (
    <>
      {editors
        .filter(({ when }) => holds(when, options))
        .map(({ path, label, description, control }) => {
          const own = path === '' ? options : valueAtPath(options, path);
          // A switch that nobody touched stands as it would in a new one.
          const value = own === undefined && control.kind === 'switch' && initial ? valueAtPath(initial, path) : own;
          const set = (value: unknown): void => onOptions(path === '' ? ((value ?? {}) as Options) : withValue(options, path, value));
          return (
            <OptionRow
              key={`${path} ${label}`}
              label={label}
              description={description}
              changed={initial !== undefined && value !== undefined && !sameValue(value, valueAtPath(initial, path))}
              wide={isWide(control) || control.kind === 'segments'}
              onReset={() => set(valueAtPath(initial, path))}
            >
              <OptionControlEditor control={control} label={label} value={value} frames={frames} onValue={set} />
            </OptionRow>
          );
        })}
    </>
  );
}
