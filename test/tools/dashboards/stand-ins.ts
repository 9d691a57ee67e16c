/**
 * What is drawn for a source that is not here: frames of the shape that its panel expects, from TestData. Only the trial does this, and
 * its report says so; the server itself names the source that is missing.
 */
import { isPlain } from './files.ts';

type Json = Readonly<Record<string, unknown>>;
export interface Present {
  /** Plugin ids of data sources. */
  readonly types: ReadonlySet<string>;
  /** Names and uids of sources. */
  readonly sources: ReadonlySet<string>;
}
export interface StoodIn {
  readonly json: Json;
  /** A reference a panel that got another source. */
  readonly replaced: readonly string[];
}

export const standInUid = 'trial-testdata';

export function withStandIns(json: Json, present: Present): StoodIn {
  const replaced: string[] = [];
  const variables = isPlain(json.templating) && Array.isArray(json.templating.list) ? json.templating.list.filter(isPlain) : [];
  const panel = (one: unknown): unknown => {
    if (!isPlain(one)) return one;
    const inner = Array.isArray(one.panels) ? { ...one, panels: one.panels.map(panel) } : one;
    const missing = missingSource(one.datasource, variables, present);
    if (!missing || !Array.isArray(one.targets)) return inner;
    replaced.push(missing);
    const datasource = { type: 'grafana-testdata-datasource', uid: standInUid };
    return { ...inner, datasource, targets: one.targets.map((target, at) => ({ ...shapeFor(String(one.type), target, at), datasource })) };
  };
  const list = (of: unknown): unknown => (Array.isArray(of) ? of.map(panel) : of);
  return {
    json: { ...json, ...('panels' in json && { panels: list(json.panels) }), ...('rows' in json && { rows: list(json.rows) }) },
    replaced,
  };
}

/** The reference as text, where nothing here answers to it. */
function missingSource(reference: unknown, variables: readonly Json[], { types, sources }: Present): string | undefined {
  const uid = isPlain(reference) ? reference.uid : reference;
  if (typeof uid !== 'string' || uid === '' || /^(-- .* --|default|grafana)$/.test(uid) || sources.has(uid)) return;
  const name = /^\$\{?(\w+)/.exec(uid)?.[1];
  const type = isPlain(reference) && reference.type ? reference.type : variables.find((one) => one.name === name)?.query;
  if (typeof type === 'string') return types.has(type) ? undefined : uid;
  // An input (`${DS_X}`) was answered when the dashboard was imported.
  return name ? undefined : uid;
}

function shapeFor(panel: string, target: unknown, at: number): Json {
  const { refId = String.fromCharCode(65 + at), hide, format } = isPlain(target) ? target : {};
  const rest = { refId, ...(hide === true && { hide }) };
  if (panel === 'logs') return { ...rest, scenarioId: 'logs', lines: 100, levelColumn: true };
  if (panel === 'heatmap') return { ...rest, scenarioId: 'linear_heatmap_bucket_data' };
  if (panel === 'geomap') return { ...rest, scenarioId: 'csv_file', csvFileName: 'flight_info_by_state.csv' };
  if (format === 'table' || /^table/.test(panel)) return { ...rest, scenarioId: 'table_static' };
  return { ...rest, scenarioId: 'random_walk', seriesCount: 2, min: 0 };
}
