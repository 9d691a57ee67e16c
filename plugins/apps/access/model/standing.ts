/**
 * Where dashboards and folders stand, as the plugin that keeps them tells it (service `dashboard-folders`), and whether roles were set
 * at their top. Data sources stand by themselves.
 */
import type { Lineage, Services, Storage } from '@orrery/plugin-sdk';
import { openGrants } from './grants.ts';
import { kinds } from './levels.ts';

/** For each thing asked about: uids of its folders, nearest first; null for what there is not. */
interface Chains {
  readonly dashboards: Readonly<Record<string, readonly string[] | null>>;
  readonly folders: Readonly<Record<string, readonly string[] | null>>;
}

async function chainsOf(
  services: Services,
  question: { readonly dashboards: readonly string[]; readonly folders: readonly string[] },
): Promise<Chains> {
  const answer = await services.call('dashboard-folders', 'chains', question);
  if (!answer.ok) throw Object.assign(new Error(answer.failure.message), { failure: answer.failure });
  return answer.value as Chains;
}

/** Undefined: there is no such thing. Kinds that nobody keeps in folders stand at the top. */
export async function chainOf(services: Services, kind: string, uid: string): Promise<readonly string[] | undefined> {
  if (kind !== 'dashboards' && kind !== 'folders') return [];
  if (kind === 'folders' && uid === 'general') return undefined;
  const question = { dashboards: [] as string[], folders: [] as string[], [kind]: [uid] };
  return (await chainsOf(services, question))[kind][uid] ?? undefined;
}

export async function lineagesOf(storage: Storage, services: Services, scopes: readonly string[]): Promise<readonly Lineage[]> {
  const asked = scopes.map((scope) => {
    const [kind = '', , ...uid] = scope.split(':');
    return { kind, uid: uid.join(':') };
  });
  const uidsOf = (kind: string): string[] => asked.filter((each) => each.kind === kind).map(({ uid }) => uid);
  const question = { dashboards: uidsOf('dashboards'), folders: uidsOf('folders').filter((uid) => uid !== 'general') };
  const chains: Chains =
    question.dashboards.length + question.folders.length > 0 ? await chainsOf(services, question) : { dashboards: {}, folders: {} };
  const placed = asked.map(({ kind, uid }) => {
    const above = (kind === 'dashboards' || kind === 'folders' ? chains[kind][uid] : undefined) ?? [];
    const top = above.at(-1);
    return { above, top: top === undefined ? { kind, uid } : { kind: 'folders', uid: top } };
  });
  const grants = openGrants(storage);
  const closed = new Map<string, ReadonlySet<string>>();
  for (const kind of new Set(placed.map(({ top }) => top.kind)))
    closed.set(kind, await grants.closed(kind, [...new Set(placed.filter(({ top }) => top.kind === kind).map(({ top }) => top.uid))]));
  return placed.map(({ above, top }) => ({
    above: above.map((uid) => `${kinds.folders?.scope}${uid}`),
    closed: closed.get(top.kind)?.has(top.uid) ?? false,
  }));
}
