import { api, type ComboOption, Combobox } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';

interface Known {
  readonly uid: string;
  readonly name: string;
  readonly type: string;
}

/** One of the configured data sources by its name, or a uid that is typed. */
export function DatasourceControl({
  label,
  value,
  onValue,
}: {
  label: string;
  value: string;
  onValue(uid: string | undefined): void;
}): JSX.Element {
  return <Combobox size="sm" label={label} value={value} options={known} onValue={(uid) => onValue(uid || undefined)} />;
}

async function known(): Promise<readonly ComboOption[]> {
  const all = await api<readonly Known[]>('/api/orrery/datasources');
  return all.map(({ uid, name, type }) => ({ value: uid, label: name, detail: type }));
}
