/** Texts about a field: `${__field.name}`, `${__field.labels.host}`, `${__series.name}`. Other variables stay as they are. */
import type { FieldData, FrameData } from '../frame.ts';
import { interpolate } from '../interpolate.ts';
import { fieldLookup } from './data-variables.ts';

export function fieldText(text: string, field: FieldData, frame: FrameData): string {
  return text.includes('$') || text.includes('[[') ? interpolate(text, fieldLookup(field, frame)) : text;
}
