/** Argon2id in the PHC string format, parameters of RFC 9106's second recommendation cut to 19 MiB (OWASP's minimum for servers). */
import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify(argon2);
const cost = { memory: 19_456, passes: 2, parallelism: 1 };
const tagLength = 32;

export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const tag = await derive('argon2id', { message: password, nonce: salt, tagLength, ...cost });
  return `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$${plain64(salt)}$${plain64(tag)}`;
}

/** Takes as long for a malformed hash as for a wrong password, so that callers may pass a decoy for unknown users. */
export async function verifyPassword(password: string, hash: string): Promise<boolean> {
  const parts = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([^$]+)\$([^$]+)$/.exec(hash);
  const [, memory, passes, parallelism, salt, expected] = parts ?? [
    undefined,
    cost.memory,
    cost.passes,
    cost.parallelism,
    'AAAAAAAAAAAAAAAAAAAAAA',
    '',
  ];
  const tag = await derive('argon2id', {
    message: password,
    nonce: Buffer.from(String(salt), 'base64'),
    tagLength,
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
  });
  const wanted = Buffer.from(String(expected), 'base64');
  return wanted.length === tag.length && timingSafeEqual(wanted, tag);
}

function plain64(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '');
}
