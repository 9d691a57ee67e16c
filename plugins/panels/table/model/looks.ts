/** Colours of a cell and of its row. */
import { adjust, rawAt, type ResolvedField, textOn } from '@orrery/plugin-sdk/data';
import type { Column } from './columns.ts';
import { lastNumber } from './inner.ts';

export interface Look {
  readonly background?: string;
  readonly color?: string;
  readonly fontWeight?: string;
  readonly fontStyle?: string;
  readonly textDecoration?: string;
}

export function cellLook({ cell, resolved, style }: Column, row: number, all: readonly ResolvedField[]): Look {
  const own = style.styleField ? ownStyle(style.styleField, row, all) : {};
  if (cell.type === 'color-text') return { color: displayAt(resolved, row).color, ...own };
  if (cell.type === 'color-background') return { ...filled(displayAt(resolved, row).color, cell.mode ?? 'gradient'), ...own };
  return own;
}

/** Of the first column whose background goes over the whole row. */
export function rowLook(columns: readonly Column[], row: number): Look | undefined {
  const column = columns.find(({ cell }) => cell.type === 'color-background' && cell.applyToRow);
  return column && filled(displayAt(column.resolved, row).color, 'basic');
}

function filled(color: string, mode: string): Look {
  const background = mode === 'gradient' ? `linear-gradient(120deg, ${adjust(color, 8, 0, 10)}, ${color})` : color;
  return { background, color: textOn(color) };
}

function displayAt({ field, display }: ResolvedField, row: number): { readonly color: string } {
  const value = rawAt(field, row);
  return display(field.type === 'frame' ? lastNumber(value) : value);
}

const safeValue = /^[\w#(),.%\s-]{1,64}$/;

/** `{"color": "red", "fontWeight": "bold"}` in a field of texts: a handful of properties, none of which can load anything. */
function ownStyle(name: string, row: number, all: readonly ResolvedField[]): Look {
  const found = all.find(({ displayName, field }) => displayName === name || field.name === name);
  const value = found && rawAt(found.field, row);
  if (typeof value !== 'string' && (typeof value !== 'object' || value === null)) return {};
  let said: unknown = value;
  try {
    if (typeof value === 'string') said = JSON.parse(value);
  } catch {
    return {};
  }
  if (typeof said !== 'object' || said === null) return {};
  const read = said as Readonly<Record<string, unknown>>;
  const take = (...keys: string[]): string | undefined => {
    const text = keys.map((key) => read[key]).find((each) => typeof each === 'string' || typeof each === 'number');
    return text !== undefined && safeValue.test(String(text)) && !/url|image/i.test(String(text)) ? String(text) : undefined;
  };
  const look: Record<string, string> = {};
  const set = (key: string, text: string | undefined): void => {
    if (text !== undefined) look[key] = text;
  };
  set('background', take('backgroundColor', 'background'));
  set('color', take('color'));
  set('fontWeight', take('fontWeight'));
  set('fontStyle', take('fontStyle'));
  set('textDecoration', take('textDecoration'));
  return look;
}
