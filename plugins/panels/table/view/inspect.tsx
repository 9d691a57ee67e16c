import { Button, Dialog } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import type { Column } from '../model/columns.ts';
import { t } from '../text/index.ts';
import { wholeValue } from './cell.tsx';

/** The whole value of a cell, to be read and copied. */
export function Inspect({ column, row, onClose }: { column: Column; row: number; onClose(): void }): JSX.Element {
  const text = wholeValue(column, row);
  return (
    <Dialog
      title={column.name}
      onClose={onClose}
      actions={
        <Button icon="copy" onClick={() => void navigator.clipboard.writeText(text)}>
          {t.copy}
        </Button>
      }
    >
      <pre class="tbl-whole" tabIndex={0}>
        {text}
      </pre>
    </Dialog>
  );
}
