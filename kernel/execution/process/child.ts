/**
 * A plugin's process from its host's side: started with what its confinement says, heard until it shakes hands, watched, and ended with
 * everything it started. It owns its folder; both go together.
 */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { lstat, realpath } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { type Failure, FailureError, unwrap } from '@orrery/plugin-sdk';
import type { ProcessLoad } from '@orrery/plugin-sdk/bridge/messages';
import { wrapped } from './confinement.ts';
import { makeFolder, type ProcessFolder } from './folder.ts';
import { type Handshake, handshakeEnvironment, longestHandshake, readHandshake } from './handshake.ts';
import { createLineReader, type Line, readLines } from './log-lines.ts';
import { type ProcessUsage, usageOf } from './usage.ts';

export interface ChildOptions {
  readonly plugin: string;
  readonly name: string;
  readonly executable: Uint8Array;
  readonly memoryMB: number;
  readonly load: ProcessLoad;
  /** Whether somebody waits for it: it may then use the processor as long as they do. */
  readonly busy: () => boolean;
  readonly onLine: (line: Line) => void;
  /** It is gone, and nobody asked it to go. Before the handshake this is a rejected start instead. */
  readonly onGone: (why: Gone) => void;
}
export interface Gone {
  readonly code: 'plugin/process-died' | 'plugin/process-ended' | 'plugin/heap-limit' | 'plugin/cpu-limit';
  readonly message: string;
}
export interface Child {
  readonly pid: number;
  readonly handshake: Handshake;
  /** When it is gone, and whoever has to know was told. */
  readonly over: Promise<void>;
  usage(): ProcessUsage;
  /** Asks it to go with `ask`, and makes it after a while. Resolves when process and folder are gone. */
  stop(ask: () => void): Promise<void>;
}

const watchMs = 250;
/** A small part of what was said before the end tells why it ended. */
const lastWords = 5;
const lastWordsMs = 500;
const outside: ReadonlySet<string> = new Set(['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGQUIT']);

/** Rejects with a FailureError that says which step failed and how. */
export async function startChild(options: ChildOptions): Promise<Child> {
  const { plugin, name, executable, load, memoryMB, busy, onLine, onGone } = options;
  const folder = await makeFolder(load.folder, basename(name), executable, load.uid).catch((error: Error) => {
    throw failed('plugin/start-failed', `No folder for ${plugin} could be made in ${load.folder}: ${error.message}`);
  });
  const ownUser = load.uid !== undefined;
  const renews = ownUser && load.prlimit !== undefined;
  const [command = folder.executable, ...args] = wrapped(folder.executable, load, {
    memoryMB,
    ownUser,
    ...(renews && { cpuSeconds: load.idleCpuSeconds }),
  });
  const child = spawn(command, args, {
    cwd: folder.own,
    // A group of its own, so that what it starts ends with it.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...load.env, ...handshakeEnvironment, TMPDIR: folder.own, PLUGIN_UNIX_SOCKET_DIR: folder.own },
    ...(ownUser && { uid: load.uid, gid: load.uid }),
  });
  const said: string[] = [];
  const read = createLineReader();
  readLines(child.stderr, (text) => {
    const line = read(text);
    if (!line) return;
    said.push(line.message.slice(0, 300));
    if (said.length > lastWords) said.shift();
    onLine(line);
  });
  const gone = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(`could not be started: ${error.message}`));
    child.once('exit', (code, signal) => {
      // What it started goes along, and lets go of the pipes; then its last words are whole.
      killGroup(child);
      const end = (): void => resolve(signal ? `was ended by ${signal}` : `ended with code ${code}`);
      child.once('close', end);
      setTimeout(end, lastWordsMs).unref();
    });
  });
  const end = (): void => killGroup(child);

  try {
    const handshake = await shakenHands(child, gone, load.startMs, plugin, said);
    await checkAddress(handshake, folder, load.uid);
    return watched(child, handshake, folder, gone, { ...options, renews, busy, onGone }, said);
  } catch (error) {
    end();
    await gone;
    await folder.remove();
    throw error;
  }
}

/** The first line of its standard output, or why there is none. What follows is read and dropped: a full pipe would stop the process. */
async function shakenHands(
  child: ChildProcess,
  gone: Promise<string>,
  startMs: number,
  plugin: string,
  said: readonly string[],
): Promise<Handshake> {
  const words = (): string => (said.length > 0 ? ` It said: ${said.join(' / ')}` : '');
  let late: NodeJS.Timeout | undefined;
  const line = new Promise<string>((resolve, reject) => {
    let text = '';
    child.stdout?.setEncoding('utf8');
    child.stdout?.on('data', (piece: string) => {
      if (text.includes('\n') || text.length > longestHandshake) return;
      text += piece;
      if (text.includes('\n') || text.length > longestHandshake) resolve(text.split('\n', 1)[0] as string);
    });
    child.stdout?.on('error', () => {});
    void gone.then((how) => reject(failed('plugin/start-failed', `The process of ${plugin} ${how} before it shook hands.${words()}`)));
    late = setTimeout(
      () =>
        reject(
          failed('plugin/slow-handshake', `The process of ${plugin} did not shake hands within ${Math.round(startMs / 1000)} s.${words()}`),
        ),
      startMs,
    );
  });
  try {
    return unwrap(readHandshake(await line));
  } finally {
    clearTimeout(late);
  }
}

/** A socket of its own, in its own folder: a plugin must not make the host talk to anybody else's. */
async function checkAddress({ network, address }: Handshake, { own }: ProcessFolder, uid: number | undefined): Promise<void> {
  if (network !== 'unix') return;
  const there = await lstat(address).catch(() => undefined);
  const inside = (await realpath(dirname(address)).catch(() => '')) === (await realpath(own));
  if (!there?.isSocket() || !inside || (uid !== undefined && there.uid !== uid))
    throw failed(
      'plugin/handshake',
      `The process did not shake hands: ${JSON.stringify(address.slice(0, 200))} is no socket in its own folder.`,
    );
}

interface Watch extends ChildOptions {
  readonly renews: boolean;
}

function watched(
  child: ChildProcess,
  handshake: Handshake,
  folder: ProcessFolder,
  gone: Promise<string>,
  { plugin, load, memoryMB, busy, onGone, renews }: Watch,
  said: readonly string[],
): Child {
  const pid = child.pid as number;
  let usage: ProcessUsage = { rssBytes: 0, cpuMs: 0 };
  let stopping = false;
  let guilt: Gone | undefined;
  /** It may use the processor until here, unless somebody waits for it. */
  let allowedMs = load.idleCpuSeconds * 1000;

  const end = (why: Gone): void => {
    guilt ??= why;
    killGroup(child);
  };
  const look = async (): Promise<void> => {
    const now = await usageOf(pid);
    if (!now) return;
    const spent = now.cpuMs - usage.cpuMs;
    usage = now;
    if (now.rssBytes > memoryMB << 20)
      return end({ code: 'plugin/heap-limit', message: `It grew to ${now.rssBytes >> 20} MB, above its limit of ${memoryMB} MB.` });
    // Who works for somebody, or hardly works, gets its time anew.
    if (busy() || spent < watchMs / 4) {
      const half = (load.idleCpuSeconds * 1000) / 2;
      if (allowedMs - now.cpuMs > half) return;
      allowedMs = now.cpuMs + load.idleCpuSeconds * 1000;
      if (renews) execFile(load.prlimit as string, [`--pid=${pid}`, `--cpu=${Math.ceil(allowedMs / 1000)}`], () => {});
    } else if (now.cpuMs > allowedMs) {
      end({ code: 'plugin/cpu-limit', message: `It used ${load.idleCpuSeconds} s of processor time while nobody waited for it.` });
    }
  };
  const timer = setInterval(() => void look(), watchMs);
  const over = gone.then(async (how) => {
    clearInterval(timer);
    await folder.remove().catch(() => {});
    if (stopping) return;
    // The system ends it at a number that was true some moments ago: what it had used then is near enough.
    const cpuSpent = renews && !busy() && /SIGXCPU|SIGKILL/.test(how) && usage.cpuMs > allowedMs / 2;
    const words = said.length > 0 ? ` It said: ${said.join(' / ')}` : '';
    onGone(
      guilt ??
        (cpuSpent
          ? { code: 'plugin/cpu-limit', message: `It used ${load.idleCpuSeconds} s of processor time while nobody waited for it.` }
          : {
              code: outside.has(how.split(' ').at(-1) as string) ? 'plugin/process-ended' : 'plugin/process-died',
              message: `The process of ${plugin} ${how}.${words}`,
            }),
    );
  });

  return {
    pid,
    handshake,
    over,
    usage: () => usage,
    async stop(ask) {
      stopping = true;
      ask();
      const late = setTimeout(() => killGroup(child), load.stopMs);
      await over;
      clearTimeout(late);
    },
  };
}

function killGroup({ pid }: ChildProcess): void {
  if (!pid) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // Gone already.
  }
}

function failed(code: string, message: string): FailureError {
  return new FailureError({ code, message, retryable: false } satisfies Failure);
}
