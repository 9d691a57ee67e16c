import { palette as paletteOf, shown, resolveFields } from '@orrery/plugin-sdk/data';
import type { PanelProps } from '@orrery/plugin-sdk/ui';

/** Numbers in the unit of the panel's field settings. */
export function formatOf({
  frames,
  fieldConfig,
  theme,
  timeZone,
}: Pick<PanelProps, 'frames' | 'fieldConfig' | 'theme' | 'timeZone'>): (value: number) => string {
  const fields = resolveFields(frames, fieldConfig, { theme, timeZone }).flat();
  const number = fields.find(({ field }) => field.type === 'number');
  return (value) => (number ? shown(number.display(value)) : String(value));
}

export function palette(theme: PanelProps['theme']): readonly string[] {
  return paletteOf('palette-classic', theme) ?? theme.series;
}
