/** The table of old: its styles become defaults and overrides, its transform a transformation. */
import { fieldConfigOf, type Json, numberOf, objects } from '../json.ts';
import { newMappings } from '../steps/mappings.ts';
import { become, drop } from './become.ts';
import { reducerOf } from './reducers.ts';
import { singlestatMappings } from './singlestat.ts';

/** Tables of both kinds had the name `table`: those of old have styles. */
export function tablePanel(panel: Json): void {
  if (panel.type === 'table' && !Array.isArray(panel.styles)) return;
  const styles = objects(panel.styles);
  const { defaults, overrides } = fieldConfigOf(panel);
  const everything = styles.find(({ pattern }) => pattern === '/.*/');
  for (const { id, value } of everything ? properties(everything) : []) setDefault(defaults, id, value);
  for (const style of styles) {
    const found = style === everything || typeof style.pattern !== 'string' ? [] : properties(style);
    const matcher = { id: /^\/.*\/[a-z]*$/s.test(style.pattern) ? 'byRegexp' : 'byName', options: style.pattern };
    if (found.length > 0) overrides.push({ matcher, properties: found });
  }
  const transformation = transformationOf(panel.transform, panel.columns);
  if (transformation) panel.transformations = [...objects(panel.transformations), transformation];
  panel.options = { ...panel.options, ...(typeof panel.showHeader === 'boolean' && { showHeader: panel.showHeader }) };
  delete panel.options.angular;
  become(panel, 'table');
  drop(panel, ['styles', 'showHeader', ...(transformation || !panel.transform ? ['transform', 'columns'] : [])]);
}

function setDefault(defaults: Json, id: string, value: unknown): void {
  if (!id.startsWith('custom.')) defaults[id] = value;
  else if (value !== null) defaults.custom = { ...defaults.custom, [id.slice(7)]: value };
}

interface Property {
  readonly id: string;
  readonly value: unknown;
}

function properties(style: Json): Property[] {
  const found: Property[] = [];
  const add = (id: string, value: unknown): unknown => found.push({ id, value });
  const { alias, unit, decimals, type, dateFormat, align, colorMode, thresholds, colors } = style;
  if (alias) add('displayName', alias);
  if (type === 'hidden') add('custom.hidden', true);
  if (type === 'date') add('unit', `time: ${dateFormat ?? 'YYYY-MM-DD HH:mm:ss'}`);
  else if (unit) add('unit', unit);
  if (decimals !== undefined && decimals !== null && type !== 'date') add('decimals', decimals);
  if (style.link) {
    const link = {
      title: cellVariables(style.linkTooltip),
      url: cellVariables(style.linkUrl),
      targetBlank: Boolean(style.linkTargetBlank),
    };
    add('links', [link]);
  }
  if (colorMode === 'cell' || colorMode === 'row')
    add('custom.cellOptions', { type: 'color-background', ...(colorMode === 'row' && { applyToRow: true }) });
  else if (colorMode === 'value') add('custom.cellOptions', { type: 'color-text' });
  if (align) add('custom.align', align === 'auto' ? null : align);
  const limits = (Array.isArray(thresholds) ? thresholds : []).flatMap((limit: unknown) => numberOf(limit) ?? []);
  const steps = [null, ...limits].map((value, at) => compactStep(value, Array.isArray(colors) ? colors[at] : undefined));
  if (limits.length > 0) add('thresholds', { mode: 'absolute', steps });
  const mappings = newMappings(singlestatMappings(style), limits.length > 0 ? steps : undefined);
  if (mappings.length > 0) add('mappings', mappings);
  return found;
}

function compactStep(value: number | null, color: unknown): Json {
  return { value, color: typeof color === 'string' ? color : 'transparent' };
}

/** Cells by their place in the row. */
function cellVariables(text: unknown): string {
  return String(text ?? '')
    .replace(/\$\{?__cell_(\d+)(:\w+)?\}?/g, (_, at: string, format = '') => `\${__data.fields[${at}]${format}}`)
    .replace(/\$\{__cell(:\w+)?\}|\$__cell\b/g, (_, format = '') => `\${__value.text${format}}`);
}

function transformationOf(transform: unknown, columns: unknown): Json | undefined {
  switch (transform) {
    case 'timeseries_to_rows':
      return { id: 'seriesToRows', options: { reducers: [] } };
    case 'timeseries_to_columns':
      return { id: 'seriesToColumns', options: { reducers: [] } };
    case 'table':
      return { id: 'merge', options: { reducers: [] } };
    case 'timeseries_aggregations':
      return {
        id: 'reduce',
        options: { includeTimeField: false, reducers: objects(columns).flatMap(({ value }) => reducerOf(value) ?? []) },
      };
    default:
      return;
  }
}
