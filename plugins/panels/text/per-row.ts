/** The text for each row of the data. Pure. */
import { dataLookup, interpolate, type ResolvedField, resolveFields } from '@orrery/plugin-sdk/data';
import type { PanelProps } from '@orrery/plugin-sdk/ui';
import { mostRows, type TextOptions } from './options.ts';

type Given = Pick<PanelProps<TextOptions>, 'frames' | 'fieldConfig' | 'theme' | 'timeZone' | 'options'>;

/** One text where there are no rows. Values are text in all modes: what they hold is no markup. */
export function textsOf({ frames, fieldConfig, theme, timeZone, options: { content, mode, renderMode } }: Given): readonly string[] {
  const rows = renderMode === 'perRow' ? frames.reduce((sum, { length }) => sum + length, 0) : 0;
  if (rows === 0) return [content];
  const fields = resolveFields(frames, fieldConfig, { theme, timeZone });
  const texts: string[] = [];
  frames.forEach((frame, frameIndex) => {
    const own = fields.filter((each) => each.frameIndex === frameIndex);
    const [first] = own;
    if (!first) return;
    const byField = new Map(own.map((each) => [each.field, each] as const));
    const display: ResolvedField['display'] = first.display;
    for (let row = 0; row < frame.length && texts.length < mostRows; row++) {
      const lookup = dataLookup({
        ...{ field: first.field, frame, frames, row },
        display: (field, value) => (byField.get(field)?.display ?? display)(value),
      });
      texts.push(interpolate(content, lookup, mode === 'code' ? 'raw' : 'html'));
    }
  });
  return texts;
}
