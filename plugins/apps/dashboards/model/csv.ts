/** Frames as CSV, as spreadsheets read it: times in ISO, numbers with a dot, texts in quotes where they need them. */
import { type FieldData, type FrameData, valueAt } from '@orrery/plugin-sdk/data';

export function headOf({ name, labels, config }: FieldData): string {
  const shown = config?.displayName ?? config?.displayNameFromDS;
  if (shown) return shown;
  const pairs = Object.entries(labels ?? {}).map(([key, value]) => `${key}="${value}"`);
  return pairs.length > 0 ? `${name} {${pairs.join(', ')}}` : name;
}

export function toCsv(frame: FrameData): string {
  const lines = [frame.fields.map((field) => quoted(headOf(field))).join(',')];
  for (let row = 0; row < frame.length; row++) lines.push(frame.fields.map((field) => quoted(cellText(field, row))).join(','));
  return `${lines.join('\r\n')}\r\n`;
}

export function cellText(field: FieldData, row: number): string {
  const value = valueAt(field, row);
  if (value === null || value === undefined) return '';
  if (field.type === 'time') return new Date(Number(value)).toISOString();
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** A text that begins like a formula is one to a spreadsheet: an apostrophe keeps it a text. Numbers stay numbers. */
function quoted(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) && !/^[-+]?[\d.]+(e[-+]?\d+)?$/i.test(text) && text !== '-Infinity' ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
