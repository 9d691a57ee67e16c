import { fieldMatcher } from '@orrery/plugin-sdk/data';
import { own } from '@orrery/plugin-sdk/data/own';
import { defineTransformation, plainValues, refilled } from '@orrery/plugin-sdk/data/transform/index';

interface FormatString {
  readonly stringField: string;
  readonly outputFormat: string;
  readonly substringStart?: number;
  readonly substringEnd?: number;
}

const raised = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
const words = (text: string): string[] => text.split(' ').map((word) => raised(word.toLowerCase()));

const formats: Readonly<Record<string, (text: string, options: FormatString) => string>> = {
  'Upper Case': (text) => text.toUpperCase(),
  'Lower Case': (text) => text.toLowerCase(),
  'Sentence Case': raised,
  'Title Case': (text) => words(text).join(' '),
  'Pascal Case': (text) => words(text).join(''),
  'Camel Case': (text) => {
    const joined = words(text).join('');
    return joined.charAt(0).toLowerCase() + joined.slice(1);
  },
  'Snake Case': (text) => text.toLowerCase().replaceAll(' ', '_'),
  'Kebab Case': (text) => text.toLowerCase().replaceAll(' ', '-'),
  Trim: (text) => text.trim(),
  Substring: (text, { substringStart = 0, substringEnd }) => text.substring(substringStart, substringEnd),
};

export const formatString = defineTransformation<FormatString>({
  defaults: { stringField: '', outputFormat: 'Upper Case' },
  apply: (frames, options) => {
    const matches = fieldMatcher({ id: 'byName', options: options.stringField });
    const write = own(formats, String(options.outputFormat));
    return frames.map((frame) => ({
      ...frame,
      fields: frame.fields.map((field) => {
        if (!matches(field, frame, frames)) return field;
        const texts = plainValues(field).map((value) => {
          if (value === null || value === undefined) return value;
          if (typeof value !== 'string')
            throw new Error(`The field "${field.name}" holds a ${typeof value}, and only texts can be formatted.`);
          return write?.(value, options);
        });
        return refilled(field, 'string', texts);
      }),
    }));
  },
});
