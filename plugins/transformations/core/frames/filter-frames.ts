import { type FrameData, frameMatcher } from '@orrery/plugin-sdk/data';
import { defineTransformation, type MatcherRule } from '@orrery/plugin-sdk/data/transform/index';

interface FilterFrames {
  readonly include?: MatcherRule;
  readonly exclude?: MatcherRule;
}

export const filterFrames = defineTransformation<FilterFrames>({ apply: keepFrames });

function keepFrames(frames: readonly FrameData[], { include, exclude }: FilterFrames): readonly FrameData[] {
  if (!include && !exclude) return frames;
  const wanted = include && frameMatcher(include);
  const unwanted = exclude && frameMatcher(exclude);
  return frames.filter((frame, index) => !unwanted?.(frame, index) && (wanted?.(frame, index) ?? true));
}

interface FilterByRefId {
  /** `A`, `A|B`, or `/pattern/`. */
  readonly include?: string;
  readonly exclude?: string;
}

export const filterByRefId = defineTransformation<FilterByRefId>({
  apply: (frames, { include, exclude }) =>
    keepFrames(frames, {
      ...(include && { include: { id: 'byRefId', options: include } }),
      ...(exclude && { exclude: { id: 'byRefId', options: exclude } }),
    }),
});
