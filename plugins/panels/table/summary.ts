import { nameOf } from './model/inner.ts';
import { t } from './text/index.ts';
import type { Props } from './view/table.tsx';

/** How many rows and columns, of which table. */
export function summarise({ title, frames, options, locale }: Props): string {
  const index = frames[options.frameIndex] ? options.frameIndex : 0;
  const frame = frames[index];
  const number = new Intl.NumberFormat(locale);
  return t.summary(
    title || (frame && nameOf(frame, index)) || t.table,
    number.format(frame?.length ?? 0),
    number.format(frame?.fields.length ?? 0),
  );
}
