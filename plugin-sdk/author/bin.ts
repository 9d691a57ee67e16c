#!/usr/bin/env node
/** `orrery` where only the SDK is installed: authoring happens here, everything else in the Orrery that the environment names. */
import { orreryCommand } from '../build/orrery-command.ts';
import { run } from './cli.ts';
import { handOver } from './programs.ts';

const [name, ...args] = process.argv.slice(2);
if (name === 'plugin') {
  const out = (text: string): void => void process.stdout.write(`${text}\n`);
  const err = (text: string): void => void process.stderr.write(`${text}\n`);
  process.exitCode = await run(args, { out, err, cwd: process.cwd(), env: process.env });
} else {
  try {
    const [program = '', ...before] = orreryCommand();
    process.exitCode = await handOver(program, [...before, ...(name ? [name] : []), ...args], process.cwd());
  } catch (error) {
    process.stderr.write(`orrery: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}
