import type { FieldData, FrameData } from '@orrery/plugin-sdk/data';
import { defineTransformation, paddedTo } from '@orrery/plugin-sdk/data/transform/index';

interface Concatenate {
  readonly frameNameMode?: 'field' | 'label' | 'drop';
  readonly frameNameLabel?: string;
}

/** All fields side by side; what is shorter has nothing at its end. */
export const concatenate = defineTransformation<Concatenate>({
  defaults: { frameNameMode: 'field', frameNameLabel: 'frame' },
  apply: (frames, options) => {
    if (frames.length < 2) return frames;
    const length = Math.max(...frames.map((frame) => frame.length));
    return [{ fields: frames.flatMap((frame) => frame.fields.map((field) => paddedTo(told(field, frame, options), length))), length }];
  },
});

function told(field: FieldData, { name }: FrameData, { frameNameMode, frameNameLabel = 'frame' }: Concatenate): FieldData {
  if (!name || frameNameMode === 'drop') return field;
  if (frameNameMode === 'label') return { ...field, labels: { ...field.labels, [frameNameLabel]: name } };
  return { ...field, name: !field.name || field.name === 'Value' ? name : `${name} · ${field.name}` };
}
