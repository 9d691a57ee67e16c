/**
 * Decides, before any code runs, what a verified package may be: where it runs, what it holds, what it contributes.
 * Pure. Asked is what the manifest wishes, granted what policy and the administrator's record leave of it.
 */
import { fail, type Limits, type Manifest, ok, type Result } from '@orrery/plugin-sdk';
import type { CapabilityRequests } from '@orrery/plugin-sdk/capabilities/index';
import { rangeProblem } from '@orrery/plugin-sdk/manifest/compatible';
import { executableName } from '@orrery/plugin-sdk/manifest/executable';
import { limitsFor } from '@orrery/plugin-sdk/manifest/limits';
import semver from 'semver';
import type { Runnable } from '../execution/types.ts';
import { keyOf } from '../registry/key.ts';
import type { Contribution, SignatureLevel, VerifiedPackage } from '../registry/types.ts';

export interface Granting {
  /** The version of Grafana that this server answers as: what plugins say they need is held against it. */
  readonly grafana: string;
  /** Capabilities an administrator granted to this plugin; undefined when nobody decided yet. */
  recorded(id: string): Partial<CapabilityRequests> | undefined;
  /** Plugins below `commercial` that may use worker threads all the same. */
  readonly workers: readonly string[];
  /** Those that may run as a process. */
  readonly processes: readonly string[];
  /** Those that may say who sent a request. */
  readonly authProviders: readonly string[];
}

export interface Resolution {
  readonly key: string;
  readonly runnable?: Runnable;
  readonly granted: Readonly<Record<string, unknown>>;
  readonly contributions: readonly Contribution[];
}

const trustedLevels: ReadonlySet<SignatureLevel> = new Set(['core', 'commercial']);
/** What touches everybody's sign-in, page or files belongs to plugins that the release itself signed. */
const coreOnlyPoints = ['shell', 'sharedModule', 'catalogSource'];

export function resolve(pkg: VerifiedPackage, granting: Granting): Result<Resolution> {
  const { manifest, verdict } = pkg;
  const { orrery } = manifest;
  const level = verdict.level;
  const key = keyOf(pkg);

  if (orrery.runtime === 'process' && !trustedLevels.has(level) && !granting.processes.includes(pkg.id)) {
    return fail(
      'plugin/process-not-trusted',
      `${pkg.id} runs an executable of its own, which only core and commercial plugins may; it is signed as ${level}. Add the id to [orrery] allow_processes if you trust it with that.`,
    );
  }
  if (orrery.runtime === 'worker' && !trustedLevels.has(level) && !granting.workers.includes(pkg.id)) {
    return fail(
      'plugin/worker-not-trusted',
      `${pkg.id} asks for a worker thread, which only core and commercial plugins get; it is signed as ${level}. Use runtime "isolate", or add the id to [orrery] allow_workers.`,
    );
  }
  if (orrery.contributes?.authProvider && !trustedLevels.has(level) && !granting.authProviders.includes(pkg.id)) {
    return fail(
      'plugin/auth-not-trusted',
      `${pkg.id} says who people are, an administrator among them, which only core and commercial plugins may; it is signed as ${level}. Add the id to [orrery] allow_auth_providers if you trust it with that.`,
    );
  }
  const misfit = rangeProblem(manifest.dependencies?.grafanaDependency, granting.grafana);
  if (misfit)
    return fail('plugin/incompatible', `${pkg.id} ${pkg.version} does not fit this server. ${misfit} Install a version that does.`);
  const overreach = coreOnly(manifest);
  if (overreach && level !== 'core')
    return fail('plugin/core-only', `${pkg.id} is signed as ${level}, but ${overreach} is for core plugins only.`);

  const code = orrery.runtime === 'process' ? executableName(manifest.executable ?? '', process.platform, process.arch) : 'backend.js';
  const bundle = pkg.files.get(code);
  if (orrery.runtime === 'process' && !bundle) {
    const there = [...pkg.files.keys()].filter((path) => manifest.executable && path.startsWith(`${manifest.executable}_`)).sort();
    return fail(
      'plugin/no-executable',
      `${pkg.id} holds no ${code}, the executable for this machine. ${there.length > 0 ? `It holds ${there.join(', ')}.` : 'Its plugin.json names it as "executable", without system and processor.'}`,
    );
  }
  if (orrery.runtime !== 'none' && !bundle) {
    return fail('plugin/no-backend', `${pkg.id} declares runtime "${orrery.runtime}" but its package holds no backend.js. Build it again.`);
  }

  const granted = grantedOf(pkg, granting);
  const runnable: Runnable | undefined =
    orrery.runtime === 'none' || !bundle
      ? passingOn(pkg, key, granted)
      : {
          key,
          id: pkg.id,
          version: pkg.version,
          level,
          runtime: orrery.runtime,
          placement: orrery.placement ?? 'replicated',
          bundle,
          limits: limitsOf(orrery.limits, orrery.runtime),
          granted,
        };
  return ok({ key, granted, contributions: contributionsOf(pkg, key), ...(runnable && { runnable }) });
}

/** A plugin with routes and no code has a place in a host all the same, where the requests that go by its routes are passed on. */
function passingOn(pkg: VerifiedPackage, key: string, granted: Readonly<Record<string, unknown>>): Runnable | undefined {
  if (!pkg.manifest.routes?.length) return undefined;
  return {
    ...{ key, id: pkg.id, version: pkg.version, level: pkg.verdict.level },
    ...{ runtime: 'isolate', placement: 'replicated', granted },
    bundle: new TextEncoder().encode('var __orreryPlugin = { default: { manifest: {}, activate: () => ({}) } };'),
    limits: limitsOf(pkg.manifest.orrery.limits, 'isolate'),
  };
}

/** Contracts this package consumes that nobody provides in a fitting version: `name range`. */
export function unmet(manifest: Manifest, services: readonly Contribution[]): string[] {
  return Object.entries(manifest.orrery.consumes ?? {})
    .filter(([name, range]) => !services.some((service) => service.name === name && semver.satisfies(versionOf(service), range)))
    .map(([name, range]) => `${name} ${range}`);
}

function versionOf(service: Contribution): string {
  return (service.declaration as { version: string }).version;
}

function grantedOf(pkg: VerifiedPackage, granting: Granting): Readonly<Record<string, unknown>> {
  const asked: CapabilityRequests = pkg.manifest.orrery.capabilities ?? {};
  const recorded = granting.recorded(pkg.id);
  if (!recorded) return trustedLevels.has(pkg.verdict.level) ? { ...asked } : {};
  return Object.fromEntries(
    Object.entries(asked).flatMap(([name, scope]) => narrowed(name, scope, recorded[name as keyof CapabilityRequests])),
  );
}

/** An administrator may grant less than asked, never more: lists intersect, anything else is taken or left. */
function narrowed(name: string, asked: unknown, recorded: unknown): [string, unknown][] {
  if (recorded === undefined || recorded === false) return [];
  if (Array.isArray(asked) && Array.isArray(recorded)) return [[name, asked.filter((item) => recorded.includes(item))]];
  return [[name, asked]];
}

function limitsOf(asked: Limits = {}, runtime: Manifest['orrery']['runtime']): Required<Limits> {
  const { standard, caps } = limitsFor(runtime);
  const limits = { ...standard } as Record<keyof Limits, number>;
  for (const name of Object.keys(standard) as (keyof Limits)[]) limits[name] = Math.min(asked[name] ?? standard[name], caps[name]);
  return limits;
}

function contributionsOf(pkg: VerifiedPackage, key: string): Contribution[] {
  const { contributes = {}, provides = {} } = pkg.manifest.orrery;
  const base = { plugin: pkg.id, version: pkg.version, key, level: pkg.verdict.level };
  const services = Object.entries(provides).map(([name, version]) => ({ ...base, point: 'service', name, declaration: { version } }));
  const rest = Object.entries(contributes).flatMap(([point, named]) =>
    Object.entries((named ?? {}) as Record<string, unknown>).map(([name, declaration]) => ({ ...base, point, name, declaration })),
  );
  return [...services, ...rest];
}

function coreOnly({ id, orrery }: Manifest): string | undefined {
  const { contributes = {}, capabilities = {} } = orrery;
  const point = coreOnlyPoints.find((name) => name in contributes);
  if (point) return `contribution point "${point}"`;
  const others = Object.values(contributes.lineage ?? {})
    .flatMap(({ scopes }) => scopes)
    .find((scope) => !scope.startsWith(`${id}:`));
  if (others !== undefined) return `saying where things of the kind "${others}" stand (point "lineage"; its own begin with "${id}:")`;
  if (Object.values(contributes.route ?? {}).some(({ rule }) => 'claim' in rule)) return 'a route with the rule "claim"';
  if (capabilities.identity?.some((scope) => scope !== 'check')) return 'capability "identity" with sign-in or sessions';
  const alone = (['provisioning', 'shelf', 'trust'] as const).find((name) => capabilities[name]);
  if (alone) return `capability "${alone}"`;
  return undefined;
}
