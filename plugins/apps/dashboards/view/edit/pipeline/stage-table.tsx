import { type FieldData, fieldDisplayName, formatDate, valueAt } from '@orrery/plugin-sdk/data';
import type { Stage } from '@orrery/plugin-sdk/ui/transform/index.ts';
import type { JSX } from 'preact';
import { w } from '../../../text/work/index.ts';

const t = w.edit.pipeline;
const rowsShown = 8;
const framesShown = 4;

/** The first rows of the first frames after a step. */
export function StageTable({ stage, label, zone }: { stage: Stage | undefined; label: string; zone: string }): JSX.Element {
  if (!stage || stage.frames === 0) return <p class="o-help">{t.noData}</p>;
  return (
    <div class="dash-stage" role="group" aria-label={label}>
      {stage.sample.slice(0, framesShown).map((frame, at) => {
        const rows = Math.min(frame.length, rowsShown);
        return (
          <div key={at} class="o-framed dash-table">
            <table class="o-tbl o-c">
              <caption class="o-vh">{[frame.refId, frame.name].filter(Boolean).join(' ') || label}</caption>
              <thead>
                <tr>
                  {frame.fields.map((field, index) => (
                    <th key={index} scope="col" class={field.type === 'number' ? 'o-r' : ''} title={field.type}>
                      {fieldDisplayName(field, frame, stage.sample)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {Array.from({ length: rows }, (_, row) => (
                  <tr key={row}>
                    {frame.fields.map((field, index) => (
                      <td key={index} class={field.type === 'number' ? 'o-r' : ''}>
                        {cell(field, row, zone)}
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
            {frame.length > rows && <p class="dash-stage-more">{t.shown(rows, frame.length)}</p>}
          </div>
        );
      })}
      {stage.frames > framesShown && <p class="o-help">{t.moreFrames(stage.frames - framesShown)}</p>}
    </div>
  );
}

function cell(field: FieldData, row: number, zone: string): string {
  const value = valueAt(field, row);
  if (value === null || value === undefined) return '–';
  if (field.type === 'time') return formatDate(Number(value), 'YYYY-MM-DD HH:mm:ss', zone);
  if (Array.isArray(value) || typeof value === 'object')
    return field.type === 'frame' || field.type === 'nestedFrames' ? '…' : JSON.stringify(value);
  return typeof value === 'number' && !Number.isInteger(value) ? String(Number(value.toPrecision(8))) : String(value);
}
