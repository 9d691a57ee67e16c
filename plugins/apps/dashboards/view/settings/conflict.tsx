import { Banner, Button } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { changesBetween } from '../../model/changes.ts';
import type { Dashboard } from '../../model/types.ts';
import { t } from '../../text/index.ts';
import { w } from '../../text/work/index.ts';
import type { DashboardAnswer } from '../api.ts';
import { ChangeList } from './change-list.tsx';
import { Sheet } from './sheet.tsx';

/** Somebody saved first, or the name is taken: what they did, and the ways on. The own changes stay in the page. */
export function Conflict({
  status,
  message,
  theirs,
  base,
  busy,
  onClose,
  onOverwrite,
  onCopy,
}: {
  status: string;
  message: string;
  theirs?: DashboardAnswer | undefined;
  base: Dashboard;
  busy: boolean;
  onClose: () => void;
  onOverwrite: () => void;
  onCopy: () => void;
}): JSX.Element {
  const says =
    status === 'version-mismatch' && theirs
      ? w.save.mismatch(theirs.meta.updatedBy, new Date(theirs.meta.updated).toLocaleString(), theirs.dashboard.version ?? 0)
      : status === 'name-exists'
        ? w.save.nameExists
        : message;
  return (
    <Sheet
      title={status === 'name-exists' ? w.save.nameTitle : w.save.conflictTitle}
      onClose={onClose}
      footer={
        <>
          <span class="o-sp o-ter">{w.save.nothingLost}</span>
          <Button kind="ghost" onClick={onClose}>
            {t.bar.keep}
          </Button>
          <Button onClick={onCopy}>{w.save.saveCopy}</Button>
          <Button kind="danger" busy={busy} onClick={onOverwrite}>
            {status === 'name-exists' ? w.save.replace : w.save.overwrite}
          </Button>
        </>
      }
    >
      <Banner tone="warn" role="alert">
        {says}
      </Banner>
      {theirs && (
        <>
          <h3 class="dash-gap">{w.save.theirs}</h3>
          <ChangeList changes={changesBetween(base, theirs.dashboard)} before={base} after={theirs.dashboard} />
        </>
      )}
    </Sheet>
  );
}
