/** What commands share: the world they speak to, options, and where the trust store lies. */
import { resolve } from 'node:path';
import { type ParseArgsConfig, parseArgs } from 'node:util';

export interface Io {
  out(text: string): void;
  err(text: string): void;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** A mistake of the person who typed: told in one line with the usage below, exit code 2. */
export class UsageError extends Error {}

export type Options = NonNullable<ParseArgsConfig['options']>;

/** Strict: an unknown option is a mistake, not something to pass over. */
export function readArguments<const O extends Options>(args: readonly string[], options: O) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** Runs a command: 0 done, 1 refused or failed, 2 typed wrongly. */
export async function answering(io: Io, args: readonly string[], usage: string, work: () => Promise<number>): Promise<number> {
  if (args.includes('--help') || args.includes('-h')) {
    io.out(usage);
    return 0;
  }
  try {
    return await work();
  } catch (error) {
    io.err(`orrery: ${error instanceof Error ? error.message : String(error)}`);
    if (!(error instanceof UsageError)) return 1;
    io.err(`\n${usage}`);
    return 2;
  }
}

export function only(positionals: readonly string[], what: string): string {
  const [first, ...rest] = positionals;
  if (!first) throw new UsageError(`${what} is missing.`);
  if (rest.length > 0) throw new UsageError(`"${rest[0]}" is one argument too many.`);
  return first;
}

/** The store that the server reads too: `[orrery] trust_store`, or `data/trust.json`. */
export function trustPath(io: Io, given?: string): string {
  return resolve(io.cwd, given || io.env.ORRERY_TRUST_STORE || 'data/trust.json');
}
