import { defineTransformation, sliceRows } from '@orrery/plugin-sdk/data/transform/index';

interface Limit {
  readonly limitField?: number | string;
}
const usual = 10;

/** The first rows; the last ones when the number is negative. */
export const limit = defineTransformation<Limit>({
  defaults: { limitField: usual },
  apply: (frames, { limitField = usual }) => {
    const count = typeof limitField === 'string' ? Number.parseInt(limitField, 10) : Number(limitField);
    return frames.map((frame) => {
      if (!(frame.length > count)) return frame;
      const from = count >= 0 ? 0 : Math.max(0, frame.length + count);
      const to = count >= 0 ? count : frame.length;
      return { ...frame, fields: frame.fields.map((field) => sliceRows(field, from, to)), length: to - from };
    });
  },
});
