/** What each plugin was asked and refused since the start, for people to look at; the same is in `/metrics` for machines. */
export interface Tally {
  readonly calls: number;
  readonly failures: number;
  /** Over the latest calls; 0 before the first. */
  readonly p95Ms: number;
  /** Uses of a capability that were refused, by capability. */
  readonly denials: Readonly<Record<string, number>>;
}
export interface Tallies {
  called(plugin: string, ok: boolean, seconds: number): void;
  denied(plugin: string, capability: string): void;
  of(plugin: string): Tally;
}

const kept = 256;

export function createTallies(): Tallies {
  const plugins = new Map<string, { calls: number; failures: number; latest: Float64Array; denials: Map<string, number> }>();
  const at = (plugin: string) => {
    let found = plugins.get(plugin);
    if (!found) plugins.set(plugin, (found = { calls: 0, failures: 0, latest: new Float64Array(kept), denials: new Map() }));
    return found;
  };
  return {
    called(plugin, ok, seconds) {
      const tally = at(plugin);
      tally.latest[tally.calls % kept] = seconds * 1000;
      tally.calls++;
      if (!ok) tally.failures++;
    },
    denied(plugin, capability) {
      const { denials } = at(plugin);
      denials.set(capability, (denials.get(capability) ?? 0) + 1);
    },
    of(plugin) {
      const { calls = 0, failures = 0, latest, denials } = plugins.get(plugin) ?? {};
      const sorted = latest?.slice(0, Math.min(calls, kept)).sort();
      const p95Ms = sorted && sorted.length > 0 ? (sorted[Math.ceil(sorted.length * 0.95) - 1] ?? 0) : 0;
      return { calls, failures, p95Ms, denials: Object.fromEntries(denials ?? []) };
    },
  };
}
