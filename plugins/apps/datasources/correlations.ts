/** Correlations: from a field of what one source answers to a question to another. */
import { newUid, type RouteResponse, type Row, type Storage } from '@orrery/plugin-sdk';
import type { Where } from '@orrery/plugin-sdk/capabilities/storage';

export interface CorrelationInput {
  readonly targetUID?: string | null;
  readonly label?: string;
  readonly description?: string;
  readonly type?: string;
  readonly config?: Readonly<Record<string, unknown>>;
}
export interface Correlation {
  readonly uid: string;
  readonly sourceUID: string;
  readonly targetUID?: string;
  readonly label: string;
  readonly description: string;
  readonly orgId: number;
  readonly provisioned: boolean;
  readonly type: string;
  readonly config: Readonly<Record<string, unknown>>;
}

export interface Correlations {
  list(options: {
    sources: readonly string[] | undefined;
    limit: number;
    page: number;
  }): Promise<{ found: readonly Correlation[]; total: number }>;
  of(sourceUid: string): Promise<readonly Correlation[]>;
  get(sourceUid: string, uid: string): Promise<Correlation | undefined>;
  create(sourceUid: string, input: CorrelationInput, provisioned: boolean): Promise<Correlation>;
  update(sourceUid: string, uid: string, input: CorrelationInput): Promise<Correlation | undefined>;
  remove(sourceUid: string, uid: string): Promise<boolean>;
  /** Those that files brought. */
  removeProvisioned(sourceUid: string): Promise<void>;
  /** A source is gone: what led from it and to it leads nowhere. */
  forget(sourceUid: string): Promise<void>;
}

export function openCorrelations(storage: Storage, orgId: number): Correlations {
  const table = storage.table('correlation');
  const toCorrelation = (row: Row): Correlation => ({
    uid: String(row.uid),
    sourceUID: String(row.sourceUid),
    ...(row.targetUid !== null && { targetUID: String(row.targetUid) }),
    label: String(row.label),
    description: String(row.description),
    orgId,
    provisioned: row.provisioned === true,
    type: String(row.kind),
    config: row.config as Record<string, unknown>,
  });
  const rowOf = (sourceUid: string, uid: string): Promise<Row | undefined> => table.get({ uid, sourceUid });

  return {
    async list({ sources, limit, page }) {
      const where: Where = sources ? { sourceUid: { in: sources } } : {};
      const [rows, total] = await Promise.all([
        table.find({ where, orderBy: [['id', 'asc']], limit, offset: (page - 1) * limit }),
        table.count(where),
      ]);
      return { found: rows.map(toCorrelation), total };
    },
    of: async (sourceUid) => (await table.find({ where: { sourceUid }, orderBy: [['id', 'asc']] })).map(toCorrelation),
    async get(sourceUid, uid) {
      const row = await rowOf(sourceUid, uid);
      return row && toCorrelation(row);
    },
    async create(sourceUid, { targetUID, label = '', description = '', type, config = {} }, provisioned) {
      const kind = kindOf(type, config);
      const row = await table.insert({
        uid: newUid(),
        sourceUid,
        targetUid: targetUID || null,
        label,
        description,
        kind,
        config: { type: kind, target: {}, ...config },
        provisioned,
      });
      return toCorrelation(row);
    },
    async update(sourceUid, uid, { label, description, type, config }) {
      const row = await rowOf(sourceUid, uid);
      if (!row) return undefined;
      const changed = await table.update(row.id, row.version, {
        ...(label !== undefined && { label }),
        ...(description !== undefined && { description }),
        ...(type !== undefined && { kind: type }),
        ...(config !== undefined && { config: { ...(row.config as object), ...config } }),
      });
      return toCorrelation(changed);
    },
    remove: async (sourceUid, uid) => (await table.delete({ uid, sourceUid })) > 0,
    removeProvisioned: async (sourceUid) => void (await table.delete({ sourceUid, provisioned: true })),
    async forget(sourceUid) {
      await table.delete({ sourceUid });
      await table.delete({ targetUid: sourceUid });
    },
  };
}

/** Older clients say the type within the configuration. */
function kindOf(type: string | undefined, config: Readonly<Record<string, unknown>>): string {
  return type ?? (typeof config.type === 'string' ? config.type : 'query');
}

export function correlationProblem({ targetUID, type, config }: CorrelationInput): RouteResponse | undefined {
  const bad = (message: string): RouteResponse => ({ status: 400, body: { message } });
  const kind = kindOf(type, config ?? {});
  if (kind !== 'query' && kind !== 'external') return bad(`bad request data: type is "${kind}"; it can be query or external`);
  if (kind === 'query' && !targetUID) return bad('bad request data: correlations of type "query" must have a targetUID');
  return configProblem(config);
}

export function configProblem(config: CorrelationInput['config']): RouteResponse | undefined {
  if (config === undefined) return undefined;
  const bad = (message: string): RouteResponse => ({ status: 400, body: { message } });
  if (typeof config !== 'object' || config === null || Array.isArray(config)) return bad('bad request data: config is no object');
  for (const [index, transformation] of (
    (config.transformations as { type?: string; expression?: string }[] | undefined) ?? []
  ).entries()) {
    if (transformation?.type !== 'regex' && transformation?.type !== 'logfmt')
      return bad(`bad request data: transformations[${index}] is "${String(transformation?.type)}"; it can be regex or logfmt`);
    if (transformation.type === 'regex' && !transformation.expression)
      return bad(`bad request data: transformations[${index}] of type regex needs an expression`);
  }
  return undefined;
}
