/** A text signed as a whole: what a catalog says of itself. The same outer form as MANIFEST.txt, so `gpg --verify` reads it, too. */
import { createCleartextMessage, enums, type PrivateKey, sign, verify } from 'openpgp';
import { readCleartext } from './cleartext.ts';
import { type KnownKey, keyProblem, type TrustStore } from './trust.ts';

export type OpenedMessage =
  | { readonly ok: true; readonly text: string; readonly key: KnownKey; readonly signed: Date }
  | { readonly ok: false; readonly code: string; readonly message: string; readonly remedy: string };

/** No line may begin with a dash; JSON never does. */
export async function signMessage(text: string, key: PrivateKey, now: Date): Promise<string> {
  const message = await createCleartextMessage({ text });
  const signed = await sign({
    message,
    signingKeys: key,
    date: now,
    config: { preferredHashAlgorithm: enums.hash.sha512, nonDeterministicSignaturesViaNotation: false },
  });
  return `${signed.replaceAll('\r\n', '\n').trim()}\n`;
}

/** The text, once one signature by a key of the trust store holds. Whether that key may say such things is the caller's to ask. */
export async function openMessage(bytes: Uint8Array, trust: TrustStore, now: Date): Promise<OpenedMessage> {
  const no = (code: string, message: string, remedy: string): OpenedMessage => ({ ok: false, code: `signature/${code}`, message, remedy });
  try {
    const { message, text } = await readCleartext(bytes);
    const signers = message.getSigningKeyIDs().map((id) => (id as typeof id | undefined)?.toHex().toLowerCase());
    if (signers.length !== 1)
      return no('several-signatures', `it carries ${signers.length} signatures, and one is expected`, 'Get it again from its publisher.');
    const key = trust.keys.get(signers[0] ?? '');
    if (!key)
      return no(
        'unknown-key',
        `it is signed with the key ${signers[0] ?? 'of nobody'}, which the trust store does not know`,
        'If you trust the signer, add the key with `orrery keys trust`.',
      );
    const { signatures } = await verify({ message, verificationKeys: key.key, date: now });
    await signatures[0]?.verified;
    const signed = (await signatures[0]?.signature)?.packets[0]?.created;
    if (!signed) return no('broken', 'its signature does not say when it was made', 'Get it again from its publisher.');
    const problem = keyProblem(key, signed, now);
    return problem ? { ok: false, ...problem } : { ok: true, text, key, signed };
  } catch (error) {
    return no(
      'broken',
      `its signature does not hold: ${error instanceof Error ? error.message : String(error)}`,
      'Get it again from its publisher.',
    );
  }
}
