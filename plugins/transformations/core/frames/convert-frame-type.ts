import { defineTransformation } from '@orrery/plugin-sdk/data/transform/index';

interface ConvertFrameType {
  readonly targetType?: 'exemplar' | 'timeRegion' | 'annotation';
}

/** Series as exemplars: drawn over the panel and not in it. The other types are left as they are. */
export const convertFrameType = defineTransformation<ConvertFrameType>({
  apply: (frames, { targetType }) =>
    targetType !== 'exemplar'
      ? frames
      : frames.map((frame) => ({
          ...frame,
          name: 'exemplar',
          meta: { ...frame.meta, dataTopic: 'annotations', custom: { ...frame.meta?.custom, resultType: 'exemplar' } },
        })),
});
