/** A dashboard made fit for other servers: what it needs of this one becomes `__inputs`, what it needs of plugins `__requires`. Pure. */
import { panelsOf } from './panels.ts';
import type { DashboardModel } from './store.ts';

export interface Source {
  readonly uid: string;
  readonly name: string;
  readonly type: string;
  readonly isDefault: boolean;
}
export interface Element {
  readonly uid: string;
  readonly name: string;
  readonly kind: number;
  readonly model: Record<string, unknown>;
}
type Loose = Record<string, unknown>;

/** Sources that every server has. */
const everywhere = /^(?:grafana|__expr__|-- .* --|-100)$/;
const isObject = (value: unknown): value is Loose => typeof value === 'object' && value !== null && !Array.isArray(value);

export function exportOf(model: DashboardModel, sources: readonly Source[], elements: readonly Element[]): Loose {
  const inputs = new Map<string, Loose>();
  const requires = new Map<string, Loose>([['grafana', { type: 'grafana', id: 'grafana', name: 'Grafana', version: '12.4.0' }]]);
  const requirePlugin = (type: 'datasource' | 'panel', id: string) => requires.set(`${type} ${id}`, { type, id, name: id, version: '' });

  function inputFor(source: Source): Loose {
    const name = `DS_${source.name.replace(' ', '_').toUpperCase()}`;
    const plugin = { pluginId: source.type, pluginName: source.type };
    inputs.set(name, { name, label: source.name, description: '', type: 'datasource', ...plugin });
    requirePlugin('datasource', source.type);
    return { type: source.type, uid: `\${${name}}` };
  }
  const named = (wanted: string) => sources.find(({ uid, name }) => uid === wanted || name === wanted);

  /** What a reference becomes; itself where there is nothing to fill in: variables, and sources that are everywhere or nowhere. */
  function reference(value: unknown): unknown {
    const wanted = isObject(value) ? value.uid : value;
    if (value === null || wanted === 'default') {
      const source = sources.find(({ isDefault }) => isDefault);
      return source ? inputFor(source) : value;
    }
    if (typeof wanted !== 'string' || wanted.startsWith('$') || everywhere.test(wanted)) return value;
    const source = named(wanted);
    return source ? inputFor(source) : value;
  }
  function walked(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(walked);
    if (!isObject(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, key === 'datasource' ? reference(item) : walked(item)]));
  }

  const { id: _id, version: _version, ...content } = model;
  const made = walked(content) as DashboardModel;
  const shared = Object.fromEntries(elements.map(({ uid, name, kind, model: panel }) => [uid, { name, uid, kind, model: walked(panel) }]));
  for (const { type } of [...panelsOf(made), ...elements.map((element) => element.model)])
    if (typeof type === 'string' && type !== 'row') requirePlugin('panel', type);
  const constants = variables(made);
  return {
    __inputs: [...inputs.values(), ...constants],
    __elements: shared,
    __requires: [...requires.values()].sort((a, b) => String(a.id).localeCompare(String(b.id))),
    ...made,
    id: null,
  };
}

/** Values that were found here are found anew there; constants are asked for. Gives the inputs of the constants. */
function variables(model: DashboardModel): Loose[] {
  const list = isObject(model.templating) && Array.isArray(model.templating.list) ? (model.templating.list as unknown[]) : [];
  return list.filter(isObject).flatMap((variable) => {
    if (variable.type === 'query') Object.assign(variable, { options: [], current: {}, refresh: Number(variable.refresh) || 1 });
    if (variable.type === 'datasource') variable.current = {};
    if (variable.type !== 'constant') return [];
    const name = `VAR_${String(variable.name).replace(' ', '_').toUpperCase()}`;
    const value = variable.query;
    const text = `\${${name}}`;
    const current = { value: text, text, selected: false };
    Object.assign(variable, { query: text, current, options: [current] });
    return [{ name, type: 'constant', label: variable.label || variable.name, value, description: '' }];
  });
}
