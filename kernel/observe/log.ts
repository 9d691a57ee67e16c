/** Named loggers on pino, in the words of `[log]`: modes, formats, a level for all, and levels for single loggers (`filters`). */
import { join } from 'node:path';
import pino from 'pino';
import { openLogFile } from './log-file.ts';
import { logfmt } from './log-format.ts';
import type { Fields, Level, Logger, Setting } from './types.ts';

export interface LogOptions {
  readonly setting: Setting;
  /** Folder of log files. */
  readonly folder: string;
  /** Where the console's lines go; standard output when absent. */
  readonly console?: (line: string) => void;
}

const levels: Readonly<Record<string, pino.Level>> = {
  trace: 'debug',
  debug: 'debug',
  info: 'info',
  warn: 'warn',
  warning: 'warn',
  error: 'error',
  critical: 'fatal',
};
const secretNames = ['password', 'secret', 'token', 'authorization', 'cookie', 'secureJsonData'];

export function createLog({
  setting,
  folder,
  console: toConsole = (line) => void process.stdout.write(line),
}: LogOptions): (name: string) => Logger {
  const level = levelOf(setting('log', 'level')) ?? 'info';
  const filters = filtersOf(setting('log', 'filters'));
  const modes = (setting('log', 'mode') || 'console').split(/[\s,]+/);
  const sinks = modes.flatMap((mode) => {
    const write = mode === 'console' ? toConsole : mode === 'file' ? file(setting, folder) : undefined;
    if (!write) return [];
    const json = setting(`log.${mode}`, 'format') === 'json';
    return [{ least: levelOf(setting(`log.${mode}`, 'level')), stream: { write: (line: string) => write(json ? line : logfmt(line)) } }];
  });

  const streams = pino.multistream(sinks.map(({ least, stream }) => ({ level: least ?? 'debug', stream })));
  const root = pino(
    {
      level: 'debug',
      base: null,
      messageKey: 'msg',
      formatters: { level: (label) => ({ level: label === 'fatal' ? 'critical' : label }) },
      timestamp: () => `,"t":"${new Date().toISOString()}"`,
      redact: { paths: secretNames.flatMap((name) => [name, `*.${name}`]), censor: '[hidden]' },
    },
    streams,
  );
  const loggers = new Map<string, Logger>();

  return (name) => {
    const known = loggers.get(name);
    if (known) return known;
    const logger = named(root.child({ logger: name }, { level: filterFor(filters, name) ?? level }));
    loggers.set(name, logger);
    return logger;
  };
}

function named(child: pino.Logger): Logger {
  const at =
    (level: Level) =>
    (message: string, fields: Fields = {}): void =>
      child[level](fields, message);
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}

function file(setting: Setting, folder: string): (line: string) => void {
  const number = (key: string, fallback: number): number => Number(setting('log.file', key) || fallback);
  const flag = (key: string): boolean => (setting('log.file', key) || 'true') === 'true';
  const rotation = {
    rotate: flag('log_rotate'),
    daily: flag('daily_rotate'),
    maxLines: number('max_lines', 1_000_000),
    maxBytes: 2 ** number('max_size_shift', 28),
    maxDays: number('max_days', 7),
  };
  return openLogFile(join(folder, 'orrery.log'), rotation).write;
}

function levelOf(text: string | undefined): pino.Level | undefined {
  return text ? levels[text.toLowerCase()] : undefined;
}

/** `sqlstore:debug ngalert:info`, separated by blanks or commas. */
function filtersOf(text = ''): ReadonlyMap<string, pino.Level> {
  return new Map(
    text.split(/[\s,]+/).flatMap((filter) => {
      const at = filter.lastIndexOf(':');
      const level = levelOf(filter.slice(at + 1));
      return at > 0 && level ? [[filter.slice(0, at), level] as const] : [];
    }),
  );
}

/** The filter of this logger, or of the nearest one above it: `plugin` counts for `plugin.x`. */
function filterFor(filters: ReadonlyMap<string, pino.Level>, name: string): pino.Level | undefined {
  for (let part = name; part !== ''; part = part.slice(0, Math.max(part.lastIndexOf('.'), 0))) {
    const level = filters.get(part);
    if (level) return level;
  }
  return undefined;
}
