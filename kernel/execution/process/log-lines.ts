/** What a plugin's process writes to its standard error, line by line: JSON as hclog makes it, a level in brackets, or just text. */
import type { Readable } from 'node:stream';

export type Level = 'debug' | 'info' | 'warn' | 'error';
export interface Line {
  readonly level: Level;
  readonly message: string;
  readonly fields?: Readonly<Record<string, unknown>>;
}

const longest = 64 * 1024;
const levels: Readonly<Record<string, Level>> = { trace: 'debug', debug: 'debug', info: 'info', warn: 'warn', error: 'error' };

/** A reader keeps in mind that a panic goes on over many lines. */
export function createLineReader(): (line: string) => Line | undefined {
  let panicking = false;
  return (line) => {
    const text = line.trimEnd();
    if (text === '') return undefined;
    if (text.startsWith('{')) {
      const parsed = parse(text);
      if (parsed) return parsed;
    }
    if (/^(panic|fatal error): /.test(text)) panicking = true;
    const marked = /^\[(TRACE|DEBUG|INFO|WARN|ERROR)\]\s*(.*)$/s.exec(text);
    if (marked) return { level: levels[(marked[1] as string).toLowerCase()] ?? 'debug', message: marked[2] as string };
    return { level: panicking ? 'error' : 'debug', message: text };
  };
}

function parse(text: string): Line | undefined {
  let value: Record<string, unknown>;
  try {
    value = JSON.parse(text) as Record<string, unknown>;
  } catch {
    return undefined;
  }
  const { '@level': level, '@message': message, '@timestamp': _, ...fields } = value;
  if (typeof message !== 'string') return undefined;
  return {
    level: levels[String(level)] ?? 'debug',
    message,
    ...(Object.keys(fields).length > 0 && { fields }),
  };
}

/** Calls with each line; a line beyond 64 kB comes in pieces. Reads on for ever: a full pipe would stop the process. */
export function readLines(stream: Readable, onLine: (line: string) => void): void {
  let rest = '';
  stream.setEncoding('utf8');
  stream.on('data', (piece: string) => {
    const lines = (rest + piece).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) onLine(line);
    for (; rest.length > longest; rest = rest.slice(longest)) onLine(rest.slice(0, longest));
  });
  stream.on('end', () => rest && onLine(rest));
  stream.on('error', () => {});
}
