/** What a bundler or Node says of broken sources, as one sentence with a place and the lines around it. */
import { readFileSync } from 'node:fs';
import { isAbsolute, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/** As servers read it from `problem.json` of a folder under development. */
export interface Problem {
  readonly plugin: string;
  readonly message: string;
  /** Below the plugin's folder. */
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  readonly excerpt?: string;
}

interface BundlerError {
  readonly message?: string;
  readonly code?: string;
  readonly id?: string;
  readonly loc?: { readonly file?: string; readonly line?: number; readonly column?: number };
  readonly frame?: string;
  readonly errors?: readonly BundlerError[];
}

export function problemOf(error: unknown, folder: string, plugin: string): Problem {
  const outer = (error ?? {}) as BundlerError;
  const told = outer.errors?.[0] ?? outer;
  const text = stripAnsi(told.message ?? String(error));
  const placed = placeOf(told, text, (error as Error | undefined)?.stack, folder);
  const message = firstSentence(text, folder);
  const excerpt = placed?.line ? excerptOf(placed.path, placed.line) : undefined;
  return {
    plugin,
    message,
    ...(placed && { file: placed.file }),
    ...(placed?.line && { line: placed.line }),
    ...(placed?.column && { column: placed.column }),
    ...(excerpt && { excerpt }),
  };
}

/** For a terminal. */
export function problemText({ message, file, line, column, excerpt }: Problem): string {
  const place = file ? `${[file, line, column].filter((part) => part !== undefined).join(':')}: ` : '';
  return `${place}${message}${excerpt ? `\n\n${excerpt}` : ''}`;
}

function placeOf(told: BundlerError, text: string, stack: string | undefined, folder: string) {
  // The bundler draws `[ file:line:column ]` above its picture; Node's own parser writes `file:line` at the top of the stack.
  const drawn = /\[ ?([^\]\n]+?):(\d+):(\d+) ?\]/.exec(text) ?? /(?:^|\s)(\/[^\s:]+\.tsx?):(\d+)(?::(\d+))?/.exec(text);
  const atTop = /^(?:file:\/\/)?(\/[^\s:]+):(\d+)(?::(\d+))?/.exec(stack ?? '');
  const [, name, line, column] = drawn ?? atTop ?? [];
  const found = told.loc?.file ?? told.id ?? name;
  if (!found) return undefined;
  const path = found.startsWith('file:') ? fileURLToPath(found) : isAbsolute(found) ? found : `${folder}/${found}`;
  const numbers = {
    line: told.loc?.line ?? (line ? Number(line) : undefined),
    column: told.loc?.column ?? (column ? Number(column) : undefined),
  };
  return { path, file: relative(folder, path), ...numbers };
}

function firstSentence(text: string, folder: string): string {
  const lines = text.split('\n').map((line) => line.trim());
  const said = lines.find((line) => line !== '' && !/^(?:Build failed|Error:?$|╭|│|─|\[PLUGIN|file:\/\/)/.test(line)) ?? text;
  return said
    .replace(/^(?:Error: )+/, '')
    .replace(/^\[([A-Z_]+)\] (?:Error: )?/, '')
    .replaceAll(`${folder}/`, '');
}

function excerptOf(path: string, line: number): string | undefined {
  try {
    const lines = readFileSync(path, 'utf8').split('\n');
    const from = Math.max(1, line - 2);
    return lines
      .slice(from - 1, line + 2)
      .map((text, index) => `${from + index === line ? '>' : ' '} ${String(from + index).padStart(4)} | ${text}`)
      .join('\n');
  } catch {
    return undefined;
  }
}

function stripAnsi(text: string): string {
  return text.replace(/\u001b\[[0-9;]*m/g, '');
}
