/** What an author's command may touch of the world it was called in, and how it reads its arguments. */
import { parseArgs, type ParseArgsConfig } from 'node:util';

export interface Io {
  out(text: string): void;
  err(text: string): void;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** A mistake of whoever called: said in one sentence, with the usage below it; the exit code is 2. */
export class UsageError extends Error {}
/** Something that the author has to mend: said in one sentence; the exit code is 1. */
export class AuthorError extends Error {}

export function readArguments<const Options extends NonNullable<ParseArgsConfig['options']>>(args: readonly string[], options: Options) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message.replace(/\. To specify.*$/s, '.') : String(error));
  }
}
