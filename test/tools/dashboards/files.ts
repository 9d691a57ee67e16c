/** The dashboards of a folder, and the data sources that they name. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

type Json = Readonly<Record<string, unknown>>;
export interface DashboardFile {
  /** Path below the folder. */
  readonly path: string;
  readonly json: Json;
}
export interface SourceReference {
  readonly uid: string;
  readonly type: 'grafana-testdata-datasource' | 'prometheus';
}

/** Every `*.json` below the folder that is a dashboard, by itself or in the envelope of the API; the rest by name. */
export function readDashboards(folder: string): { readonly dashboards: DashboardFile[]; readonly others: string[] } {
  const dashboards: DashboardFile[] = [];
  const others: string[] = [];
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(
    (entry) => entry.isFile() && entry.name.endsWith('.json'),
  );
  for (const entry of files.sort((one, other) => (one.parentPath + one.name < other.parentPath + other.name ? -1 : 1))) {
    const file = join(entry.parentPath, entry.name);
    const path = relative(folder, file);
    const json = dashboardIn(JSON.parse(readFileSync(file, 'utf8')));
    if (json) dashboards.push({ path, json });
    else others.push(path);
  }
  return { dashboards, others };
}

function dashboardIn(json: unknown): Json | undefined {
  if (!isPlain(json)) return;
  const inner = isPlain(json.dashboard) ? json.dashboard : json;
  return Array.isArray(inner.panels) || Array.isArray(inner.rows) || isPlain(inner.spec) ? inner : undefined;
}

/** References by uid or name to sources of a type that can be served here; variables and built-ins are left out. */
export function sourcesOf(dashboards: readonly DashboardFile[]): SourceReference[] {
  const found = new Map<string, SourceReference['type']>();
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) return value.forEach(visit);
    if (!isPlain(value)) return;
    const { datasource } = value;
    const uid = typeof datasource === 'string' ? datasource : isPlain(datasource) ? datasource.uid : undefined;
    const type = typeOf(datasource, value);
    if (typeof uid === 'string' && uid !== '' && !/^\$|^-- |^default$|^grafana$/.test(uid) && type) found.set(uid, type);
    Object.values(value).forEach(visit);
  };
  for (const { json } of dashboards) visit(json);
  return [...found].map(([uid, type]) => ({ uid, type }));
}

/** What the reference says, or what its queries look like. */
function typeOf(reference: unknown, owner: Json): SourceReference['type'] | undefined {
  const said = isPlain(reference) ? reference.type : undefined;
  if (said === 'testdata' || said === 'grafana-testdata-datasource') return 'grafana-testdata-datasource';
  if (said === 'prometheus') return 'prometheus';
  if (typeof reference !== 'string') return;
  const targets = Array.isArray(owner.targets) ? owner.targets.filter(isPlain) : [owner];
  if (targets.some(({ scenarioId }) => typeof scenarioId === 'string') || /testdata/i.test(reference)) return 'grafana-testdata-datasource';
  return /^prometheus/i.test(reference) ? 'prometheus' : undefined;
}

export function isPlain(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
