/** Which configured data source a stored reference means: by uid, by name (old dashboards), by variable, or the default. */
import { interpolate, type Lookup } from '@orrery/plugin-sdk/data';
import type { KnownDatasource, StoredRef } from './types.ts';

export const mixedUid = '-- Mixed --';
export const dashboardUid = '-- Dashboard --';
const expressionUid = '__expr__';
const grafanaUids = new Set(['-- Grafana --', 'grafana']);

function uidOf(ref: StoredRef): string | undefined {
  return typeof ref === 'string' ? ref : (ref?.uid ?? undefined);
}
export const isMixed = (ref: StoredRef): boolean => uidOf(ref) === mixedUid;
export const isDashboard = (ref: StoredRef): boolean => uidOf(ref) === dashboardUid;
export const isExpression = (ref: StoredRef): boolean => uidOf(ref) === expressionUid || uidOf(ref) === '-100';
export const isGrafana = (ref: StoredRef): boolean => {
  const uid = uidOf(ref);
  return uid !== undefined ? grafanaUids.has(uid) : typeof ref === 'object' && ref?.type === 'grafana';
};

export function findDatasource(ref: StoredRef, known: readonly KnownDatasource[], lookup: Lookup): KnownDatasource | undefined {
  const wanted = uidOf(ref);
  const fallback = known.find(({ isDefault }) => isDefault) ?? known[0];
  if (!wanted || wanted === 'default') {
    const type = typeof ref === 'object' ? ref?.type : undefined;
    if (!type || (fallback && isType(fallback.type, type))) return fallback;
    return known.find((one) => isType(one.type, type));
  }
  const uid = interpolate(wanted, lookup, 'raw');
  return known.find((one) => one.uid === uid) ?? known.find(({ name }) => name === uid) ?? (uid === 'default' ? fallback : undefined);
}

/** Ids that dashboards still use for a plugin that has another one. */
const aliases: Readonly<Record<string, string>> = { testdata: 'grafana-testdata-datasource' };
const typeOf = (type: string): string => aliases[type] ?? type;
export const isType = (type: string, wanted: string): boolean => typeOf(type) === typeOf(wanted);

export function nameOf(ref: StoredRef, otherwise = 'default'): string {
  if (!ref) return otherwise;
  return typeof ref === 'string' ? ref : (ref.uid ?? ref.type ?? otherwise);
}
