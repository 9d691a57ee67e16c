/** Further signatures over a manifest, each in a file of its own: `MANIFEST.<keyid>.asc`. For policies that want more than one signer. */
import { createMessage, type PrivateKey, readSignature, verify } from 'openpgp';
import { detachedKeyId, type Files, manifestName } from './digest.ts';
import { type Signer, signerOf } from './signer.ts';
import { keyProblem, type TrustStore } from './trust.ts';

/** So many of these keys must have signed beside the manifest's own signer. */
export interface RequiredSigners {
  readonly keys: readonly string[];
  readonly count: number;
}

const form =
  /^\s*-----BEGIN PGP SIGNATURE-----\r?\n(?:(?:Version|Comment): .*\r?\n)*\r?\n(?:[A-Za-z0-9+/]+=*\r?\n)+(?:=[A-Za-z0-9+/]{4}\r?\n)?-----END PGP SIGNATURE-----\s*$/;
const largest = 16 << 10;

/** File name and text of a signature over the bytes of MANIFEST.txt. */
export async function signDetached(
  manifest: Uint8Array,
  by: PrivateKey | Signer,
  now: Date,
): Promise<{ readonly name: string; readonly text: string }> {
  const signer = signerOf(by);
  const text = await signer.detached(manifest, now);
  return { name: `MANIFEST.${signer.keyId}.asc`, text: text.replaceAll('\r\n', '\n') };
}

/** The first file that has the name of a signature and is none: its bytes would travel with the package, signed by nobody. */
export async function disguised(files: Files): Promise<string | undefined> {
  for (const [path, bytes] of files) {
    if (!detachedKeyId(path)) continue;
    const text = new TextDecoder().decode(bytes);
    if (bytes.length > largest || !form.test(text)) return path;
    if (!(await readSignature({ armoredSignature: text }).catch(() => undefined))) return path;
  }
  return undefined;
}

/** Ids of the listed keys whose signature is there and holds. A key listed twice counts once. */
export async function signersOf(files: Files, keyIds: readonly string[], trust: TrustStore, now: Date): Promise<string[]> {
  const manifest = files.get(manifestName);
  if (!manifest) return [];
  const holds = async (keyId: string): Promise<boolean> => {
    const signature = files.get(`MANIFEST.${keyId}.asc`);
    const known = trust.keys.get(keyId);
    if (!signature || !known) return false;
    try {
      const { signatures } = await verify({
        message: await createMessage({ binary: manifest }),
        signature: await readSignature({ armoredSignature: new TextDecoder().decode(signature) }),
        verificationKeys: known.key,
        date: now,
      });
      const [only] = signatures;
      if (!only || signatures.length !== 1) return false;
      await only.verified;
      const created = (await only.signature).packets[0]?.created;
      return !!created && keyProblem(known, created, now) === undefined;
    } catch {
      return false;
    }
  };
  const asked = [...new Set(keyIds.map((keyId) => trust.keys.get(keyId)?.keyId ?? keyId))];
  const held = await Promise.all(asked.map(holds));
  return asked.filter((_, index) => held[index]);
}
