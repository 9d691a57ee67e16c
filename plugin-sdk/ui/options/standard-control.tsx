import type { ColorConfig, FrameData, ThresholdsConfig, ValueMapping } from '@orrery/plugin-sdk/data';
import type { JSX } from 'preact';
import { ColorModeControl } from './color-mode.tsx';
import { OptionControlEditor } from './control.tsx';
import { MappingsControl } from './mappings.tsx';
import type { StandardControl } from './standard.ts';
import { ThresholdsControl } from './thresholds.tsx';

/** The editor of an option that every field has. */
export function StandardControlEditor({
  control,
  label,
  value,
  frames,
  onValue,
}: {
  control: StandardControl;
  label: string;
  value: unknown;
  frames: readonly FrameData[];
  onValue: (value: unknown) => void;
}): JSX.Element {
  switch (control.kind) {
    case 'thresholds':
      return <ThresholdsControl value={value as ThresholdsConfig | undefined} onValue={onValue} />;
    case 'mappings':
      return <MappingsControl value={value as readonly ValueMapping[] | undefined} onValue={onValue} />;
    case 'colorMode':
      return <ColorModeControl value={value as ColorConfig | undefined} onValue={onValue} />;
    default:
      return <OptionControlEditor control={control} label={label} value={value} frames={frames} onValue={onValue} />;
  }
}
