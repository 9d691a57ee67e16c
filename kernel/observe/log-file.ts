/** The log in a file that begins anew each day, or at so many lines or bytes; old ones are removed after some days. */
import { appendFileSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

export interface Rotation {
  readonly rotate: boolean;
  readonly daily: boolean;
  readonly maxLines: number;
  readonly maxBytes: number;
  readonly maxDays: number;
}

export interface LogFile {
  write(line: string): void;
}

export function openLogFile(path: string, rotation: Rotation, now: () => Date = () => new Date()): LogFile {
  mkdirSync(dirname(path), { recursive: true });
  let { bytes, day } = found(path, now());
  let lines = 0;

  function turn(): void {
    const stem = `${basename(path)}.${day}`;
    const taken = readdirSync(dirname(path)).filter((name) => name.startsWith(stem)).length;
    if (bytes > 0) renameSync(path, join(dirname(path), `${stem}.${String(taken + 1).padStart(3, '0')}`));
    [bytes, lines, day] = [0, 0, dayOf(now())];
    const oldest = now().getTime() - rotation.maxDays * 86_400_000;
    for (const name of readdirSync(dirname(path)).filter((each) => each.startsWith(`${basename(path)}.`))) {
      const old = join(dirname(path), name);
      if (statSync(old).mtimeMs < oldest) rmSync(old, { force: true });
    }
  }

  return {
    write(line) {
      const full = lines >= rotation.maxLines || bytes >= rotation.maxBytes || (rotation.daily && dayOf(now()) !== day);
      if (rotation.rotate && full) turn();
      appendFileSync(path, line, { mode: 0o640 });
      bytes += Buffer.byteLength(line);
      lines += 1;
    },
  };
}

function found(path: string, now: Date): { bytes: number; day: string } {
  const stat = statSync(path, { throwIfNoEntry: false });
  return { bytes: stat?.size ?? 0, day: dayOf(stat?.mtime ?? now) };
}

function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10);
}
