/** From the bytes of an archive to a package that is known, judged, and fits. Nothing of it has run, and nothing was written. */
import { fail, ok, type Result } from '@orrery/plugin-sdk';
import { rangeProblem } from '@orrery/plugin-sdk/manifest/compatible';
import { type ArchiveFile, openMessage, readArchive, type TrustStore } from '@orrery/signing';
import type { VerifiedPackage } from '../registry/types.ts';

export interface UnpackParts {
  readonly trust: () => Promise<TrustStore>;
  readonly verify: (files: ReadonlyMap<string, Uint8Array>, source: string) => Promise<VerifiedPackage>;
  readonly grafana: string;
  /** Bytes a package may have, packed and unpacked. */
  readonly largest: number;
}
export interface Expected {
  readonly source: string;
  readonly sha256?: string | undefined;
  /** One of these ids: the one asked for, and those it answers to. */
  readonly ids?: readonly string[] | undefined;
  readonly version?: string | undefined;
}

export function checkHash(found: string, { sha256: expected, source }: Pick<Expected, 'sha256' | 'source'>): Result<void> {
  if (!expected || found === expected.toLowerCase()) return ok(undefined);
  return fail(
    'install/hash',
    `What ${source} gave is not what was named: its SHA-256 is ${found}, and ${expected} was expected. Nothing was installed. Tell whoever runs that catalog.`,
    { detail: { status: 502 } },
  );
}

export async function unpack(
  archive: ArchiveFile,
  expected: Expected,
  { trust, verify, grafana, largest }: UnpackParts,
): Promise<Result<VerifiedPackage>> {
  const store = await trust();
  const read = await readArchive(archive, {
    limits: { packedBytes: largest, unpackedBytes: largest },
    // A stranger's archive is not unpacked, whatever is in it.
    async admits(manifest) {
      const opened = await openMessage(manifest, store, new Date());
      return opened.ok ? undefined : { code: opened.code, message: opened.message, remedy: opened.remedy };
    },
  });
  if (!read.ok)
    return fail(read.code, `${expected.source} cannot be installed: ${read.message}. ${read.remedy}`, { detail: { status: 422 } });
  const pkg = await verify(read.files, expected.source).catch((error: Error) => error);
  if (pkg instanceof Error) return fail('install/no-plugin', pkg.message, { detail: { status: 422 } });
  if (!pkg.verdict.mayRun) {
    const { code = 'signature/invalid', message = 'Its signature was refused.', remedy = '' } = pkg.verdict.reason ?? {};
    return fail(code, `${message} ${remedy}`.trim(), { detail: { status: 422 } });
  }
  const { ids, version } = expected;
  if (read.folder !== pkg.id || (ids && !ids.includes(pkg.id)) || (version && version !== pkg.version))
    return fail(
      'install/other-plugin',
      `${expected.source} was asked for ${ids?.[0] ?? read.folder}${version ? ` ${version}` : ''} and gave ${pkg.id} ${pkg.version} in a folder "${read.folder}".`,
      { detail: { status: 422 } },
    );
  const misfit = rangeProblem(pkg.manifest.dependencies?.grafanaDependency, grafana);
  if (misfit)
    return fail('plugin/incompatible', `${pkg.id} ${pkg.version} does not fit this server. ${misfit}`, { detail: { status: 409 } });
  return ok(pkg);
}
