import { describe, expect, test } from 'vitest';
import { hashPassword, verifyPassword } from './password/hash.ts';
import { hashToken, looksLikeToken, newToken } from './token/secret.ts';

describe('a password', () => {
  test('is known by its hash, and no two hashes are the same', async () => {
    const [one, two] = await Promise.all([hashPassword('correct horse'), hashPassword('correct horse')]);
    expect(one).not.toBe(two);
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await verifyPassword('correct horse', one)).toBe(true);
    expect(await verifyPassword('battery staple', one)).toBe(false);
    expect(await verifyPassword('correct horse', 'no hash at all')).toBe(false);
  });
});

describe('a token', () => {
  test('has the form that clients know, and a checksum that finds typing errors', () => {
    const token = newToken();
    expect(token).toMatch(/^glsa_[A-Za-z0-9]{32}_[0-9a-f]{8}$/);
    expect(looksLikeToken(token)).toBe(true);
    const wrong = token.replace(/.(?=_[0-9a-f]{8}$)/, (letter) => (letter === 'a' ? 'b' : 'a'));
    expect(looksLikeToken(wrong)).toBe(false);
    expect(newToken()).not.toBe(token);
    expect(hashToken(token)).toMatch(/^[0-9a-f]{64}$/);
  });
});
