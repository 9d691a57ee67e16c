/** What the parts of this plugin share, made once. */
import type { Identity, Services, Settings, Storage } from '@orrery/plugin-sdk';
import { openOrgs } from './model/orgs.ts';
import { openPeople } from './model/people.ts';
import { openQuotas } from './model/quotas.ts';

export interface Granted {
  readonly storage: Storage;
  readonly settings: Settings;
  readonly identity: Identity;
  readonly services: Services;
}

export function makeParts({ storage, settings, identity, services }: Granted) {
  return {
    storage,
    settings,
    identity,
    services,
    people: openPeople(storage),
    orgs: openOrgs(storage),
    quotas: openQuotas(storage, () => settings.section('quota')),
    /** Rights of somebody changed: nobody goes on with what was remembered. */
    changed: (): Promise<void> => identity.rightsChanged(),
  };
}
export type Parts = ReturnType<typeof makeParts>;
