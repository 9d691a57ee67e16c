import { chmod, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  createKey,
  factsOf,
  loadSigningKey,
  readableByOthers,
  readPublicKey,
  readSigningKey,
  signingKeyFrom,
  writePrivateKey,
} from './keys.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'orrery-keys-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('a key', () => {
  test('is Ed25519, belongs to somebody, and ends when it was told to', async () => {
    const now = new Date('2026-01-01T00:00:00Z');
    const { publicKey, keyId } = await createKey({ name: 'Acme', email: 'keys@acme.example' }, { expiresInDays: 30, now });
    const facts = await factsOf(await readPublicKey(publicKey));
    expect(facts).toMatchObject({
      keyId,
      algorithm: 'ed25519',
      owner: 'Acme <keys@acme.example>',
      created: now,
      expires: new Date('2026-01-31T00:00:00Z'),
    });
    expect(keyId).toMatch(/^[0-9a-f]{16}$/);
  });
  test('that lies in a file can be read by its owner only, even where a file was before', async () => {
    const file = join(folder, 'key.asc');
    await writeFile(file, 'old', { mode: 0o644 });
    await writePrivateKey(file, (await createKey({ name: 'Acme' })).privateKey);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await readableByOthers(file)).toBe(false);
    expect((await loadSigningKey(file)).isPrivate()).toBe(true);
    await chmod(file, 0o640);
    expect(await readableByOthers(file)).toBe(true);
  });
  test('comes from the environment, as it is or in base64', async () => {
    const { privateKey, keyId } = await createKey({ name: 'Acme' });
    for (const ORRERY_SIGNING_KEY of [privateKey, Buffer.from(privateKey).toString('base64')]) {
      expect((await signingKeyFrom({ ORRERY_SIGNING_KEY }))?.getKeyID().toHex()).toBe(keyId);
    }
    expect(await signingKeyFrom({})).toBeUndefined();
  });
  test('with a passphrase wants it', async () => {
    const { privateKey } = await createKey({ name: 'Acme' }, { passphrase: 'open' });
    await expect(readSigningKey(privateKey)).rejects.toThrow('ORRERY_SIGNING_PASSPHRASE');
    await expect(readSigningKey(privateKey, 'wrong')).rejects.toThrow(/passphrase/i);
    expect((await readSigningKey(privateKey, 'open')).isDecrypted()).toBe(true);
  });
  test('that is only the public half cannot sign, and says so', async () => {
    await expect(readSigningKey((await createKey({ name: 'Acme' })).publicKey)).rejects.toThrow('no private key');
  });
  test('is one: a file with two is refused', async () => {
    const [a, b] = await Promise.all([createKey({ name: 'A' }), createKey({ name: 'B' })]);
    const { readKeys, PacketList, armor, enums } = await import('openpgp');
    const keys = await Promise.all([a, b].map(async ({ publicKey }) => (await readKeys({ armoredKeys: publicKey }))[0]));
    const packets = new PacketList();
    for (const key of keys) packets.push(...(key?.toPacketList() ?? []));
    await expect(readPublicKey(armor(enums.armor.publicKey, packets.write()))).rejects.toThrow('It holds 2 keys');
  });
});
