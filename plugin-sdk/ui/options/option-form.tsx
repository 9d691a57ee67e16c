import type { FrameData } from '@orrery/plugin-sdk/data';
import type { JSX } from 'preact';
import type { OptionEditor } from '../option-editor.ts';
import { OptionControlEditor } from './control.tsx';
import { OptionRow } from './option-row.tsx';
import { holds, type Options, valueAtPath, withValue } from './paths.ts';

/** Options that stand by themselves, one below another. A path '' is all of them together. */
export function OptionForm({
  editors,
  options,
  frames,
  onOptions,
}: {
  editors: readonly OptionEditor[];
  options: Options;
  /** Fields to choose from. */
  frames: readonly FrameData[];
  onOptions: (options: Options) => void;
}): JSX.Element {
  return (
    <>
      {editors
        .filter(({ when }) => holds(when, options))
        .map(({ path, label, description, control }) => {
          const set = (value: unknown): void => onOptions(path === '' ? ((value ?? {}) as Options) : withValue(options, path, value));
          return (
            <OptionRow
              key={path}
              label={label}
              description={description}
              changed={false}
              wide={wideKinds.has(control.kind)}
              onReset={() => set(undefined)}
            >
              <OptionControlEditor
                control={control}
                label={label}
                value={path === '' ? options : valueAtPath(options, path)}
                frames={frames}
                onValue={set}
              />
            </OptionRow>
          );
        })}
    </>
  );
}

const wideKinds = new Set(['rows', 'map', 'arrange', 'links', 'code', 'reducers', 'choices', 'names', 'matcher', 'operand', 'segments']);
