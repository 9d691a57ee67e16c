/** Order, choice and names of fields, by the names that people see. */
import { type FieldData, type FrameData, fieldDisplayName } from '@orrery/plugin-sdk/data';
import { own } from '@orrery/plugin-sdk/data/own';
import { defineTransformation, firstTimeField } from '@orrery/plugin-sdk/data/transform/index';
import { filterFieldsByName } from './filter-fields.ts';

interface Order {
  readonly indexByName?: Readonly<Record<string, number>>;
  readonly orderByMode?: 'manual' | 'auto';
  readonly orderBy?: readonly { readonly type: 'name' | 'label'; readonly name?: string; readonly desc?: boolean }[];
}
interface Rename {
  readonly renameByName?: Readonly<Record<string, string>>;
}
interface Organize extends Order, Rename {
  readonly excludeByName?: Readonly<Record<string, boolean>>;
  readonly includeByName?: Readonly<Record<string, boolean>>;
}

export const organize = defineTransformation<Organize>({
  apply: (frames, options, context) => {
    const kept = filterFieldsByName.apply(
      frames,
      {
        ...(options.includeByName && { include: { names: namesIn(options.includeByName) } }),
        exclude: { names: namesIn(options.excludeByName) },
      },
      context,
    );
    return renamed(ordered(kept, options), options);
  },
});

function namesIn(chosen: Readonly<Record<string, boolean>> = {}): string[] {
  return Object.keys(chosen).filter((name) => chosen[name]);
}

export const order = defineTransformation<Order>({ apply: (frames, options) => ordered(frames, options) });

const collator = new Intl.Collator(undefined, { sensitivity: 'base', numeric: true });

function ordered(frames: readonly FrameData[], { indexByName = {}, orderByMode, orderBy = [] }: Order): FrameData[] {
  return frames.map((frame) => {
    const names = new Map(frame.fields.map((field) => [field, fieldDisplayName(field, frame, frames)]));
    const place = (field: FieldData): number => {
      const index = own(indexByName, names.get(field)!);
      return Number.isInteger(index) ? Number(index) : Number.MAX_SAFE_INTEGER;
    };
    if (orderByMode !== 'auto') return { ...frame, fields: [...frame.fields].sort((a, b) => place(a) - place(b)) };
    const first = firstTimeField(frame);
    const fields = [...frame.fields].sort((a, b) => {
      // The time of a series is where its charts look for it.
      if (a === first) return -1;
      if (b === first) return 1;
      for (const { type, name = '', desc } of orderBy) {
        const text = (field: FieldData): string => (type === 'name' ? names.get(field)! : (own(field.labels ?? {}, name) ?? ''));
        const distance = collator.compare(text(a), text(b));
        if (distance !== 0) return desc ? -distance : distance;
      }
      return 0;
    });
    return { ...frame, fields };
  });
}

export const rename = defineTransformation<Rename>({ apply: (frames, options) => renamed(frames, options) });

/** By the names inside of each frame, so that one entry renames the same column of all. */
function renamed(frames: readonly FrameData[], { renameByName = {} }: Rename): readonly FrameData[] {
  return frames.map((frame) => ({
    ...frame,
    fields: frame.fields.map((field) => {
      const to = own(renameByName, fieldDisplayName(field, frame));
      return typeof to === 'string' && to !== '' ? { ...field, config: { ...field.config, displayName: to } } : field;
    }),
  }));
}
