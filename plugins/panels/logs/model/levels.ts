/** Levels of lines: by the names that loggers use, or by the first such word in a line. */
export const levels = ['critical', 'error', 'warning', 'info', 'debug', 'trace', 'unknown'] as const;
export type Level = (typeof levels)[number];

const names: Readonly<Record<Exclude<Level, 'unknown'>, readonly string[]>> = {
  critical: ['emerg', 'emergency', 'fatal', 'alert', 'crit', 'critical', 'panic'],
  error: ['err', 'eror', 'error'],
  warning: ['warn', 'warning'],
  info: ['info', 'information', 'informational', 'notice'],
  debug: ['dbug', 'debug', 'dbg'],
  trace: ['trace'],
};
const byName = new Map(Object.entries(names).flatMap(([level, list]) => list.map((name) => [name, level as Level])));
/** As syslog numbers them. */
const byNumber: readonly Level[] = ['critical', 'critical', 'critical', 'error', 'warning', 'info', 'info', 'debug'];

export function levelNamed(text: string): Level | undefined {
  const name = text.trim().toLowerCase();
  return byName.get(name) ?? (/^[0-7]$/.test(name) ? byNumber[Number(name)] : undefined);
}

const said = /(?:\blevel|\blvl|\bseverity)["']?\s*[=:]\s*["']?(\w+)/i;
const word = new RegExp(`\\b(?:${[...byName.keys()].sort((one, other) => other.length - one.length).join('|')})\\b`, 'i');
/** A level stands near the start; a long line is not searched to its end. */
const searched = 1_000;

export function levelOfText(text: string): Level {
  const start = text.length > searched ? text.slice(0, searched) : text;
  const named = said.exec(start)?.[1];
  const found = (named && levelNamed(named)) || levelNamed(word.exec(start)?.[0] ?? '');
  return found ?? 'unknown';
}

/** Names of colours, by Grafana's own for levels where it has them. */
export const levelColors: Readonly<Record<Level, string>> = {
  critical: 'purple',
  error: 'red',
  warning: 'yellow',
  info: 'green',
  debug: 'blue',
  trace: 'light-blue',
  unknown: '#8b97aa',
};
