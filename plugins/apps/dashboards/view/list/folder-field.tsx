import { Field, Select } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { w } from '../../text/work/index.ts';
import { searchDashboards } from '../api.ts';

/** Where a dashboard lies: any folder there is, the root first. */
export function FolderField({
  value,
  onValue,
  label = w.list.folder,
}: {
  value: string;
  onValue: (uid: string) => void;
  label?: string;
}): JSX.Element {
  const [folders, setFolders] = useState<readonly { uid: string; title: string; folderUid?: string }[]>([]);
  useEffect(() => {
    searchDashboards({ type: 'dash-folder', limit: '5000' }).then(setFolders, () => {});
  }, []);
  const pathOf = (uid: string | undefined, depth = 0): string => {
    const folder = folders.find((one) => one.uid === uid);
    if (!folder || depth > 8) return '';
    const above = pathOf(folder.folderUid, depth + 1);
    return above ? `${above} / ${folder.title}` : folder.title;
  };
  const options = folders.map(({ uid }) => ({ value: uid, label: pathOf(uid) })).sort((a, b) => a.label.localeCompare(b.label));
  return (
    <Field label={label}>
      <Select value={value} onValue={onValue} options={[{ value: '', label: w.list.root }, ...options]} />
    </Field>
  );
}
