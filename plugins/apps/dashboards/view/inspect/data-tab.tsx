import { type FieldConfigSource, type FieldData, type FrameData, fieldDisplayName, formatDate, valueAt } from '@orrery/plugin-sdk/data';
import { Button, framesToCsv, type PanelTheme, Select, Switch } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { w } from '../../text/work/index.ts';
import { download } from '../download.ts';
import type { PanelResult } from '../panel/results.ts';

const rowsShown = 500;

/** One frame at a time, as a table and as a file. */
export function DataTab({
  result,
  title,
  zone,
  fieldConfig,
  theme,
}: {
  result: PanelResult | undefined;
  title: string;
  zone: string;
  fieldConfig: FieldConfigSource;
  theme: PanelTheme;
}): JSX.Element {
  const [chosen, setChosen] = useState(0);
  const [raw, setRaw] = useState(false);
  const frames = (raw ? result?.raw : result?.data.frames) ?? [];
  const frame = frames[chosen] ?? frames[0];
  if (!frame) return <p class="o-help">{w.inspect.noData}</p>;
  const csv = (): string => `\ufeff${framesToCsv([frame], fieldConfig, { theme, timeZone: zone })}`;
  const name = (one: FrameData, index: number): string =>
    [one.refId, one.name ?? one.fields.find(({ type }) => type !== 'time')?.name].filter(Boolean).join(' ') || `${index + 1}`;
  return (
    <>
      <div class="dash-inspector-bar">
        <Select
          size="sm"
          aria-label={w.inspect.frame}
          value={String(frames.indexOf(frame))}
          onValue={(value) => setChosen(Number(value))}
          options={frames.map((one, index) => ({ value: String(index), label: name(one, index) }))}
        />
        {result?.raw !== result?.data.frames && <Switch label={w.inspect.raw} checked={raw} onValue={setRaw} />}
        <span class="o-sp" />
        <span class="o-ter">{w.inspect.rows(frame.length)}</span>
        <Button size="sm" icon="download" onClick={() => download(`${fileName(title)}.csv`, csv(), 'text/csv')}>
          {w.inspect.csv}
        </Button>
      </div>
      <div class="o-framed dash-table">
        <table class="o-tbl o-c">
          <caption class="o-vh">{title}</caption>
          <thead>
            <tr>
              {frame.fields.map((field, index) => (
                <th key={index} scope="col" class={field.type === 'number' ? 'o-r' : ''}>
                  {fieldDisplayName(field, frame, frames)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {Array.from({ length: Math.min(frame.length, rowsShown) }, (_, row) => (
              <tr key={row}>
                {frame.fields.map((field, index) => (
                  <td key={index} class={field.type === 'number' ? 'o-r' : ''}>
                    {shownCell(field, row, zone)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {frame.length > rowsShown && <p class="o-help">{w.inspect.more(rowsShown, frame.length)}</p>}
    </>
  );
}

function shownCell(field: FieldData, row: number, zone: string): string {
  const value = valueAt(field, row);
  if (value === null || value === undefined) return '–';
  if (field.type === 'time') return formatDate(Number(value), 'YYYY-MM-DD HH:mm:ss.SSS', zone);
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

export function fileName(title: string): string {
  return title.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-+|-+$/g, '') || 'panel';
}
