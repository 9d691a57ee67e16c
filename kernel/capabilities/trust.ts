/** The kernel's side of `trust`: signatures are checked here, with the trust store as of now; what a text says is the plugin's to judge. */
import { fail, ok } from '@orrery/plugin-sdk';
import type { SignedText } from '@orrery/plugin-sdk/capabilities/trust';
import { openMessage, sha256, type TrustStore } from '@orrery/signing';
import type { Broker } from '../execution/types.ts';

export function trustBroker(trust: () => Promise<TrustStore>): Broker {
  return async (method, [message]) => {
    if (method !== 'open') return fail('capability/no-method', `trust has no method '${method}'.`);
    if (!(message instanceof Uint8Array)) return fail('signature/broken', 'A signed text is given as bytes.');
    const opened = await openMessage(message, await trust(), new Date());
    if (!opened.ok) return fail(opened.code, `It is not believed: ${opened.message}. ${opened.remedy}`);
    const { text, key, signed } = opened;
    return ok<SignedText>({
      text,
      sha256: sha256(message),
      key: { id: key.keyId, fingerprint: key.key.getFingerprint().toLowerCase(), name: key.name, levels: key.levels },
      signed: signed.getTime(),
    });
  };
}
