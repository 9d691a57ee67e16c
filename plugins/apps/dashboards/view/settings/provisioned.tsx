import { Banner, Button } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import type { Dashboard } from '../../model/types.ts';
import { t } from '../../text/index.ts';
import { w } from '../../text/work/index.ts';
import type { Board } from '../board/context.ts';
import { download } from '../download.ts';
import { fileName } from '../inspect/data-tab.tsx';
import { Sheet } from './sheet.tsx';

/** This dashboard comes from a file: the file must change, and here is what goes into it. */
export function Provisioned({
  board,
  wanted,
  onClose,
  onCopy,
}: {
  board: Board;
  wanted: Dashboard;
  onClose: () => void;
  onCopy: () => void;
}): JSX.Element {
  const text = JSON.stringify({ ...wanted, id: null }, null, 2);
  return (
    <Sheet
      title={w.save.provisionedTitle}
      onClose={onClose}
      footer={
        <>
          <Button kind="ghost" onClick={onCopy}>
            {w.save.saveCopy}
          </Button>
          <Button
            icon="copy"
            onClick={() => void navigator.clipboard.writeText(text).then(() => board.shell.toast({ kind: 'ok', text: w.settings.copied }))}
          >
            {t.copy}
          </Button>
          <Button kind="primary" icon="download" onClick={() => download(`${fileName(wanted.title)}.json`, text, 'application/json')}>
            {w.settings.download}
          </Button>
        </>
      }
    >
      <Banner tone="info" role="status">
        {w.save.provisioned(board.meta.provisionedExternalId)}
      </Banner>
      <pre class="o-code dash-json dash-sheet-code">{text}</pre>
    </Sheet>
  );
}
