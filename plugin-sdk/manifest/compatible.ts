/** Does a plugin fit this server, and which of its versions does? Ranges are those of `dependencies.grafanaDependency`. */
import semver from 'semver';
import { fail, ok, type Result } from '../result.ts';
import type { CatalogPlugin, CatalogVersion } from './catalog-index.ts';

/** Of the server: the version of Grafana that it answers as, and where it runs. */
export interface HostFacts {
  readonly grafana: string;
  /** `linux-amd64`. */
  readonly platform: string;
}

/** Why a plugin with this range does not fit, or undefined. A range nobody can read says nothing about us. */
export function rangeProblem(range: string | undefined, grafana: string): string | undefined {
  if (!range || semver.validRange(range) === null) return undefined;
  // Authors write `>=12.0.0-0`; a release candidate of ours is asked as the release it becomes.
  const fits = semver.satisfies(grafana, range, { includePrerelease: true });
  return fits ? undefined : `It needs Grafana ${range}, and this server answers as ${grafana}.`;
}

/** `^1.2.0` and `v1.2.0` are written by people who mean 1.2.0. */
export function plainVersion(wanted: string): string {
  return wanted.trim().replace(/^[\^v]+/, '');
}

/** The version asked for, or the newest that fits. Fails with `catalog/no-version`, `catalog/no-platform`, `catalog/incompatible` or `catalog/withdrawn`. */
export function chooseVersion(
  { id, versions }: Pick<CatalogPlugin, 'id' | 'versions'>,
  wanted: string | undefined,
  host: HostFacts,
): Result<CatalogVersion> {
  const runsHere = ({ platforms }: CatalogVersion): boolean => platforms.includes('any') || platforms.includes(host.platform);
  if (wanted) {
    const plain = plainVersion(wanted);
    const found = versions.find(({ version }) => version === plain);
    if (!found)
      return fail(
        'catalog/no-version',
        `${id} has no version ${plain}. It has ${versions
          .slice(0, 5)
          .map(({ version }) => version)
          .join(', ')}.`,
        { detail: { status: 404 } },
      );
    if (!runsHere(found))
      return fail('catalog/no-platform', `${id} ${plain} is not made for ${host.platform}; it is for ${found.platforms.join(', ')}.`, {
        detail: { status: 409 },
      });
    const problem = rangeProblem(found.grafanaDependency, host.grafana);
    if (problem) return fail('catalog/incompatible', `${id} ${plain} does not fit. ${problem}`, { detail: { status: 409 } });
    return ok(found);
  }
  const here = versions.filter(runsHere);
  if (here.length === 0)
    return fail('catalog/no-platform', `No version of ${id} is made for ${host.platform}.`, { detail: { status: 409 } });
  const sound = here.filter(({ withdrawn }) => !withdrawn);
  const fitting = sound.filter(({ grafanaDependency }) => !rangeProblem(grafanaDependency, host.grafana));
  const [first] = fitting.filter(({ version }) => semver.prerelease(version) === null);
  const chosen = first ?? fitting[0];
  if (chosen) return ok(chosen);
  const [newest] = sound;
  if (!newest)
    return fail('catalog/withdrawn', `Every version of ${id} was withdrawn: ${here[0]?.withdrawn ?? ''}`, { detail: { status: 409 } });
  return fail('catalog/incompatible', `No version of ${id} fits. ${rangeProblem(newest.grafanaDependency, host.grafana)}`, {
    detail: { status: 409 },
  });
}

/** Newest first; what is no version by semver comes last, as it stands. */
export function newestFirst(a: string, b: string): number {
  const [one, other] = [semver.valid(a), semver.valid(b)];
  if (one && other) return semver.rcompare(one, other);
  return one ? -1 : other ? 1 : b.localeCompare(a);
}
export const isNewer = (version: string, than: string): boolean => version !== than && newestFirst(version, than) < 0;
