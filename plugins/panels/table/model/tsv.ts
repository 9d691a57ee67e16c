/** Cells as text with tabs, the form that spreadsheets take from the clipboard. */
import type { Column } from './columns.ts';
import { textAt } from './order.ts';
import type { Slices } from '@orrery/plugin-sdk/ui/work/slices.ts';

export async function tsvOf(columns: readonly Column[], rows: Uint32Array, withHead: boolean, slices: Slices): Promise<string> {
  const lines = withHead ? [columns.map(({ name }) => quoted(name)).join('\t')] : [];
  for (const row of rows) {
    lines.push(columns.map((column) => quoted(textAt(column, row))).join('\t'));
    if (lines.length % 128 === 0 && slices.spent()) await slices.pause();
  }
  return lines.join('\n');
}

function quoted(text: string): string {
  return /[\t\n\r"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
