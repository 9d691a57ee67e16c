/** Plugins as the API tells them: Grafana's list and ours. */
import type { Instance } from '@orrery/plugin-sdk';
import { landingOf, slugOf } from '@orrery/plugin-sdk/manifest/implied';
import { limitsFor } from '@orrery/plugin-sdk/manifest/limits';
import type { PluginRecord, VerifiedPackage } from '../registry/types.ts';
import type { HttpParts } from './parts.ts';

export function listItem({ id, state, package: pkg, cause }: PluginRecord): Record<string, unknown> {
  const { manifest, verdict, version } = pkg as VerifiedPackage;
  return {
    name: manifest.name,
    type: manifest.type,
    id,
    enabled: state === 'active' || state === 'degraded',
    pinned: false,
    info: infoOf(pkg as VerifiedPackage),
    dependencies: {
      grafanaDependency: manifest.dependencies?.grafanaDependency ?? '',
      grafanaVersion: '*',
      plugins: manifest.dependencies?.plugins ?? [],
    },
    latestVersion: version,
    hasUpdate: false,
    defaultNavUrl: landingOf(manifest),
    category: manifest.category ?? '',
    state: manifest.state ?? '',
    signature: verdict.status,
    signatureType: verdict.level === 'core' ? '' : verdict.level,
    signatureOrg: verdict.signedBy?.orgName ?? '',
    angularDetected: false,
    ...(verdict.reason && { signatureDetails: { reason: verdict.reason.code, files: verdict.reason.files } }),
    ...(state !== 'active' && { orrery: { state, cause } }),
  };
}

/** `set`: what the organisation at hand set for an app. */
export function settingsOf(record: PluginRecord, set?: Instance): Record<string, unknown> {
  const pkg = record.package as VerifiedPackage;
  const { enabled, pinned, jsonData } = (set?.settings ?? {}) as { enabled?: boolean; pinned?: boolean; jsonData?: unknown };
  const listed = listItem(record);
  return {
    ...listed,
    ...(set && { enabled: listed.enabled === true && enabled === true, pinned: pinned === true }),
    module: `public/plugins/${record.id}/module.js`,
    baseUrl: `public/plugins/${record.id}`,
    includes: (pkg.manifest.includes ?? []).map((include) => ({ ...include, ...(include.name && { slug: slugOf(include.name) }) })),
    jsonData: jsonData ?? {},
    secureJsonFields: Object.fromEntries((set?.secretNames ?? []).map((name) => [name, true])),
    loadingStrategy: 'fetch',
  };
}

function infoOf(pkg: VerifiedPackage): Record<string, unknown> {
  const { info } = pkg.manifest;
  const absolute = (path: string | undefined): string => (path ? `/public/plugins/${pkg.id}/${path}` : '');
  return {
    author: info.author ?? { name: '' },
    description: info.description,
    links: info.links ?? [],
    logos: { small: absolute(info.logos?.small), large: absolute(info.logos?.large) },
    screenshots: (info.screenshots ?? []).map(({ name, path }) => ({ name, path: absolute(path) })),
    version: info.version,
    updated: info.updated ?? '',
    keywords: info.keywords ?? [],
    build: {},
  };
}

/** States, signers, capabilities and cost: what the plugins page shows. */
export function detailOf(
  record: PluginRecord,
  { execution, granted, logTail, observe }: Pick<HttpParts, 'execution' | 'granted' | 'logTail' | 'observe'>,
): Record<string, unknown> {
  const { id, state, since, cause, restarts, key, package: pkg } = record;
  const usage = execution.usage().filter((one) => one.key === key);
  const orrery = pkg?.manifest.orrery;
  const { standard, caps } = limitsFor(orrery?.runtime ?? 'none');
  return {
    id,
    name: pkg?.manifest.name ?? id,
    type: pkg?.manifest.type,
    description: pkg?.manifest.info.description ?? '',
    version: pkg?.version ?? '',
    hash: pkg?.hash ?? '',
    source: pkg?.source ?? '',
    state,
    since,
    cause,
    restarts,
    level: pkg?.verdict.level,
    signature: { status: pkg?.verdict.status, signedBy: pkg?.verdict.signedBy, reason: pkg?.verdict.reason },
    runtime: orrery?.runtime,
    ...(key && orrery?.runtime === 'process' && { confinement: execution.confinement(key) ?? [] }),
    asked: orrery?.capabilities ?? {},
    granted: (key && granted(key)) ?? {},
    contributes: Object.fromEntries(Object.entries(orrery?.contributes ?? {}).map(([point, named]) => [point, Object.keys(named ?? {})])),
    provides: orrery?.provides ?? {},
    consumes: orrery?.consumes ?? {},
    mayConsume: orrery?.mayConsume ?? {},
    usage: {
      cpuMs: usage.reduce((sum, one) => sum + one.cpuMs, 0),
      heapBytes: usage.reduce((sum, one) => sum + one.heapBytes, 0),
      open: usage.reduce((sum, one) => sum + one.open, 0),
      hosts: [...new Set(usage.map(({ host }) => host))],
      heapLimitBytes: Math.min(orrery?.limits?.heapMB ?? standard.heapMB, caps.heapMB) * 1024 * 1024,
      ...observe.metrics.tally(id),
    },
    log: logTail(id),
    logo: pkg?.manifest.info.logos?.small ? `/public/plugins/${id}/${pkg.manifest.info.logos.small}` : '',
  };
}
