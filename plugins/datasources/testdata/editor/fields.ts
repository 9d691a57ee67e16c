/** What each scenario asks for, as data: the editor draws the fields. Paths lead into the query. */
type Group = 'series' | 'tables' | 'graphs' | 'given' | 'live' | 'failures';

export interface FieldOf {
  /** `pulseWave.timeStep`; a number is an index of a list. */
  readonly path: string;
  /** Key of its label in the catalogue. */
  readonly label: string;
  readonly control: 'number' | 'text' | 'switch' | 'csv' | 'json' | { readonly choices: readonly string[] } | 'file';
  readonly placeholder?: string;
}
export interface ScenarioForm {
  readonly id: string;
  readonly group: Group;
  readonly fields: readonly FieldOf[];
}

const of = (path: string, control: FieldOf['control'], placeholder = '', label = path.split('.').at(-1) as string): FieldOf => ({
  path,
  label,
  control,
  ...(placeholder && { placeholder }),
});
const naming = [of('alias', 'text', 'A-series'), of('labels', 'text', 'zone=eu, host=$seriesIndex')];
const walking = [
  of('seriesCount', 'number', '1'),
  of('startValue', 'number', 'auto'),
  of('spread', 'number', '1'),
  of('noise', 'number', '0'),
  of('min', 'number', '–'),
  of('max', 'number', '–'),
  of('dropPercent', 'number', '0'),
];

export const forms: readonly ScenarioForm[] = [
  { id: 'random_walk', group: 'series', fields: [...naming, ...walking] },
  { id: 'slow_query', group: 'series', fields: [of('stringInput', 'text', '5s', 'duration'), ...naming, ...walking] },
  {
    id: 'predictable_pulse',
    group: 'series',
    fields: [
      ...naming,
      of('pulseWave.timeStep', 'number', '60'),
      of('pulseWave.onCount', 'number', '3'),
      of('pulseWave.onValue', 'text', '2'),
      of('pulseWave.offCount', 'number', '3'),
      of('pulseWave.offValue', 'text', '1'),
    ],
  },
  {
    id: 'predictable_csv_wave',
    group: 'series',
    fields: [
      of('csvWave.0.name', 'text', 'A-series', 'alias'),
      of('csvWave.0.labels', 'text', 'zone=eu'),
      of('csvWave.0.timeStep', 'number', '60'),
      of('csvWave.0.valuesCSV', 'text', '0,0,2,2,1,1'),
    ],
  },
  { id: 'csv_metric_values', group: 'series', fields: [of('stringInput', 'text', '1,20,90,30,5,0', 'values'), ...naming] },
  { id: 'datapoints_outside_range', group: 'series', fields: naming },
  { id: 'no_data_points', group: 'series', fields: [] },
  { id: 'steps', group: 'series', fields: [] },
  { id: 'exemplars', group: 'series', fields: [...naming, of('exemplarCount', 'number', '10'), ...walking] },
  {
    id: 'simulation',
    group: 'series',
    fields: [
      of('sim.key.type', { choices: ['sine', 'flight', 'tank'] }, '', 'simType'),
      of('sim.key.tick', 'number', '10'),
      of('sim.last', 'switch'),
      of('sim.stream', 'switch', '', 'simStream'),
    ],
  },
  {
    id: 'random_walk_table',
    group: 'tables',
    fields: [of('startValue', 'number', 'auto'), of('spread', 'number', '1'), of('withNil', 'switch')],
  },
  { id: 'table_static', group: 'tables', fields: [] },
  { id: 'logs', group: 'tables', fields: [of('lines', 'number', '10'), of('levelColumn', 'switch')] },
  { id: 'annotations', group: 'tables', fields: [of('lines', 'number', '10')] },
  {
    id: 'usa',
    group: 'tables',
    fields: [
      of(
        'usa.mode',
        { choices: ['values-as-rows', 'values-as-fields', 'values-as-labeled-fields', 'timeseries', 'timeseries-wide'] },
        '',
        'usaMode',
      ),
      of('usa.period', 'text', '30m'),
    ],
  },
  { id: 'exponential_heatmap_bucket_data', group: 'tables', fields: [] },
  { id: 'linear_heatmap_bucket_data', group: 'tables', fields: [] },
  { id: 'variables-query', group: 'tables', fields: [of('stringInput', 'text', '{A,B}.*', 'glob')] },
  {
    id: 'node_graph',
    group: 'graphs',
    fields: [
      of('nodes.type', { choices: ['random', 'response_small', 'response_medium', 'random edges', 'feature_showcase'] }, '', 'nodeType'),
      of('nodes.count', 'number', '10', 'nodeCount'),
      of('nodes.seed', 'number', 'auto'),
    ],
  },
  { id: 'flame_graph', group: 'graphs', fields: [of('flamegraphDiff', 'switch')] },
  { id: 'trace', group: 'graphs', fields: [of('spanCount', 'number', '10')] },
  { id: 'csv_content', group: 'given', fields: [of('csvContent', 'csv', 'time,value')] },
  { id: 'csv_file', group: 'given', fields: [of('csvFileName', 'file')] },
  { id: 'raw_frame', group: 'given', fields: [of('rawFrameContent', 'json')] },
  { id: 'arrow', group: 'given', fields: [of('stringInput', 'csv', '', 'arrow')] },
  { id: 'manual_entry', group: 'given', fields: [] },
  {
    id: 'live',
    group: 'live',
    fields: [of('channel', { choices: ['random-2s-stream', 'random-20Hz-stream', 'random-flakey-stream', 'random-labeled-stream'] })],
  },
  {
    id: 'streaming_client',
    group: 'live',
    fields: [
      of('stream.type', { choices: ['signal', 'logs'] }, '', 'streamType'),
      of('stream.speed', 'number', '250'),
      of('stream.spread', 'number', '3.5'),
      of('stream.noise', 'number', '2.2'),
      of('stream.bands', 'number', '1'),
    ],
  },
  { id: 'random_walk_with_error', group: 'failures', fields: [...naming, ...walking] },
  { id: 'server_error_500', group: 'failures', fields: [] },
  {
    id: 'error_with_source',
    group: 'failures',
    fields: [of('errorSource', { choices: ['plugin', 'downstream'] }), of('errorMessage', 'text')],
  },
  { id: 'errors_and_notices', group: 'failures', fields: [] },
  { id: 'query_meta', group: 'failures', fields: walking },
  {
    id: 'flaky_query',
    group: 'failures',
    fields: [of('errorProbability', 'number', '50'), of('errorStatusCode', 'number', '500'), of('errorMessage', 'text')],
  },
];

export function valueAtPath(from: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((at, key) => (typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[key] : undefined), from);
}

/** A copy with one value changed; undefined takes it away. */
export function withPath<Value>(from: Value, path: string, value: unknown): Value {
  const [key = '', ...rest] = path.split('.');
  const inner =
    rest.length > 0
      ? withPath((from as Record<string, unknown> | undefined)?.[key] ?? (/^\d+$/.test(rest[0] ?? '') ? [] : {}), rest.join('.'), value)
      : value;
  if (Array.isArray(from)) return Object.assign([...from], { [key]: inner }) as Value;
  const { [key]: _before, ...others } = (from ?? {}) as Record<string, unknown>;
  return (inner === undefined ? others : { ...others, [key]: inner }) as Value;
}
