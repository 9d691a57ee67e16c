/** From frames and a dashboard's field config to fields that can be drawn: overrides, names, ranges, colours, texts. */
import type { FieldData, FrameData } from '../frame.ts';
import { type DisplayContext, displayProcessor } from './display.ts';
import { type ConfigText, fieldConfigs } from './field-config.ts';
import { fieldText } from './field-text.ts';
import { fieldDisplayName } from './names.ts';
import { rangeOf, rangeOfAll } from './ranges.ts';
import { colorScale, seriesColorOf } from './scale.ts';
import type { DisplayConfig, FieldConfigSource, ResolvedField } from './types.ts';

export interface ResolveContext extends DisplayContext {
  /** Writes names and other texts of the config; by default what is known of the field (`${__field.labels.host}`). */
  readonly text?: ConfigText;
  /** The `custom` options that the panel knows; any where it does not say. */
  readonly customIds?: ReadonlySet<string>;
  /** Whose overrides hold: those of `series` (the panel's own frames), of `nested` frames, an `annotation` or an `exemplar`. */
  readonly scope?: string;
}

export function resolveFields(frames: readonly FrameData[], source: FieldConfigSource, context: ResolveContext): ResolvedField[] {
  const configOf = fieldConfigs(source, context.text ?? fieldText, context.customIds, context.scope);
  const configured = frames.map((frame) => ({
    ...frame,
    fields: frame.fields.map((field) => ({ ...field, config: configOf(field, frame, frames) })),
  }));
  const everything = rangeOfAll(configured);
  const resolved: ResolvedField[] = [];
  let seriesIndex = 0;
  configured.forEach((frame, frameIndex) => {
    frame.fields.forEach((field, fieldIndex) => {
      const { config } = field;
      const index = seriesIndex;
      if (field.type !== 'time') seriesIndex++;
      const displayName = fieldDisplayName(field, frame, configured);
      const range = everything(field, config);
      const scaled = field.type === 'number' && range ? range : rangeOf(field, config);
      const scale = colorScale(config, context.theme, scaled, index, displayName, field.type === 'boolean');
      const display = displayProcessor(field, config, scale, context);
      const { color } = seriesColorOf(field as FieldData, config as DisplayConfig, scale);
      resolved.push({
        ...{ frame, frameIndex, field, fieldIndex, config, displayName, seriesIndex: index, color, display },
        ...(range && { range }),
      });
    });
  });
  return resolved;
}
