/** Fields from what stands inside the texts of another: JSON, pairs, parts of an expression, words between marks. */
import { type FieldType, type FrameData, fieldMatcher, rawAt, toRegex } from '@orrery/plugin-sdk/data';
import { valueAtPath } from '@orrery/plugin-sdk/data/path';
import { column, defineTransformation } from '@orrery/plugin-sdk/data/transform/index';
import { keyValuePairs } from './key-values.ts';

interface ExtractFields {
  readonly source?: string;
  readonly format?: 'auto' | 'json' | 'kvp' | 'delimiter' | 'regexp';
  readonly delimiter?: string;
  readonly regExp?: string;
  readonly jsonPaths?: readonly { readonly path?: string; readonly alias?: string }[];
  readonly replace?: boolean;
  readonly keepTime?: boolean;
}
type Parse = (text: string) => unknown;

const parsers: Readonly<Record<string, (options: ExtractFields) => Parse>> = {
  json: () => (text) => JSON.parse(text) as unknown,
  kvp: () => keyValuePairs,
  delimiter: ({ delimiter = ',' }) => {
    const parts = new RegExp(`\\s*${delimiter.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')}\\s*`, 'g');
    return (text) =>
      new Map(
        text
          .trim()
          .split(parts)
          .map((part) => [part, 1]),
      );
  },
  regexp: ({ regExp = '' }) => {
    const pattern = (regExp.startsWith('/') && toRegex(regExp)) || /(?<NewField>.*)/;
    return (text) => {
      pattern.lastIndex = 0;
      return pattern.exec(text)?.groups;
    };
  },
  auto: (options) => {
    const all = ['json', 'kvp', 'delimiter', 'regexp'].map((id) => parsers[id]!(options));
    return (text) => {
      for (const parse of all) {
        const found = attempt(parse, text);
        if (found !== null && found !== undefined) return found;
      }
      return;
    };
  },
};

function attempt(parse: Parse, text: string): unknown {
  try {
    return parse(text);
  } catch {
    return;
  }
}

export const extractFields = defineTransformation<ExtractFields>({
  defaults: { delimiter: ',' },
  apply: (frames, options) => {
    if (!options.source) return frames;
    const make = Object.hasOwn(parsers, options.format ?? 'auto') ? parsers[options.format ?? 'auto'] : undefined;
    if (!make) throw new Error(`"${options.format}" is no format to extract; there are ${Object.keys(parsers).join(', ')}.`);
    const parse = make(options);
    return frames.map((frame) => extracted(frame, options, parse));
  },
});

function fieldOf(frame: FrameData, name: string) {
  const matches = fieldMatcher({ id: 'byName', options: name });
  return frame.fields.find((field) => field.name === name) ?? frame.fields.find((field) => matches(field, frame, [frame]));
}

function extracted(frame: FrameData, options: ExtractFields, parse: Parse): FrameData {
  const source = fieldOf(frame, options.source!);
  if (!source) return frame;
  const paths = options.format === 'json' ? (options.jsonPaths ?? []).filter(({ path }) => path) : [];
  const columns = new Map<string, unknown[]>();
  for (let row = 0; row < frame.length; row++) {
    const cell = rawAt(source, row);
    let found = cell;
    if (typeof cell === 'string') {
      try {
        found = parse(cell);
      } catch {
        found = {};
      }
    }
    if (found === null || found === undefined) continue;
    for (const [key, value] of entriesOf(found, paths)) {
      let values = columns.get(key);
      if (!values) columns.set(key, (values = new Array<unknown>(frame.length).fill(undefined)));
      values[row] = value;
    }
  }
  const made = [...columns].map(([name, values]) => column(name, typeOf(values), values));
  const time = options.keepTime ? (fieldOf(frame, 'Time') ?? fieldOf(frame, 'time')) : undefined;
  return { ...frame, fields: [...(options.replace ? [] : frame.fields), ...(time ? [time] : []), ...made] };
}

function entriesOf(found: unknown, paths: NonNullable<ExtractFields['jsonPaths']>): Iterable<readonly [string, unknown]> {
  if (paths.length > 0) return paths.map(({ path = '', alias }) => [alias || path, valueAtPath(found, path) ?? 'Not Found'] as const);
  // Pairs come as a map, so that no key reaches what every object has.
  if (found instanceof Map) return found as Map<string, unknown>;
  return typeof found === 'string' || typeof found === 'object' ? Object.entries(found as object) : [];
}

function typeOf(values: readonly unknown[]): FieldType {
  const first = values.find((value) => value !== null && value !== undefined);
  const type = typeof first;
  return type === 'number' || type === 'string' || type === 'boolean' ? type : 'other';
}
