/**
 * Folders of plugins that are being written (`[orrery] develop`): what is built there runs as soon as it lies there, and the next build
 * takes its place the way an update does. Whoever names such a folder grants what its plugin asks for; whether its signature, or its id
 * where it has none, lets it run is judged as everywhere. A build that failed leaves `problem.json` in place of a new `dist`.
 */
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Result } from '@orrery/plugin-sdk';
import type { CapabilityRequests } from '@orrery/plugin-sdk/capabilities/index';
import type { VerifiedPackage } from '../registry/types.ts';

/** Why the last build of a plugin does not run: from its build, or from the start of what was built. */
export interface Problem {
  readonly plugin: string;
  readonly message: string;
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  /** The lines around it. */
  readonly excerpt?: string;
}

export interface DevelopParts {
  readonly folders: readonly string[];
  readonly read: (folder: string) => Promise<Result<VerifiedPackage>>;
  readonly load: (pkg: VerifiedPackage) => Promise<Result<unknown>>;
}
export interface Develop {
  readonly active: boolean;
  /** True for a plugin that comes from such a folder: nobody else decides which version of it runs. */
  has(id: string): boolean;
  grants(id: string): Partial<CapabilityRequests> | undefined;
  problems(): readonly Problem[];
  onProblems(listener: (problems: readonly Problem[]) => void): () => void;
  /** Looks now; afterwards by itself, until stopped. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

const lookEveryMs = 50;

export function createDevelop({ folders, read, load }: DevelopParts): Develop {
  const asked = new Map<string, Partial<CapabilityRequests>>();
  const seen = new Map<string, string>();
  const problems = new Map<string, Problem>();
  const listeners = new Set<(problems: readonly Problem[]) => void>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let looking: Promise<void> = Promise.resolve();
  let stopped = false;

  function tell(folder: string, problem: Problem | undefined): void {
    if (!problem && !problems.has(folder)) return;
    if (problem) problems.set(folder, problem);
    else problems.delete(folder);
    for (const listener of listeners) listener([...problems.values()]);
  }

  async function look(folder: string): Promise<void> {
    const [built, problem] = await Promise.all([stamp(join(folder, 'dist')), stamp(join(folder, 'problem.json'))]);
    const now = `${built} ${problem}`;
    if (seen.get(folder) === now) return;
    seen.set(folder, now);
    if (problem) return tell(folder, await readProblem(join(folder, 'problem.json')));
    if (!built) return;
    const pkg = await read(join(folder, 'dist'));
    if (pkg.ok) asked.set(pkg.value.id, pkg.value.manifest.orrery.capabilities ?? {});
    const loaded = pkg.ok ? await load(pkg.value) : pkg;
    // Half of a build that is being put in place: the next look sees the whole.
    if (!loaded.ok && (await stamp(join(folder, 'dist'))) !== built) return void seen.delete(folder);
    // What waits for a service of another plugin starts when that is there.
    const fine = loaded.ok || loaded.failure.code === 'plugin/waits';
    tell(folder, fine ? undefined : { plugin: pkg.ok ? pkg.value.id : folder, message: loaded.failure.message });
  }

  function again(): void {
    looking = Promise.all(folders.map((folder) => look(folder).catch((error: Error) => tell(folder, unreadable(folder, error))))).then(
      () => {
        if (!stopped) timer = setTimeout(again, lookEveryMs);
      },
    );
  }

  return {
    active: folders.length > 0,
    has: (id) => asked.has(id),
    grants: (id) => asked.get(id),
    problems: () => [...problems.values()],
    onProblems(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async start() {
      if (folders.length === 0) return;
      again();
      await looking;
    },
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await looking;
    },
  };
}

function unreadable(folder: string, error: Error): Problem {
  return { plugin: folder, message: `${folder} cannot be read: ${error.message}` };
}

/** Changes when what lies at the path is replaced; empty where there is nothing. */
function stamp(path: string): Promise<string> {
  return stat(path).then(
    ({ ino, mtimeMs }) => `${ino}:${mtimeMs}`,
    () => '',
  );
}

/** Another program wrote it: taken for what it says of itself, by shape. */
async function readProblem(file: string): Promise<Problem | undefined> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  try {
    const { plugin, message, file: where, line, column, excerpt } = JSON.parse(text) as Record<string, unknown>;
    if (typeof plugin !== 'string' || typeof message !== 'string') throw new Error('no plugin or no message');
    return {
      plugin,
      message,
      ...(typeof where === 'string' && { file: where }),
      ...(typeof line === 'number' && { line }),
      ...(typeof column === 'number' && { column }),
      ...(typeof excerpt === 'string' && { excerpt }),
    };
  } catch (error) {
    return { plugin: file, message: `${file} does not tell of a build: ${error instanceof Error ? error.message : String(error)}` };
  }
}
