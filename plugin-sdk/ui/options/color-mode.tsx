import type { ColorConfig } from '@orrery/plugin-sdk/data';
import { Select } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { ColorControl } from './color.tsx';
import { t } from './text/index.ts';

const modes = [
  'thresholds',
  'palette-classic',
  'palette-classic-by-name',
  'orrery',
  'fixed',
  'shades',
  'continuous-GrYlRd',
  'continuous-RdYlGr',
  'continuous-BlYlRd',
  'continuous-YlRd',
  'continuous-BlPu',
  'continuous-YlBl',
  'continuous-blues',
  'continuous-reds',
  'continuous-greens',
  'continuous-purples',
] as const;

/** How series get their colours; a fixed one is chosen beside. */
export function ColorModeControl({
  value,
  onValue,
}: {
  value: ColorConfig | undefined;
  onValue: (value: ColorConfig) => void;
}): JSX.Element {
  const mode = value?.mode ?? 'thresholds';
  const names = t.colorModes as Readonly<Record<string, string>>;
  const shown = modes.includes(mode as (typeof modes)[number]) ? modes : [...modes, mode];
  return (
    <span class="o-opt-stack">
      <Select
        size="sm"
        aria-label={t.color}
        value={mode}
        options={shown.map((id) => ({ value: id as string, label: names[id] ?? id }))}
        onValue={(next) =>
          onValue({ ...value, mode: next, ...((next === 'fixed' || next === 'shades') && { fixedColor: value?.fixedColor ?? 'blue' }) })
        }
      />
      {(mode === 'fixed' || mode === 'shades') && (
        <ColorControl
          label={t.fixedColor}
          value={value?.fixedColor ?? ''}
          onValue={(fixedColor) => onValue({ ...value, mode, fixedColor })}
        />
      )}
    </span>
  );
}
