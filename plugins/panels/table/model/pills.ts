/** The parts of a pill cell: a JSON list, or a text with commas. */
import { mappingFor, nameIndex, namedColor, palette, type ResolvedField } from '@orrery/plugin-sdk/data';
import type { PanelTheme } from '@orrery/plugin-sdk/ui';

export interface Pill {
  readonly text: string;
  readonly color: string;
}

export function pillsOf(value: unknown, { config }: ResolvedField, theme: PanelTheme): Pill[] {
  const colors = palette('palette-classic-by-name', theme) ?? [];
  return partsOf(value).map((part) => {
    const mapped = mappingFor(config.mappings, part);
    const fixed = config.color?.mode === 'fixed' ? config.color.fixedColor : undefined;
    const color = mapped?.color ?? fixed ?? colors[nameIndex(part, colors.length)] ?? '#808080';
    return { text: mapped?.text ?? part, color: namedColor(color, theme) };
  });
}

function partsOf(value: unknown): string[] {
  if (value === null || value === undefined || value === '') return [];
  if (Array.isArray(value)) return value.map(wordOf).filter(Boolean);
  if (typeof value !== 'string') return [String(value)];
  if (value.trimStart().startsWith('[')) {
    try {
      const read: unknown = JSON.parse(value);
      if (Array.isArray(read)) return read.map(wordOf).filter(Boolean);
    } catch {
      // Not a list after all: a text like any other.
    }
  }
  return value
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);
}

function wordOf(part: unknown): string {
  return typeof part === 'object' ? JSON.stringify(part) : String(part);
}
