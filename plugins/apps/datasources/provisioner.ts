/** When provisioning files are applied, and how what they brought is told: in the log, in a metric, and on the page of the sources. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { FailureError, type Instances, type Provisioning, type Storage } from '@orrery/plugin-sdk';
import type { Log, Metrics } from '@orrery/plugin-sdk/capabilities/observe';
import type { Services } from '@orrery/plugin-sdk/capabilities/services';
import type { Correlations } from './correlations.ts';
import { toChange } from './model.ts';
import { provision } from './provision.ts';

export interface ProvisionerParts {
  readonly instances: Instances;
  readonly provisioning: Provisioning;
  readonly storage: Storage;
  readonly services: Services;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly correlations: (orgId: number) => Correlations;
  readonly contributionOf: (type: string) => Promise<string | undefined>;
  readonly changed: () => Promise<void>;
}

export interface Provisioner {
  /** Applies the files as they are now; one sentence for each problem. */
  apply(): Promise<readonly string[]>;
  /** A source that needs no configuration is there from the start, unless somebody made one of its kind, or took it away. */
  offerOwnMachine(): Promise<void>;
}

const point = 'datasource';

export function provisioner({
  instances,
  provisioning,
  storage,
  services,
  log,
  metrics,
  correlations,
  contributionOf,
  changed,
}: ProvisionerParts): Provisioner {
  type Org = { readonly id: number; readonly name: string };
  /** A directory that cannot say which organisations there are is believed to have those that files name by number. */
  async function orgs(): Promise<readonly Org[] | undefined> {
    const answer = await services.call('directory', 'orgs');
    return answer.ok && Array.isArray(answer.value) ? (answer.value as Org[]) : undefined;
  }

  return {
    async apply() {
      const known = await orgs();
      const { applied, problems, warnings } = await provision(await provisioning.documents('datasources'), {
        instances,
        correlations,
        contributionOf,
        uidOf: (name) =>
          `P${bytesToHex(sha256(utf8ToBytes(name)))
            .slice(0, 16)
            .toUpperCase()}`,
        orgOf: async (org) => {
          if (!known) return 'id' in org ? org.id : undefined;
          return known.find(({ id, name }) => ('id' in org ? id === org.id : name === org.name))?.id;
        },
        orgs: async () => known?.map(({ id }) => id) ?? [1],
      });
      for (const warning of warnings) log.warn(`Datasource provisioning: ${warning}`);
      for (const problem of problems) log.error(`Datasource provisioning error: ${problem}`);
      metrics.gauge('provisioning_problems', problems.length, { kind: 'datasources' });
      await keep(storage, problems);
      if (applied > 0) await changed();
      return problems;
    },
    async offerOwnMachine() {
      const type = 'host-metrics';
      const all = await instances.list(point);
      if (all.length > 0 || !(await contributionOf(type))) return;
      await instances.create(point, { ...toChange({ name: 'This machine', type }, type), uid: 'this-machine' });
    },
  };
}

async function keep(storage: Storage, problems: readonly string[]): Promise<void> {
  const table = storage.table('provisioning');
  const [row] = await table.find({ limit: 1 });
  const values = { at: Date.now(), problems };
  try {
    if (row) await table.update(row.id, row.version, values);
    else await table.insert(values);
  } catch (error) {
    // Somebody reloaded at the same moment and said the same.
    if (!(error instanceof FailureError) || error.failure.code !== 'storage/version') throw error;
  }
}

/** What the last reading of the files could not apply. */
export async function problemsRow(storage: Storage): Promise<{ at: number | null; problems: readonly string[] }> {
  const [row] = await storage.table('provisioning').find({ limit: 1 });
  return row ? { at: Number(row.at), problems: row.problems as string[] } : { at: null, problems: [] };
}
