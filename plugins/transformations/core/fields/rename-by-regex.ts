import { fieldDisplayName, toRegex } from '@orrery/plugin-sdk/data';
import { defineTransformation } from '@orrery/plugin-sdk/data/transform/index';

interface RenameByRegex {
  readonly regex: string;
  readonly renamePattern: string;
}

export const renameByRegex = defineTransformation<RenameByRegex>({
  defaults: { regex: '(.*)', renamePattern: '$1' },
  apply: (frames, { regex, renamePattern }) => {
    const pattern = toRegex(String(regex));
    if (!pattern) throw new Error(`"${regex}" is no regular expression.`);
    return frames.map((frame) => ({
      ...frame,
      fields: frame.fields.map((field) => {
        const name = fieldDisplayName(field, frame);
        pattern.lastIndex = 0;
        if (!pattern.test(name)) return field;
        pattern.lastIndex = 0;
        return { ...field, config: { ...field.config, displayName: name.replace(pattern, String(renamePattern)) } };
      }),
    }));
  },
});
