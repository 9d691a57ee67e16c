/** `$__env{NAME}`, `${NAME}` and `$__file{/path}` in values. Expanded once; what is unknown stays as it was written. */
import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';

export type Environment = Readonly<Record<string, string | undefined>>;

/** Throws an Error that names the file when a `$__file{}` cannot be read. */
export function expand(value: string, env: Environment): string {
  return value.replace(/\$(?:__(\w+))?\{([^}]*)\}/g, (whole, kind: string | undefined, name: string) => {
    if (kind === undefined || kind === 'env') return env[name] ?? (name === 'HOSTNAME' ? hostname() : '');
    if (kind !== 'file') return whole;
    try {
      return readFileSync(name, 'utf8').trim();
    } catch (error) {
      throw new Error(
        `$__file{${name}} cannot be read: ${(error as NodeJS.ErrnoException).code ?? 'error'}. Check that the file exists and may be read.`,
      );
    }
  });
}
