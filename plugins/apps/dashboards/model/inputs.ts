/** Dashboards that travel: what an import asks for (`__inputs`), and how an export leaves its own server's names behind. */
import { isDashboard, isExpression, isGrafana, isMixed, isType } from './datasource-ref.ts';
import type { Dashboard, KnownDatasource } from './types.ts';

export interface Input {
  readonly name: string;
  readonly label?: string;
  readonly description?: string;
  readonly type: 'datasource' | 'constant';
  readonly pluginId?: string;
  readonly pluginName?: string;
  readonly value?: string;
}
export interface Importable {
  readonly dashboard: Dashboard & { readonly __inputs?: readonly Input[]; readonly __elements?: unknown };
  readonly inputs: readonly Input[];
}

/** Reads a file: a dashboard, or one in its envelope; a sentence for what is neither. */
export function readImport(text: string): Importable | { readonly problem: 'json' | 'list' | 'title' | 'v2' } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { problem: 'json' };
  }
  if (Array.isArray(value) || typeof value !== 'object' || value === null) return { problem: 'list' };
  const outer = value as { dashboard?: unknown; spec?: { elements?: unknown; title?: string }; apiVersion?: string; elements?: unknown };
  const isResource = typeof outer.apiVersion === 'string' && outer.spec;
  const inner = (
    isResource ? outer.spec : typeof outer.dashboard === 'object' && outer.dashboard ? outer.dashboard : value
  ) as Importable['dashboard'] & { elements?: unknown };
  if (inner.elements) return { problem: 'v2' };
  if (typeof inner.title !== 'string' || !inner.title.trim()) return { problem: 'title' };
  return { dashboard: inner, inputs: Array.isArray(inner.__inputs) ? inner.__inputs : [] };
}

/** The only fitting data source needs no asking. */
export function proposedValue(input: Input, datasources: readonly KnownDatasource[]): string {
  if (input.type === 'constant') return input.value ?? '';
  const fitting = datasources.filter(({ type }) => !input.pluginId || isType(type, input.pluginId));
  return (fitting.find(({ isDefault }) => isDefault) ?? (fitting.length === 1 ? fitting[0] : undefined))?.uid ?? '';
}

/** For other servers: references become inputs, ids and loaded values go. */
export function forExport(dashboard: Dashboard, datasources: readonly KnownDatasource[]): object {
  const inputs = new Map<string, Input>();
  const reference = (ref: unknown): unknown => {
    if (typeof ref !== 'object' && typeof ref !== 'string') return ref;
    const known = datasources.find(({ uid, name, isDefault }) =>
      ref === null ? isDefault : ref === name || (ref as { uid?: string }).uid === uid,
    );
    if (!known || isMixed(ref as never) || isDashboard(ref as never) || isExpression(ref as never) || isGrafana(ref as never)) return ref;
    const name = `DS_${known.name.replace(' ', '_').toUpperCase()}`;
    inputs.set(name, { name, label: known.name, description: '', type: 'datasource', pluginId: known.type, pluginName: known.type });
    return { type: known.type, uid: `\${${name}}` };
  };
  const walk = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(walk);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, key === 'datasource' ? reference(item) : walk(item)]));
  };
  const list = (dashboard.templating?.list ?? []).map((variable) => {
    if (variable.type === 'query') return { ...variable, options: [], current: {}, refresh: Math.max(variable.refresh ?? 1, 1) };
    if (variable.type !== 'constant') return variable;
    const name = `VAR_${variable.name.replace(' ', '_').toUpperCase()}`;
    inputs.set(name, {
      name,
      type: 'constant',
      label: variable.label || variable.name,
      value: String(variable.query ?? ''),
      description: '',
    });
    return { ...variable, query: `\${${name}}`, current: { value: `\${${name}}`, text: `\${${name}}` }, options: [] };
  });
  const body = walk({
    ...dashboard,
    ...(dashboard.templating && { templating: { ...dashboard.templating, list } }),
    id: null,
  }) as Dashboard;
  const panels = [...new Set((body.panels ?? []).flatMap((panel) => [panel.type, ...(panel.panels ?? []).map(({ type }) => type)]))].filter(
    (type) => type !== 'row',
  );
  const requires = [
    ...panels.map((id) => ({ type: 'panel', id, name: id, version: '' })),
    ...[...new Set([...inputs.values()].flatMap(({ pluginId }) => pluginId ?? []))].map((id) => ({
      type: 'datasource',
      id,
      name: id,
      version: '1.0.0',
    })),
  ];
  return { __inputs: [...inputs.values()], __elements: {}, __requires: requires, ...body };
}
