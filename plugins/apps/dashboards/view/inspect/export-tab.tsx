import type { FieldConfigSource } from '@orrery/plugin-sdk/data';
import { frameToArrow } from '@orrery/plugin-sdk/data/arrow';
import { frameToJson } from '@orrery/plugin-sdk/data/grafana-json';
import { Button, type DrawnPanel, framesToCsv, type PanelTheme } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { w } from '../../text/work/index.ts';
import { download, downloadUrl } from '../download.ts';
import type { PanelResult } from '../panel/results.ts';
import { fileName } from './data-tab.tsx';

const e = w.inspect.exports;
type Format = 'png' | 'svg' | 'csv' | 'json' | 'arrow';
const formats: readonly Format[] = ['png', 'svg', 'csv', 'json', 'arrow'];

/** What can be taken along: the drawing as it stands, and the data behind it. */
export function ExportTab({
  result,
  drawn,
  title,
  zone,
  fieldConfig,
  theme,
}: {
  result: PanelResult | undefined;
  drawn: DrawnPanel | undefined;
  title: string;
  zone: string;
  fieldConfig: FieldConfigSource;
  theme: PanelTheme;
}): JSX.Element {
  const [refused, setRefused] = useState<Format>();
  const frames = result?.data.frames ?? [];
  const name = fileName(title);
  const save = async (format: Format): Promise<void> => {
    setRefused(undefined);
    if (format === 'png') {
      const url = (await drawn?.picture()) ?? null;
      if (url === null) setRefused(format);
      else downloadUrl(`${name}.png`, url);
    } else if (format === 'svg') {
      const svg = (await drawn?.svg()) ?? null;
      if (svg === null) setRefused(format);
      else download(`${name}.svg`, svg, 'image/svg+xml');
    } else if (format === 'csv')
      download(`${name}.csv`, `\ufeff${framesToCsv(frames, fieldConfig, { theme, timeZone: zone })}`, 'text/csv');
    else if (format === 'json')
      download(`${name}.json`, `[${frames.map((frame) => frameToJson(frame)).join(',\n')}]\n`, 'application/json');
    // A stream holds one schema: a file a frame.
    else
      frames.forEach((frame, index) => {
        const part = frames.length > 1 ? `-${index + 1}` : '';
        download(`${name}${part}.arrow`, frameToArrow(frame) as Uint8Array<ArrayBuffer>, 'application/vnd.apache.arrow.stream');
      });
  };
  return (
    <ul class="dash-exports">
      {formats.map((format) => {
        const picture = format === 'png' || format === 'svg';
        return (
          <li key={format}>
            <Button
              size="sm"
              icon="download"
              disabled={picture ? drawn === undefined : frames.length === 0}
              onClick={() => void save(format)}
            >
              {e.names[format]}
            </Button>
            <span class={refused === format ? 'o-warn' : 'o-ter'} role={refused === format ? 'status' : undefined}>
              {refused === format ? e.refused[picture && format === 'svg' ? 'svg' : 'png'] : e.about[format]}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
