import { Button, Segments } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { forExport } from '../../model/inputs.ts';
import { t } from '../../text/index.ts';
import { w } from '../../text/work/index.ts';
import type { Board } from '../board/context.ts';
import { download } from '../download.ts';
import { fileName } from '../inspect/data-tab.tsx';
import { Sheet } from './sheet.tsx';

/** The dashboard as JSON: as it is here, or prepared for another server. */
export function JsonSheet({ board, onClose }: { board: Board; onClose: () => void }): JSX.Element {
  const [how, setHow] = useState<'here' | 'elsewhere'>('elsewhere');
  const { dashboard, datasources, shell } = board;
  const text = JSON.stringify(how === 'here' ? dashboard : forExport(dashboard, datasources), null, 2);
  return (
    <Sheet
      title={w.settings.json}
      note={dashboard.title}
      onClose={onClose}
      footer={
        <>
          <Button
            icon="copy"
            onClick={() => void navigator.clipboard.writeText(text).then(() => shell.toast({ kind: 'ok', text: w.settings.copied }))}
          >
            {t.copy}
          </Button>
          <Button
            kind="primary"
            icon="download"
            autofocus
            onClick={() => download(`${fileName(dashboard.title)}.json`, text, 'application/json')}
          >
            {w.settings.download}
          </Button>
        </>
      }
    >
      <Segments
        label={w.settings.jsonFor}
        value={how}
        options={[
          { value: 'elsewhere', label: w.settings.jsonElsewhere },
          { value: 'here', label: w.settings.jsonHere },
        ]}
        onValue={(value) => setHow(value as 'here' | 'elsewhere')}
      />
      <p class="o-help">{how === 'here' ? w.settings.jsonHereHelp : w.settings.jsonElsewhereHelp}</p>
      <pre class="o-code dash-json dash-sheet-code">{text}</pre>
    </Sheet>
  );
}
