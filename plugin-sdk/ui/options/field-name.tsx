import { type FrameData, fieldDisplayName } from '@orrery/plugin-sdk/data';
import { useId } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { t } from './text/index.ts';

/** Names of the fields at hand, each once. */
export function fieldNames(frames: readonly FrameData[], types?: readonly string[]): string[] {
  const names = frames.flatMap((frame) =>
    frame.fields.filter(({ type }) => !types || types.includes(type)).map((field) => fieldDisplayName(field, frame, frames)),
  );
  return [...new Set(names)];
}

export function labelNames(frames: readonly FrameData[]): string[] {
  return [...new Set(frames.flatMap(({ fields }) => fields.flatMap(({ labels }) => Object.keys(labels ?? {}))))];
}
export function queryNames(frames: readonly FrameData[]): string[] {
  return [...new Set(frames.flatMap(({ refId }) => (refId === undefined ? [] : [refId])))];
}

/** A field by its name; one that the data lack now may be typed. */
export function FieldNameControl({
  label,
  value,
  types,
  placeholder,
  frames,
  onValue,
}: {
  label: string;
  value: string;
  types?: readonly string[] | undefined;
  placeholder?: string | undefined;
  frames: readonly FrameData[];
  onValue: (name: string | undefined) => void;
}): JSX.Element {
  const id = useId();
  return (
    <span class="o-input o-sm">
      <input
        type="text"
        aria-label={label}
        placeholder={placeholder ?? t.anyField}
        {...({ list: id } as object)}
        value={value}
        onInput={(event) => onValue(event.currentTarget.value || undefined)}
      />
      <datalist id={id}>
        {fieldNames(frames, types).map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </span>
  );
}
