/**
 * Who signs: a private key that is at hand, or a command that reaches one which never leaves its hardware. Whatever the command gives
 * back is checked against the public key before anybody sees it.
 */
import { spawn } from 'node:child_process';
import {
  createCleartextMessage,
  createMessage,
  enums,
  type PrivateKey,
  type PublicKey,
  readCleartextMessage,
  readSignature,
  sign,
  verify,
} from 'openpgp';
import { keyIdOf } from './keys.ts';

export interface Signer {
  readonly keyId: string;
  readonly publicKey: PublicKey;
  /** The text as a cleartext-signed message. */
  cleartext(text: string, at: Date): Promise<string>;
  /** An armored signature over these bytes. */
  detached(bytes: Uint8Array, at: Date): Promise<string>;
}

/** SHA-512 is what the format asks for; a random notation would make every signature differ. */
const plain = { preferredHashAlgorithm: enums.hash.sha512, nonDeterministicSignaturesViaNotation: false };

export function signerOf(key: PrivateKey | Signer): Signer {
  if ('cleartext' in key) return key;
  return {
    keyId: keyIdOf(key),
    publicKey: key.toPublic(),
    cleartext: async (text, at) => sign({ message: await createCleartextMessage({ text }), signingKeys: key, date: at, config: plain }),
    detached: async (bytes, at) =>
      sign({ message: await createMessage({ binary: bytes }), signingKeys: key, detached: true, date: at, config: plain }),
  };
}

export interface SigningCommand {
  /** A line for the shell. It reads what is to be signed and writes the armored result; $ORRERY_SIGN says which: `cleartext` or `detached`. */
  readonly command: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly cwd?: string;
  /** A token may wait for a finger. */
  readonly timeoutMs?: number;
}

/** The key behind the command is told by its public half. */
export function signerBehind(publicKey: PublicKey, how: SigningCommand): Signer {
  const keyId = keyIdOf(publicKey);
  return {
    keyId,
    publicKey,
    async cleartext(text, at) {
      const armored = await answerOf(how, 'cleartext', Buffer.from(text));
      const message = await readCleartextMessage({ cleartextMessage: armored }).catch((error: Error) =>
        refuse(how, `no cleartext-signed message: ${error.message}`),
      );
      if (message.getText().replace(/\n$/, '') !== text) refuse(how, 'another text than it was given');
      await holds(how, keyId, verify({ message, verificationKeys: publicKey, date: later(at) }));
      return armored;
    },
    async detached(bytes, at) {
      const armored = await answerOf(how, 'detached', bytes);
      const signature = await readSignature({ armoredSignature: armored }).catch((error: Error) =>
        refuse(how, `no signature: ${error.message}`),
      );
      const message = await createMessage({ binary: bytes });
      await holds(how, keyId, verify({ message, signature, verificationKeys: publicKey, date: later(at) }));
      return armored;
    },
  };
}

/** A command takes the clock of its own, which may be a little ahead. */
const later = (at: Date): Date => new Date(Math.max(at.getTime(), Date.now()) + 60_000);
const mostBytes = 4 << 20;

async function holds({ command }: SigningCommand, keyId: string, checking: ReturnType<typeof verify>): Promise<void> {
  const { signatures } = await checking;
  const [only] = signatures;
  if (!only || signatures.length !== 1) throw new Error(`"${command}" gave ${signatures.length} signatures; one is expected.`);
  await only.verified.catch((error: Error) => {
    throw new Error(`"${command}" did not sign with the key ${keyId}: ${error.message}`);
  });
}

function refuse({ command }: SigningCommand, what: string): never {
  throw new Error(`"${command}" gave ${what}.`);
}

function answerOf(
  { command, env = process.env, cwd, timeoutMs = 120_000 }: SigningCommand,
  mode: string,
  bytes: Uint8Array,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, {
      shell: true,
      stdio: 'pipe',
      env: { ...env, ORRERY_SIGN: mode } as NodeJS.ProcessEnv,
      timeout: timeoutMs,
      ...(cwd && { cwd }),
    });
    const out: Buffer[] = [];
    const said: Buffer[] = [];
    let size = 0;
    child.stdout.on('data', (piece: Buffer) => {
      size += piece.length;
      if (size > mostBytes) child.kill();
      else out.push(piece);
    });
    child.stderr.on('data', (piece: Buffer) => void (said.length < 20 && said.push(piece)));
    child.on('error', (error) => reject(new Error(`"${command}" could not be run: ${error.message}`)));
    child.on('close', (code, signal) => {
      if (code === 0) return resolve(Buffer.concat(out).toString('utf8').replaceAll('\r\n', '\n'));
      const words = Buffer.concat(said).toString('utf8').trim().slice(0, 500);
      const how =
        signal === 'SIGTERM'
          ? size > mostBytes
            ? 'wrote too much'
            : `took longer than ${timeoutMs / 1000} s`
          : `ended with ${code ?? signal}`;
      reject(new Error(`"${command}" ${how}${words ? `: ${words}` : '.'}`));
    });
    // It may end without reading.
    child.stdin.on('error', () => {});
    child.stdin.end(bytes);
  });
}
