#!/usr/bin/env node
/**
 * The `orrery` command: a dispatcher. Each package declares its subcommands in its own package.json (`orrery.commands`: name to module)
 * and runs them itself: `run(args, io)` gives the exit code, `summary` the line shown by `orrery help`.
 */
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

import { type CommandIo, terminal } from './io.ts';

interface Command {
  readonly summary: string;
  run(args: string[], io: CommandIo): Promise<number>;
}

const root = fileURLToPath(new URL('../..', import.meta.url));
const packages = ['kernel', 'signing', 'plugin-sdk', 'plugin-catalog'];

async function declared(): Promise<Map<string, string>> {
  const commands = new Map<string, string>();
  for (const name of packages) {
    const file = join(root, name, 'package.json');
    const { orrery } = JSON.parse(await readFile(file, 'utf8')) as { orrery?: { commands?: Record<string, string> } };
    for (const [command, module] of Object.entries(orrery?.commands ?? {})) commands.set(command, join(dirname(file), module));
  }
  return commands;
}

async function load(module: string): Promise<Command> {
  return (await import(pathToFileURL(module).href)) as Command;
}

async function main(argv: string[]): Promise<number> {
  const io = terminal;
  const commands = await declared();
  const [name = 'help', ...args] = argv;
  const module = commands.get(name);
  if (module) return (await load(module)).run(args, io);

  const asked = name === 'help' || name === '--help' || name === '-h';
  if (!asked) io.err(`orrery: there is no command '${name}'.`);
  const lines = await Promise.all([...commands].map(async ([command, file]) => `  ${command.padEnd(10)}${(await load(file)).summary}`));
  (asked ? io.out : io.err)(['Usage: orrery COMMAND [ARGUMENTS]', '', ...lines.sort(), '', 'orrery COMMAND --help tells more.'].join('\n'));
  return asked ? 0 : 2;
}

process.exitCode = await main(process.argv.slice(2));
