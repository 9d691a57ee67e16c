import { Button, Segments } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { forExport } from '../../model/inputs.ts';
import { t } from '../../text/index.ts';
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
      title={t.settings.json}
      note={dashboard.title}
      onClose={onClose}
      footer={
        <>
          <Button
            icon="copy"
            onClick={() => void navigator.clipboard.writeText(text).then(() => shell.toast({ kind: 'ok', text: t.settings.copied }))}
          >
            {t.copy}
          </Button>
          <Button kind="primary" icon="download" onClick={() => download(`${fileName(dashboard.title)}.json`, text, 'application/json')}>
            {t.settings.download}
          </Button>
        </>
      }
    >
      <Segments
        label={t.settings.jsonFor}
        value={how}
        options={[
          { value: 'elsewhere', label: t.settings.jsonElsewhere },
          { value: 'here', label: t.settings.jsonHere },
        ]}
        onValue={(value) => setHow(value as 'here' | 'elsewhere')}
      />
      <p class="o-help">{how === 'here' ? t.settings.jsonHereHelp : t.settings.jsonElsewhereHelp}</p>
      <pre class="o-code dash-json dash-sheet-code">{text}</pre>
    </Sheet>
  );
}
