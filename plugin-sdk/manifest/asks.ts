/**
 * What a plugin asks for, piece by piece, so that a person can grant each or not, and see what one version asks beyond another. `key`
 * tells pieces apart; `far` marks those that reach beyond the plugin's own: other servers by name, secrets, other plugins' things, and
 * code outside of the isolate.
 */
export interface Ask {
  /** A capability, or `runtime`. */
  readonly capability: string;
  /** `fetch https://api.example`, `storage`, `instances datasource write`. */
  readonly key: string;
  readonly far: boolean;
  /** The piece of the scope that it is about. */
  readonly scope: unknown;
}

type Capabilities = Readonly<Record<string, unknown>>;
export interface Asking {
  readonly runtime: string;
  readonly capabilities?: Capabilities | undefined;
}

const list = (scope: unknown): string[] => (Array.isArray(scope) ? scope.map(String) : []);
const own: ReadonlySet<string> = new Set(['cache', 'schedule', 'storage', 'live']);

export function asksOf({ runtime, capabilities = {} }: Asking): readonly Ask[] {
  const outside =
    runtime === 'worker' || runtime === 'process' ? [{ capability: 'runtime', key: `runtime ${runtime}`, far: true, scope: runtime }] : [];
  return [...outside, ...Object.entries(capabilities).flatMap(([capability, scope]) => pieces(capability, scope))];
}

function pieces(capability: string, scope: unknown): Ask[] {
  const one = (piece: string, far: boolean, of: unknown): Ask => ({
    capability,
    key: piece ? `${capability} ${piece}` : capability,
    far,
    scope: of,
  });
  switch (capability) {
    case 'fetch':
      return list(scope).map((origin) => one(origin, origin !== 'instance', [origin]));
    case 'secrets':
    case 'identity':
      return list(scope).map((item) => one(item, item !== 'check' && item !== 'write', [item]));
    case 'settings':
    case 'provisioning':
    case 'shelf':
      return list(scope).map((item) => one(item, true, [item]));
    case 'events': {
      const { publish, subscribe } = (scope ?? {}) as Readonly<Record<string, unknown>>;
      return [
        ...list(publish).map((topic) => one(`publish ${topic}`, true, { publish: [topic] })),
        ...list(subscribe).map((topic) => one(`subscribe ${topic}`, true, { subscribe: [topic] })),
      ];
    }
    case 'instances':
      return Object.entries((scope ?? {}) as Capabilities).flatMap(([point, verbs]) =>
        list(verbs).map((verb) => one(`${point} ${verb}`, true, { [point]: [verb] })),
      );
    default:
      return [one('', !own.has(capability), scope)];
  }
}

export interface AskChange {
  readonly added: readonly Ask[];
  readonly removed: readonly Ask[];
  readonly kept: readonly Ask[];
}
export function compareAsks(before: Asking, after: Asking): AskChange {
  const [old, now] = [asksOf(before), asksOf(after)];
  const had = new Set(old.map(({ key }) => key));
  const has = new Set(now.map(({ key }) => key));
  return {
    added: now.filter(({ key }) => !had.has(key)),
    removed: old.filter(({ key }) => !has.has(key)),
    kept: now.filter(({ key }) => had.has(key)),
  };
}

/** The capabilities that the pieces with these keys make together: what a record of grants holds. */
export function grantOf(asking: Asking, keys: ReadonlySet<string>): Capabilities {
  const granted: Record<string, unknown> = {};
  for (const { capability, key, scope } of asksOf(asking)) {
    if (!keys.has(key) || capability === 'runtime') continue;
    granted[capability] = joined(granted[capability], scope);
  }
  return granted;
}

function joined(before: unknown, more: unknown): unknown {
  if (before === undefined) return more;
  if (Array.isArray(before) && Array.isArray(more)) return [...before, ...more];
  if (typeof before !== 'object' || typeof more !== 'object' || before === null || more === null) return more;
  const both: Record<string, unknown> = { ...before };
  for (const [key, value] of Object.entries(more)) both[key] = joined(both[key], value);
  return both;
}
