/** The work itself. Pure, so that it runs in a page, in a worker and in a test alike. */
import { defineTransformation, type FieldData, numberField, valueAt } from '@orrery/plugin-sdk/data';

export interface ShareOptions {
  /** What the whole is: 1, or 100 for percent. */
  readonly whole: number;
}

/** Every column of numbers becomes shares of its sum; what is missing stays missing. */
export const share = defineTransformation<ShareOptions>({
  defaults: { whole: 100 },
  apply(frames, { whole }) {
    if (!(whole > 0)) throw new Error(`The whole is ${whole}; a number above 0 belongs there, like 100 for percent.`);
    return frames.map((frame) => ({
      ...frame,
      fields: frame.fields.map((field) => (field.type === 'number' ? shares(field, frame.length, whole) : field)),
    }));
  },
});

function shares(field: FieldData, length: number, whole: number): FieldData {
  const cells = Array.from({ length }, (_, row) => valueAt(field, row) as number | null);
  const sum = cells.reduce<number>((all, one) => all + (Number.isFinite(one) ? (one as number) : 0), 0);
  const parts = cells.map((one) => (one === null || sum === 0 ? null : (one / sum) * whole));
  return numberField(
    field.name,
    Float64Array.from(parts, (one) => one ?? 0),
    {
      ...(field.labels && { labels: field.labels }),
      ...(field.config && { config: field.config }),
      nulls: Uint8Array.from(parts, (one) => (one === null ? 1 : 0)),
    },
  );
}
