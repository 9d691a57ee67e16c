import type { FrameData } from '@orrery/plugin-sdk/data';
import { Button, IconButton } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import type { OptionControl } from '../option-editor.ts';
import { OptionControlEditor } from './control.tsx';
import { OptionRow } from './option-row.tsx';
import { type Options, valueAtPath, withValue } from './paths.ts';
import { t } from './text/index.ts';

/** A list of objects, each with its own options. */
export function ObjectsControl({
  label,
  value,
  control,
  frames,
  onValue,
}: {
  label: string;
  value: unknown;
  control: Extract<OptionControl, { kind: 'objects' }>;
  frames: readonly FrameData[];
  onValue(value: unknown): void;
}): JSX.Element {
  const list = Array.isArray(value) ? (value as Options[]) : [];
  const change = (at: number, next: Options | undefined): void =>
    onValue(next ? list.with(at, next) : list.filter((_, index) => index !== at));
  return (
    <div class="o-opt-objects">
      {list.map((each, at) => (
        <fieldset key={at}>
          <legend>
            {label} {at + 1}
            <IconButton size="sm" icon="trash-2" label={t.removeOne(`${label} ${at + 1}`)} onClick={() => change(at, undefined)} />
          </legend>
          {control.editors.map((editor) => (
            <OptionRow
              key={editor.path}
              label={editor.label}
              description={editor.description}
              changed={valueAtPath(each, editor.path) !== undefined}
              onReset={() => change(at, withValue(each, editor.path, undefined))}
            >
              <OptionControlEditor
                control={editor.control}
                label={`${editor.label}, ${label} ${at + 1}`}
                value={valueAtPath(each, editor.path)}
                frames={frames}
                onValue={(next) => change(at, withValue(each, editor.path, next))}
              />
            </OptionRow>
          ))}
        </fieldset>
      ))}
      <Button size="sm" icon="plus" onClick={() => onValue([...list, {}])}>
        {control.add}
      </Button>
    </div>
  );
}
