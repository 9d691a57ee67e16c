import { frameToJson } from '@orrery/plugin-sdk/data/grafana-json';
import { Button, Select } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { PanelModel } from '../../model/types.ts';
import { t } from '../../text/index.ts';
import { w } from '../../text/work/index.ts';
import type { PanelResult } from '../panel/results.ts';

/** The panel as the dashboard holds it, or its data as frames. */
export function JsonTab({ panel, result }: { panel: PanelModel; result: PanelResult | undefined }): JSX.Element {
  const [what, setWhat] = useState<'panel' | 'frames'>('panel');
  const text =
    what === 'panel'
      ? JSON.stringify(panel, null, 2)
      : JSON.stringify(
          (result?.data.frames ?? []).map((frame) => JSON.parse(frameToJson(frame)) as unknown),
          null,
          2,
        );
  return (
    <>
      <div class="dash-inspector-bar">
        <Select
          size="sm"
          aria-label={w.inspect.what}
          value={what}
          onValue={(value) => setWhat(value)}
          options={[
            { value: 'panel' as 'panel' | 'frames', label: w.inspect.panelJson },
            { value: 'frames', label: w.inspect.framesJson },
          ]}
        />
        <span class="o-sp" />
        <Button size="sm" icon="copy" onClick={() => void navigator.clipboard.writeText(text)}>
          {t.copy}
        </Button>
      </div>
      <pre class="o-code dash-json">{text.length > 400_000 ? `${text.slice(0, 400_000)}\n…` : text}</pre>
    </>
  );
}
