/** Imports dashboards through the API, as a person would: what they ask for is answered by the sources of the trial. */
import type { RunningOrrery } from '../../support/server.ts';
import { type DashboardFile, isPlain } from './files.ts';
import { standInUid } from './stand-ins.ts';

export type Imported = { readonly path: string; readonly title: string } & ({ readonly uid: string } | { readonly failure: string });

const standIns: Readonly<Record<string, string>> = {
  prometheus: 'trial-prometheus',
  testdata: standInUid,
  'grafana-testdata-datasource': standInUid,
};

export async function importDashboard(orrery: RunningOrrery, { path, json }: DashboardFile): Promise<Imported> {
  const title = String(json.title ?? (isPlain(json.spec) ? json.spec.title : undefined) ?? path);
  const inputs = Array.isArray(json.__inputs) ? json.__inputs.filter(isPlain) : [];
  const response = await orrery.fetch('/api/dashboards/import', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ dashboard: { ...json, id: null }, overwrite: true, inputs: inputs.map(answer) }),
  });
  const text = await response.text();
  if (!response.ok) return { path, title, failure: `${response.status} ${text.slice(0, 300)}` };
  const { uid } = JSON.parse(text) as { uid: string };
  return { path, title, uid };
}

/** A source for an input that asks for one (the default where its type is not here), its own value for a constant. */
function answer({ name, type, pluginId, value }: Readonly<Record<string, unknown>>): object {
  if (type !== 'datasource') return { name, type, value: value ?? '' };
  return { name, type, pluginId, value: standIns[String(pluginId)] ?? String(pluginId ?? '') };
}
