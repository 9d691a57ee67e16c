/** `orrery keys`: make signing keys, look at them, trust them, take trust back. */
import { readFile, writeFile } from 'node:fs/promises';
import { relative, resolve } from 'node:path';
import { type CreatedKey, createKey, factsOf, keyIdOf, readPublicKey, writePrivateKey } from '../keys.ts';
import { armorOf, type KnownKey, openTrust } from '../trust.ts';
import { parseTrust, type Revocation, type TrustedKey } from '../trust-file.ts';
import { answering, type Io, only, readArguments, trustPath, UsageError } from './io.ts';
import { openTrustFiles, readTrustFile, writeTrustFile } from './trust-store.ts';

export const summary = 'make signing keys, trust them, revoke them';
export const usage = `Usage: orrery keys create --name NAME [--email ADDRESS] [--out FILE] [--expires-days N] [--passphrase-env NAME]
       orrery keys list   [--trust FILE]
       orrery keys show   FILE|KEYID [--trust FILE]
       orrery keys export FILE|KEYID [--out FILE] [--trust FILE]
       orrery keys trust  FILE --level LEVEL... [--plugin PATTERN...] [--name NAME] [--expires DATE] [--trust FILE]
       orrery keys rotate KEYID [--name NAME] [--out FILE] [--until DATE] [--trust FILE]
       orrery keys revoke KEYID [--from DATE] [--version ID@VERSION...] [--reason TEXT] [--trust FILE]
       orrery keys revoke --plugin ID [--version VERSION...] [--from DATE] [--reason TEXT] [--trust FILE]

create   an Ed25519 key: the private half in FILE (mode 600, orrery-key.asc if not said), the public half beside it in FILE.pub
list     the keys a trust store knows, and what was taken back
show     what is known of a key in a file or in the trust store
export   the public half, armored
trust    let a key sign at these levels (core, commercial, community, private, grafana), for these plugins only where --plugin is given
rotate   make a new key with the rights of an old one, which signs nothing new from now on; what it signed before holds, until --until if given
revoke   take a key or a plugin back: all of it, what was signed from a date on, or some versions

The trust store is --trust, else $ORRERY_TRUST_STORE, else data/trust.json. A running server sees a change within seconds.
A signer with a stolen key can write any date: after a theft, revoke without --from.`;

export function run(args: string[], io: Io): Promise<number> {
  return answering(io, args, usage, async () => {
    const [verb = '', ...rest] = args;
    const command = Object.hasOwn(verbs, verb) ? verbs[verb as keyof typeof verbs] : undefined;
    if (!command) throw new UsageError(verb ? `there is no "keys ${verb}".` : 'say what to do with keys.');
    await command(rest, io);
    return 0;
  });
}

const one = { type: 'string' } as const;
const many = { type: 'string', multiple: true } as const;

const verbs = { create, list, show, export: exportKey, trust, rotate, revoke };

async function create(args: string[], io: Io): Promise<void> {
  const { values, positionals } = readArguments(args, { name: one, email: one, out: one, 'expires-days': one, 'passphrase-env': one });
  if (positionals.length > 0) throw new UsageError(`"${positionals[0]}" is one argument too many.`);
  const { name, email, out = 'orrery-key.asc', 'expires-days': days, 'passphrase-env': variable } = values;
  if (!name) throw new UsageError('--name is missing: who signs with this key?');
  if (days !== undefined && !/^[1-9]\d{0,4}$/.test(days))
    throw new UsageError(`--expires-days is "${days}"; a number of days belongs there.`);
  const passphrase = variable ? io.env[variable] : undefined;
  if (variable && !passphrase) throw new UsageError(`the environment has no ${variable}.`);
  const key = await createKey(
    { name, ...(email && { email }) },
    { ...(days && { expiresInDays: Number(days) }), ...(passphrase && { passphrase }) },
  );
  const shown = await keep(key, out, io);
  io.out(
    `Key ${key.keyId} of ${name}\n  private  ${shown}      keep it secret, and keep a copy\n  public   ${shown}.pub  give it to those who should trust you\n`,
  );
  io.out(
    `Sign with it:  orrery sign DIST-FOLDER --key ${shown} --level community\nTrust it here: orrery keys trust ${shown}.pub --level community`,
  );
}

/** Both halves beside each other, where nothing is yet; the name to show. */
async function keep(key: CreatedKey, out: string, io: Io): Promise<string> {
  const file = resolve(io.cwd, out);
  for (const taken of [file, `${file}.pub`]) {
    if (
      await readFile(taken).then(
        () => true,
        () => false,
      )
    )
      throw new Error(`${taken} exists. A key that is overwritten is gone for good: choose another --out.`);
  }
  await writePrivateKey(file, key.privateKey);
  await writeFile(`${file}.pub`, key.publicKey, { flag: 'wx' });
  return relative(io.cwd, file) || file;
}

async function list(args: string[], io: Io): Promise<void> {
  const { values } = readArguments(args, { trust: one });
  const file = trustPath(io, values.trust);
  const { keys, revocations, required } = await openTrustFiles([file]);
  const known = [...new Set(keys.values())];
  io.out(known.length === 0 ? `${file} trusts no key. Add one with \`orrery keys trust\`.` : file);
  for (const key of known) io.out(`\n  ${key.keyId}  ${key.name}\n${rights(key)}`);
  for (const { signers, count, plugins, levels } of required) {
    const whose = [levels?.join(', '), plugins?.join(', ')].filter(Boolean).join(' plugins ');
    io.out(`\n  ${count ?? signers.length} of ${signers.join(', ')}  have to sign ${whose || 'every plugin'} as well`);
  }
  for (const { plugin, versions, from, reason } of revocations) {
    const what = [versions?.join(', '), from && `signed from ${from} on`].filter(Boolean).join(' and what was ');
    io.out(`\n  ${plugin}  revoked${what ? `: ${what}` : ''}${reason ? ` (${reason})` : ''}`);
  }
}

function rights({ levels, plugins, expires, own, revoked }: KnownKey): string {
  const end = expires ?? own.expires?.toISOString().slice(0, 10);
  const lines = [`    signs    ${levels.join(', ')}${plugins ? ` for ${plugins.join(', ')}` : ''}`];
  if (end) lines.push(`    expires  ${end}`);
  if (own.revoked) lines.push('    revoked  by its owner');
  if (revoked) {
    const { from, versions, reason } = revoked;
    const what = [from && `what it signed from ${from} on`, versions?.join(', ')].filter(Boolean).join(', and ');
    lines.push(`    revoked  ${what || 'everything it signed'}${reason ? ` (${reason})` : ''}`);
  }
  return lines.join('\n');
}

/** Armored text from a file, or from the trust store by key id. */
async function armored(what: string, io: Io, trustFile?: string): Promise<{ readonly text: string; readonly known?: KnownKey }> {
  if (/^[0-9a-f]{16}$/i.test(what)) {
    const store = trustPath(io, trustFile);
    const known = (await openTrustFiles([store])).keys.get(what.toLowerCase());
    if (!known) throw new Error(`${store} knows no key ${what}. \`orrery keys list\` shows those it knows.`);
    return { text: armorOf(known), known };
  }
  return { text: await readFile(resolve(io.cwd, what), 'utf8') };
}

async function show(args: string[], io: Io): Promise<void> {
  const { values, positionals } = readArguments(args, { trust: one });
  const what = only(positionals, 'the file or id of a key');
  const { text, known } = await armored(what, io, values.trust);
  const facts = await factsOf(await readPublicKey(text));
  io.out(`key id       ${facts.keyId}\nfingerprint  ${facts.fingerprint}\nowner        ${facts.owner}\nalgorithm    ${facts.algorithm}`);
  io.out(
    `created      ${facts.created.toISOString()}\nexpires      ${facts.expires?.toISOString() ?? 'never'}${facts.revoked ? '\nrevoked      by its owner' : ''}`,
  );
  if (text.includes('PRIVATE KEY')) io.out('holds        the private half: keep this file secret');
  if (known) io.out(`\ntrusted as "${known.name}"\n${rights(known)}`);
}

async function exportKey(args: string[], io: Io): Promise<void> {
  const { values, positionals } = readArguments(args, { trust: one, out: one });
  const { text } = await armored(only(positionals, 'the file or id of a key'), io, values.trust);
  const key = (await readPublicKey(text)).armor();
  if (values.out) await writeFile(resolve(io.cwd, values.out), key, { flag: 'wx' });
  else io.out(key.trimEnd());
}

async function trust(args: string[], io: Io): Promise<void> {
  const { values, positionals } = readArguments(args, { trust: one, name: one, level: many, plugin: many, expires: one });
  const text = await readFile(resolve(io.cwd, only(positionals, 'the file of a public key')), 'utf8');
  const key = await readPublicKey(text);
  const { keyId, fingerprint, owner } = await factsOf(key);
  const { level: levels = [], plugin: plugins, expires } = values;
  if (levels.length === 0) throw new UsageError('--level is missing: at which levels may this key sign?');
  const file = trustPath(io, values.trust);
  const store = await readTrustFile(file);
  const before = await sameKey(store.keys, keyId);
  const entry = {
    name: values.name ?? before?.name ?? owner,
    fingerprint,
    levels: levels as TrustedKey['levels'],
    ...(plugins && { plugins }),
    ...(expires && { expires }),
    // Said anew is what it may sign; what was taken back stays taken back until a person edits the file.
    ...(before?.revoked && { revoked: before.revoked }),
    publicKey: key.armor().trimEnd().split(/\r?\n/),
  };
  await writeTrustFile(file, { ...store, keys: [...store.keys.filter((other) => other !== before), entry] });
  io.out(
    `${file} trusts ${keyId} ("${entry.name}") to sign ${levels.join(', ')}${plugins ? ` for ${plugins.join(', ')}` : ''}.\nCompare its fingerprint with what the signer tells you: ${fingerprint}`,
  );
  if (before?.revoked) io.out('It is still revoked as before. Remove "revoked" from its entry if you mean to trust it again.');
}

async function rotate(args: string[], io: Io): Promise<void> {
  const { values, positionals } = readArguments(args, { trust: one, name: one, out: one, until: one });
  const keyId = only(positionals, 'the id of the key to replace').toLowerCase();
  const file = trustPath(io, values.trust);
  const store = await readTrustFile(file);
  const before = await sameKey(store.keys, keyId);
  if (!before) throw new Error(`${file} knows no key ${keyId}. \`orrery keys list\` shows those it knows.`);
  if (before.revoked) throw new Error(`${keyId} is revoked already. Make a key with \`orrery keys create\`, and trust that.`);
  const now = new Date().toISOString();
  const name = values.name ?? before.name;
  const key = await createKey({ name });
  const { keyId: made, fingerprint } = await factsOf(await readPublicKey(key.publicKey));
  const entry: TrustedKey = {
    name,
    fingerprint,
    levels: before.levels,
    ...(before.plugins && { plugins: before.plugins }),
    publicKey: key.publicKey.trimEnd().split(/\r?\n/),
  };
  const ended: TrustedKey = {
    ...before,
    revoked: { from: now, reason: `replaced by ${made}` },
    ...(values.until && { expires: values.until }),
  };
  // Whoever had to sign as well has to with the new key.
  const required = store.required?.map((one) => ({ ...one, signers: one.signers.map((signer) => (signer === keyId ? made : signer)) }));
  const next = { ...store, keys: [...store.keys.map((one) => (one === before ? ended : one)), entry], ...(required && { required }) };
  // The store is looked at whole before there is a file that nobody trusts.
  await openTrust(parseTrust(JSON.stringify(next), file));
  const shown = await keep(key, values.out ?? `orrery-key-${made}.asc`, io);
  await writeTrustFile(file, next);
  io.out(
    `Key ${made} replaces ${keyId} in ${file}: it signs ${before.levels.join(', ')}${before.plugins ? ` for ${before.plugins.join(', ')}` : ''}.\n  private  ${shown}      keep it secret, and keep a copy\n  public   ${shown}.pub  give it to those who trust ${keyId}`,
  );
  io.out(
    `What ${keyId} signed until now still holds${values.until ? ` until ${values.until}` : ''}. If it was stolen, take all of it back: orrery keys revoke ${keyId}`,
  );
}

async function sameKey(keys: readonly TrustedKey[], keyId: string): Promise<TrustedKey | undefined> {
  const ids = await Promise.all(keys.map(async (key) => keyIdOf(await readPublicKey(armorOf(key)))));
  return keys[ids.indexOf(keyId)];
}

async function revoke(args: string[], io: Io): Promise<void> {
  const { values, positionals } = readArguments(args, { trust: one, from: one, version: many, reason: one, plugin: one });
  const file = trustPath(io, values.trust);
  const store = await readTrustFile(file);
  const { from, version: versions, reason, plugin } = values;
  const what = { ...(versions && { versions }), ...(from && { from }), ...(reason && { reason }) };
  if (plugin) {
    if (positionals.length > 0) throw new UsageError('name a key or a plugin, not both.');
    const revocation: Revocation = { plugin, ...what };
    await writeTrustFile(file, { ...store, revocations: [...(store.revocations ?? []), revocation] });
    io.out(`${file} takes ${plugin}${versions ? ` ${versions.join(', ')}` : ''} back. Running servers stop it within seconds.`);
    return;
  }
  const odd = versions?.find((version) => !/^[^@]+@[^@]+$/.test(version));
  if (odd) throw new UsageError(`--version is "${odd}"; for a key, name plugin and version, like acme-panel@1.2.3.`);
  const keyId = only(positionals, 'the id of a key, or --plugin').toLowerCase();
  const entry = await sameKey(store.keys, keyId);
  if (!entry) throw new Error(`${file} knows no key ${keyId}. \`orrery keys list\` shows those it knows.`);
  await writeTrustFile(file, { ...store, keys: store.keys.map((key) => (key === entry ? { ...key, revoked: what } : key)) });
  io.out(`${file} takes ${keyId} ("${entry.name}") back. Running servers stop what it signed within seconds.`);
}
