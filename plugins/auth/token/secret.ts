/** Bearer tokens: `glsa_<32 random characters>_<CRC-32 of them>`, the form that clients of Grafana's API recognise. Only a hash is kept. */
import { createHash, randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const secretLength = 32;

export function newToken(): string {
  // 62 does not divide 256: bytes from 248 up would favour the first letters.
  let secret = '';
  while (secret.length < secretLength) {
    for (const byte of randomBytes(secretLength)) if (byte < 248 && secret.length < secretLength) secret += alphabet[byte % 62];
  }
  return `glsa_${secret}_${checksum(secret)}`;
}

/** A typing error or a foreign token is told apart without asking the database. */
export function looksLikeToken(token: string): boolean {
  const [, secret, sum] = /^glsa_([A-Za-z0-9]{32})_([0-9a-f]{8})$/.exec(token) ?? [];
  return secret !== undefined && checksum(secret) === sum;
}

export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

function checksum(secret: string): string {
  return crc32(secret).toString(16).padStart(8, '0');
}
