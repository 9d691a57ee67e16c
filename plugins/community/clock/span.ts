/** Spans of time as text. Pure. */
const units = [
  ['years', 365 * 86_400],
  ['months', 30 * 86_400],
  ['days', 86_400],
  ['hours', 3_600],
  ['minutes', 60],
  ['seconds', 1],
] as const;
const two = (value: number): string => String(value).padStart(2, '0');

export type UnitNames = Readonly<Record<(typeof units)[number][0], string>>;

/**
 * `auto`: from the largest unit that is not nothing down to seconds, days and more in words. Else a pattern of `YYYY` or `Y`, `MM`/`M`,
 * `DD`/`D`, `HH`/`H`, `mm`/`m`, `ss`/`s`; what the largest unit named does not say is counted in it.
 */
export function spanText(ms: number, pattern: string, names: UnitNames): string {
  const total = Math.max(0, Math.floor(ms / 1000));
  return pattern === 'auto' || pattern === '' ? automatic(total, names) : patterned(total, pattern);
}

function automatic(total: number, names: UnitNames): string {
  let rest = total;
  const words: string[] = [];
  for (const [name, seconds] of units.slice(0, 3)) {
    const count = Math.floor(rest / seconds);
    rest -= count * seconds;
    if (count > 0) words.push(`${count} ${names[name]}`);
  }
  const clock = [Math.floor(rest / 3_600), Math.floor(rest / 60) % 60, rest % 60].map(two).join(':');
  return [...words, clock].join(' ');
}

const letters: Readonly<Record<string, number>> = { Y: 0, M: 1, D: 2, H: 3, m: 4, s: 5 };

function patterned(total: number, pattern: string): string {
  const token = /\[([^\]]*)\]|Y+|M{1,2}|D{1,2}|H{1,2}|m{1,2}|s{1,2}/g;
  const named = new Set(
    [...pattern.matchAll(token)].flatMap(([found, literal]) => (literal === undefined ? [letters[found[0] ?? '']] : [])),
  );
  const counts = new Map<number, number>();
  let rest = total;
  units.forEach(([, seconds], index) => {
    if (!named.has(index)) return;
    counts.set(index, Math.floor(rest / seconds));
    rest %= seconds;
  });
  return pattern.replace(token, (found, literal: string | undefined) => {
    if (literal !== undefined) return literal;
    const count = counts.get(letters[found[0] ?? ''] ?? 5) ?? 0;
    return found.length > 1 ? String(count).padStart(found.length, '0') : String(count);
  });
}
