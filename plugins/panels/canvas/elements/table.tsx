/** The rows of a frame in a box of a drawing: as many as it has room for, each value as it is shown everywhere. */
import { rawAt, type ResolvedField, shown } from '@orrery/plugin-sdk/data';
import type { JSX } from 'preact';
import type { Box } from '../layout.ts';
import type { Dimension } from '../options.ts';
import { t } from '../text/index.ts';
import type { Values } from '../values.ts';

interface TableConfig {
  /** Of the query whose first frame is shown; the first of all where there is none. */
  readonly refId?: string;
  readonly showHeader?: boolean;
  readonly size?: number;
  readonly color?: Dimension<string>;
}

export function TableInside({ config, values, box }: { config: TableConfig; values: Values; box: Box }): JSX.Element {
  const { refId, showHeader = true, size = 12 } = config;
  const own = refId ? values.fields.filter(({ frame }) => frame.refId === refId) : values.fields;
  const columns = own.filter(({ frameIndex }) => frameIndex === own[0]?.frameIndex);
  const length = columns[0]?.frame.length ?? 0;
  const line = size * 1.6;
  const room = Math.max(1, Math.floor(box.height / line) - (showHeader ? 1 : 0));
  const count = length > room ? room - 1 : length;
  if (columns.length === 0) return <span class="cv-text cv-none">{t.noRows}</span>;
  return (
    <div class="cv-table" style={{ fontSize: `${size}px`, lineHeight: `${line}px`, color: values.color(config.color) ?? 'inherit' }}>
      <table>
        {showHeader && (
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column.fieldIndex} scope="col" class={sideOf(column)}>
                  {column.displayName}
                </th>
              ))}
            </tr>
          </thead>
        )}
        <tbody>
          {Array.from({ length: count }, (_, row) => (
            <tr key={row}>
              {columns.map((column) => (
                <td key={column.fieldIndex} class={sideOf(column)}>
                  {shown(column.display(rawAt(column.field, row)))}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {length > count && <small>{t.moreRows(length - count)}</small>}
    </div>
  );
}

function sideOf({ field }: ResolvedField): string {
  return field.type === 'number' ? 'cv-number' : '';
}
