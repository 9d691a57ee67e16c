/**
 * Where scopes stand: which other scopes a right may be held on to count for this one too, and whether what basic roles hold
 * everywhere counts here. Plugins tell it (point `lineage`); it is remembered until something they name changes, so that a decision
 * stays a look-up in memory.
 */
import type { Lineage, LineageDeclaration } from '@orrery/plugin-sdk/contributions/lineage';
import { LRUCache } from 'lru-cache';
import type { Contribution, Registry } from '../registry/types.ts';

export interface LineageParts {
  readonly registry: Pick<Registry, 'contributions' | 'onContributions'>;
  /** Asks the contribution; undefined when it gave no usable answer. */
  readonly ask: (contribution: Contribution, scopes: readonly string[], orgId: number) => Promise<readonly Lineage[] | undefined>;
  /** Calls back when an event of this topic comes; gives what ends it. */
  readonly onEvent: (topic: string, heard: () => void) => () => void;
}

export interface Lineages {
  /** Undefined: no plugin speaks for such scopes. */
  of(orgId: number, scope: string): Lineage | undefined;
  /** Undefined when all is known already, so that the common case waits for nothing. */
  learn(orgId: number, scopes: readonly string[]): Promise<void> | undefined;
  forget(): void;
  stop(): void;
}

/** How long a change may go unseen when its event was lost. */
const staleMs = 30_000;
const mostScopes = 50_000;
/** Nobody could say: rights held on the scope itself count, and an administrator's; what roles hold everywhere does not. */
const unknown: Lineage = Object.freeze({ above: [], closed: true });

export function createLineages({ registry, ask, onEvent }: LineageParts): Lineages {
  const known = new LRUCache<string, Lineage>({ maxSize: mostScopes, sizeCalculation: () => 1, ttl: staleMs });
  const asking = new Map<string, Promise<void>>();
  let speakers = new Map<string, Contribution>();
  let listening: (() => void)[] = [];
  // Grows when things are forgotten: what was asked before is not remembered after.
  let forgot = 0;

  function forget(): void {
    forgot++;
    known.clear();
    asking.clear();
  }
  const end = registry.onContributions(({ added, removed }) => {
    if (![...added, ...removed].some(({ point }) => point === 'lineage')) return;
    for (const leave of listening) leave();
    const all = registry.contributions('lineage');
    speakers = new Map(all.flatMap((each) => declared(each).scopes.map((kind) => [kind, each] as const)));
    listening = [...new Set(all.flatMap((each) => declared(each).changedBy ?? []))].map((topic) => onEvent(topic, forget));
    forget();
  });

  async function learnFrom(speaker: Contribution, scopes: readonly string[], orgId: number): Promise<void> {
    const before = forgot;
    const answers = await ask(speaker, scopes, orgId);
    scopes.forEach((scope, index) => {
      const answer = answers?.[index];
      if (before !== forgot) return;
      asking.delete(keyOf(orgId, scope));
      if (answer) known.set(keyOf(orgId, scope), Object.freeze({ above: [...answer.above], closed: answer.closed === true }));
    });
  }

  return {
    of(orgId, scope) {
      if (!speakers.has(kindOf(scope))) return undefined;
      return known.get(keyOf(orgId, scope)) ?? unknown;
    },
    learn(orgId, scopes) {
      let waits: Promise<void>[] | undefined;
      let missing: Map<Contribution, string[]> | undefined;
      for (const scope of scopes) {
        const speaker = speakers.size > 0 ? speakers.get(kindOf(scope)) : undefined;
        if (!speaker || known.has(keyOf(orgId, scope))) continue;
        const going = asking.get(keyOf(orgId, scope));
        if (going) (waits ??= []).push(going);
        else {
          missing ??= new Map();
          missing.set(speaker, [...(missing.get(speaker) ?? []), scope]);
        }
      }
      for (const [speaker, list] of missing ?? []) {
        const work = learnFrom(speaker, [...new Set(list)], orgId);
        for (const scope of list) asking.set(keyOf(orgId, scope), work);
        (waits ??= []).push(work);
      }
      return waits && Promise.all(waits).then(() => {});
    },
    forget,
    stop() {
      end();
      for (const leave of listening) leave();
    },
  };
}

const declared = ({ declaration }: Contribution): LineageDeclaration => declaration as LineageDeclaration;
const keyOf = (orgId: number, scope: string): string => `${orgId} ${scope}`;

/** `things:uid:abc` is of the kind `things:uid`; a scope with a wildcard is of none. */
function kindOf(scope: string): string {
  const second = scope.indexOf(':', scope.indexOf(':') + 1);
  return second < 0 || scope.endsWith('*') ? '' : scope.slice(0, second);
}
