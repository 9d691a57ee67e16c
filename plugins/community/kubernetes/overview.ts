/** What the lists of a cluster's API say, in the few words a page shows. Pure. */
export interface Listed {
  readonly items?: readonly Item[];
}
interface Item {
  readonly metadata?: { readonly name?: string; readonly namespace?: string; readonly creationTimestamp?: string };
  readonly status?: {
    readonly phase?: string;
    readonly reason?: string;
    readonly conditions?: readonly { readonly type?: string; readonly status?: string }[];
    readonly containerStatuses?: readonly {
      readonly ready?: boolean;
      readonly restartCount?: number;
      readonly state?: { readonly waiting?: { readonly reason?: string } };
    }[];
    readonly nodeInfo?: { readonly kubeletVersion?: string };
    readonly replicas?: number;
    readonly readyReplicas?: number;
    readonly allocatable?: Readonly<Record<string, string>>;
  };
  readonly spec?: { readonly replicas?: number; readonly nodeName?: string; readonly unschedulable?: boolean };
}
export interface Row {
  readonly name: string;
  readonly namespace: string;
  /** What a person should know first. */
  readonly state: string;
  readonly ok: boolean;
  readonly detail: string;
  readonly restarts: number;
  /** Epoch ms. */
  readonly since: number;
}
export interface Overview {
  readonly nodes: readonly Row[];
  readonly workloads: readonly Row[];
  readonly pods: readonly Row[];
}

const base = ({ metadata = {} }: Item): Pick<Row, 'name' | 'namespace' | 'since' | 'restarts'> => ({
  name: metadata.name ?? '',
  namespace: metadata.namespace ?? '',
  since: Date.parse(metadata.creationTimestamp ?? '') || 0,
  restarts: 0,
});

export function overviewOf(nodes: Listed, deployments: Listed, pods: Listed): Overview {
  const worstFirst = (rows: Row[]): Row[] =>
    rows.sort((a, b) => Number(a.ok) - Number(b.ok) || b.restarts - a.restarts || a.name.localeCompare(b.name));
  return {
    nodes: worstFirst((nodes.items ?? []).map(nodeRow)),
    workloads: worstFirst((deployments.items ?? []).map(workloadRow)),
    pods: worstFirst((pods.items ?? []).map(podRow)),
  };
}

function nodeRow(item: Item): Row {
  const isReady = item.status?.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True') ?? false;
  const pressed = (item.status?.conditions ?? [])
    .filter(({ type, status }) => type !== 'Ready' && status === 'True')
    .map(({ type }) => type);
  const state = !isReady ? 'NotReady' : (pressed[0] ?? (item.spec?.unschedulable ? 'Cordoned' : 'Ready'));
  const { cpu = '', memory = '' } = item.status?.allocatable ?? {};
  return {
    ...base(item),
    state,
    ok: isReady && pressed.length === 0,
    detail: [item.status?.nodeInfo?.kubeletVersion, cpu && `${cpu} CPU`, memory].filter(Boolean).join(', '),
  };
}

function workloadRow(item: Item): Row {
  const wanted = item.spec?.replicas ?? 1;
  const ready = item.status?.readyReplicas ?? 0;
  return { ...base(item), state: `${ready}/${wanted}`, ok: ready >= wanted, detail: '' };
}

function podRow(item: Item): Row {
  const containers = item.status?.containerStatuses ?? [];
  const waiting = containers.find(({ state }) => state?.waiting?.reason)?.state?.waiting?.reason;
  const phase = item.status?.phase ?? 'Unknown';
  const isDone = phase === 'Succeeded';
  const ok = isDone || (phase === 'Running' && containers.every(({ ready }) => ready));
  return {
    ...base(item),
    state: waiting ?? item.status?.reason ?? (phase === 'Running' && !ok ? 'NotReady' : phase),
    ok,
    detail: item.spec?.nodeName ?? '',
    restarts: containers.reduce((sum, { restartCount = 0 }) => sum + restartCount, 0),
  };
}
