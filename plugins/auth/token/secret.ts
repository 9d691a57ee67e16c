/** Bearer tokens: `glsa_<32 random characters>_<checksum>`, the form that clients of Grafana's API recognise. Only a hash is kept. */
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
  return `glsa_${secret}_${checksum(`glsa_${secret}`)}`;
}

/** A typing error or a foreign token is told apart without asking the database. */
export function looksLikeToken(token: string): boolean {
  const [, text, sum] = /^(glsa_[A-Za-z0-9]{32})_([0-9a-f]{8})$/.exec(token) ?? [];
  return text !== undefined && checksum(text) === sum;
}

export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** CRC-32 of all that stands before it, lowest byte first. */
function checksum(text: string): string {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(crc32(text));
  return bytes.toString('hex');
}
