import { type FieldData, fieldMatcher, reduceField } from '@orrery/plugin-sdk/data';
import { column, defineTransformation, type MatcherRule } from '@orrery/plugin-sdk/data/transform/index';
import { type ConfigMapping, configAt, keyOf, nameIn, usualReducer } from './config-handlers.ts';

interface ConfigFromData {
  readonly configRefId?: string;
  readonly mappings?: readonly ConfigMapping[];
  readonly applyTo?: MatcherRule;
}

/** Units, limits, colours and thresholds of fields, read from the answer of another query. */
export const configFromData = defineTransformation<ConfigFromData>({
  defaults: { configRefId: 'config', mappings: [] },
  apply: (frames, { configRefId, mappings = [], applyTo }) => {
    const source = frames.find(({ refId }) => refId === configRefId);
    if (!source) return frames;
    const keys = new Map<FieldData, string>();
    const fields = source.fields.map((field) => {
      const name = nameIn(field, source);
      const key = keyOf(name, mappings);
      const reducer = mappings.find(({ fieldName }) => fieldName === name)?.reducerId ?? usualReducer(key);
      const reduced = column(field.name, 'other', [reduceField(field, reducer)]);
      keys.set(reduced, key);
      return reduced;
    });
    const config = configAt({ fields, length: 1 }, 0, keys);
    const matches = fieldMatcher(applyTo ?? { id: 'numeric' });
    return frames
      .filter((frame) => frame !== source)
      .map((frame) => ({
        fields: frame.fields.map((field) => (matches(field, frame, frames) ? { ...field, config: { ...field.config, ...config } } : field)),
        length: frame.length,
      }));
  },
});
