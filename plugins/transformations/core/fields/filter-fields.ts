/** Which fields go on: by matchers, or by names and patterns. A frame without any of them goes, too. */
import { type FrameData, fieldMatcher } from '@orrery/plugin-sdk/data';
import { defineTransformation, type MatcherRule } from '@orrery/plugin-sdk/data/transform/index';

interface FilterFields {
  readonly include?: MatcherRule;
  readonly exclude?: MatcherRule;
}

export const filterFields = defineTransformation<FilterFields>({ apply: keepFields });

function keepFields(frames: readonly FrameData[], { include, exclude }: FilterFields): readonly FrameData[] {
  if (!include && !exclude) return frames;
  const wanted = include && fieldMatcher(include);
  const unwanted = exclude && fieldMatcher(exclude);
  return frames.flatMap((frame) => {
    const fields = frame.fields.filter((field) => !unwanted?.(field, frame, frames) && (wanted?.(field, frame, frames) ?? true));
    return fields.length > 0 ? [{ ...frame, fields }] : [];
  });
}

interface Names {
  readonly names?: readonly string[];
  readonly pattern?: string;
  /** What a variable stands for: `a,b` or `{a,b}`. */
  readonly variable?: string;
}
interface FilterFieldsByName {
  readonly include?: Names;
  readonly exclude?: Names;
  readonly byVariable?: boolean;
}

export const filterFieldsByName = defineTransformation<FilterFieldsByName>({
  apply: (frames, { include, exclude, byVariable = false }) => {
    const [wanted, unwanted] = [ruleOf(include, byVariable), ruleOf(exclude, byVariable)];
    return keepFields(frames, { ...(wanted && { include: wanted }), ...(unwanted && { exclude: unwanted }) });
  },
});

function ruleOf(given: Names | undefined, byVariable: boolean): MatcherRule | undefined {
  if (!given) return;
  const { pattern, variable } = given;
  const names = Array.isArray(given.names) ? given.names : [];
  if (byVariable && variable) return { id: 'byNames', options: { names: variable.replace(/^\{(.*)\}$/, '$1').split(',') } };
  if (names.length === 0 && !pattern) return;
  if (!pattern) return { id: 'byNames', options: { names } };
  return names.length === 0 ? { id: 'byRegexp', options: pattern } : { id: 'byRegexpOrNames', options: { names, pattern } };
}
