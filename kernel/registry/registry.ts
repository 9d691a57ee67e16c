/**
 * Who is here, in which state, and what each contributes. Pure bookkeeping: nothing is loaded, started or judged here.
 * A plugin's contributions change as a whole, so a listener never sees half of a version.
 */
import { pointsWithGlobalNames } from '@orrery/plugin-sdk/contributions/index';
import type { Contribution, ContributionDelta, PluginRecord, PluginState, Registry, StateChange } from './types.ts';

export interface WritableRegistry extends Registry {
  /** Moves a plugin to a state and says so. Fields not given stay. */
  move(id: string, to: PluginState, cause: string, fields?: Partial<Pick<PluginRecord, 'package' | 'key' | 'restarts'>>): void;
  /** Replaces everything `id` contributes; an empty list takes it out. Names taken by another plugin are left out and returned. */
  contribute(id: string, contributions: readonly Contribution[]): readonly Contribution[];
}

export function createRegistry(now: () => number = Date.now): WritableRegistry {
  const records = new Map<string, PluginRecord>();
  const byPlugin = new Map<string, readonly Contribution[]>();
  const byPoint = new Map<string, Map<string, Contribution>>();
  const aliasCache = new Map<string, ReadonlyMap<string, string>>();
  const contributionListeners = new Set<(delta: ContributionDelta) => void>();
  const stateListeners = new Set<(change: StateChange) => void>();

  const at = (point: string): Map<string, Contribution> => {
    let named = byPoint.get(point);
    if (!named) byPoint.set(point, (named = new Map()));
    return named;
  };

  /** A plugin that was renamed answers to its old ids: with what is named like it, or with the one thing it has of that kind. */
  function aliases(point: string): ReadonlyMap<string, string> {
    const known = aliasCache.get(point);
    if (known) return known;
    const found = new Map<string, string>();
    for (const [id, contributions] of pointsWithGlobalNames.has(point) ? byPlugin : []) {
      const old = records.get(id)?.package?.manifest.aliasIDs ?? [];
      const mine = old.length > 0 ? contributions.filter((one) => one.point === point) : [];
      const meant = mine.find(({ name }) => name === id) ?? (mine.length === 1 ? mine[0] : undefined);
      if (meant) for (const alias of old) if (!byPoint.get(point)?.has(alias)) found.set(alias, meant.name);
    }
    aliasCache.set(point, found);
    return found;
  }

  return {
    plugins: () => [...records.values()],
    plugin: (id) => records.get(id),
    contributions: (point) => [...(byPoint.get(point)?.values() ?? [])],
    find: (point, name) => byPoint.get(point)?.get(name) ?? byPoint.get(point)?.get(aliases(point).get(name) ?? ''),
    aliases,

    onContributions(listener) {
      contributionListeners.add(listener);
      const added = [...byPlugin.values()].flat();
      if (added.length > 0) listener({ added, removed: [] });
      return () => void contributionListeners.delete(listener);
    },
    onState(listener) {
      stateListeners.add(listener);
      return () => void stateListeners.delete(listener);
    },

    move(id, to, cause, fields = {}) {
      const before = records.get(id);
      const after: PluginRecord = { restarts: 0, ...before, ...fields, id, state: to, since: now(), cause };
      if (to === 'removed') records.delete(id);
      else records.set(id, after);
      aliasCache.clear();
      const change = { id, version: after.package?.version ?? '', from: before?.state, to, cause, at: after.since };
      for (const listener of stateListeners) listener(change);
    },

    contribute(id, contributions) {
      const removed = byPlugin.get(id) ?? [];
      for (const gone of removed) at(gone.point).delete(keyOf(gone));
      const added: Contribution[] = [];
      const refused: Contribution[] = [];
      for (const contribution of contributions) {
        const named = at(contribution.point);
        if (named.has(keyOf(contribution))) refused.push(contribution);
        else {
          named.set(keyOf(contribution), contribution);
          added.push(contribution);
        }
      }
      byPlugin.set(id, added);
      aliasCache.clear();
      if (added.length > 0 || removed.length > 0) for (const listener of contributionListeners) listener({ added, removed });
      return refused;
    },
  };
}

function keyOf({ plugin, point, name }: Contribution): string {
  return pointsWithGlobalNames.has(point) ? name : `${plugin}/${name}`;
}
