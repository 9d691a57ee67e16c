/**
 * What leaves for Redis is sealed: AES-256-GCM under a key drawn from the server's secret, with the place it belongs to as
 * associated data. Somebody who can write to Redis can delete values, but neither read, change, swap nor make one up.
 */
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { deserialize, serialize } from 'node:v8';

export interface Seal {
  seal(place: string, value: unknown): Buffer;
  /** The value, or undefined when these bytes were not sealed for this place by this cluster. */
  open(place: string, bytes: Buffer): { readonly value: unknown } | undefined;
  /** A name that tells nothing of `place`. */
  hide(place: string): string;
}

const nonceBytes = 12;
const tagBytes = 16;

export function createSeal(secret: string): Seal {
  const key = Buffer.from(hkdfSync('sha256', secret, 'orrery', 'cluster values', 32));
  const nameKey = Buffer.from(hkdfSync('sha256', secret, 'orrery', 'cluster names', 32));

  return {
    seal(place, value) {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(place));
      const body = Buffer.concat([cipher.update(serialize(value)), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), body]);
    },

    open(place, bytes) {
      if (bytes.length < nonceBytes + tagBytes) return undefined;
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, nonceBytes), { authTagLength: tagBytes });
        decipher.setAAD(Buffer.from(place)).setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
        const body = Buffer.concat([decipher.update(bytes.subarray(nonceBytes + tagBytes)), decipher.final()]);
        return { value: deserialize(body) };
      } catch {
        return undefined;
      }
    },

    hide: (place) => createHmac('sha256', nameKey).update(place).digest('base64url').slice(0, 32),
  };
}

/** One string of several parts that no other parts can make. */
export function placeOf(...parts: readonly (string | number)[]): string {
  return JSON.stringify(parts);
}
