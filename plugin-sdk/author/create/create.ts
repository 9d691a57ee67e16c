/** `orrery plugin create`: a plugin that runs, is tested and can be packed, made from one of the templates that are tested here. */
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { relative, resolve } from 'node:path';
import { AuthorError, type Io, readArguments, UsageError } from '../io.ts';
import { linkTools } from '../link.ts';
import { ask } from './ask.ts';
import { type Answers, kindOf, nameProblem, namesOf } from './names.ts';
import { writeTemplate } from './template.ts';

export const usage = `Usage: orrery plugin create [KIND] [NAME] [--org NAME] [--folder DIR] [--no-link]

KIND      panel, datasource, app, auth, notifier or transformation
NAME      as people read it: "Traffic lights"
--org     whose it is; the first part of its id
--folder  where it goes; its id when absent
--no-link leave node_modules to \`npm install\`

Asks for what was not said, where a terminal can answer.`;

export async function run(args: readonly string[], io: Io): Promise<number> {
  const one = { type: 'string' } as const;
  const { values, positionals } = readArguments(args, { org: one, folder: one, 'no-link': { type: 'boolean' } });
  const [kind, name, ...more] = positionals;
  if (more.length > 0) throw new UsageError(`"${more[0]}" is one argument too many. A name of several words needs quotes.`);
  const told: Partial<Answers> = { ...(kind && { kind: kindOf(kind) }), ...(name && { name }), ...(values.org && { org: values.org }) };
  const answers = await complete(told, io);
  if (!answers) return 1;
  const problem = nameProblem(answers.name, 'The name') ?? nameProblem(answers.org, 'The organisation');
  if (problem) throw new UsageError(problem);

  const names = namesOf({ ...answers, name: answers.name.trim(), org: answers.org.trim() });
  const folder = resolve(io.cwd, values.folder ?? names.id);
  if (existsSync(folder) && (await readdir(folder)).length > 0)
    throw new AuthorError(`${folder} is there already and holds something. Name another one with --folder.`);
  await writeTemplate(names, folder);
  if (!values['no-link']) await linkTools(folder);
  io.out(`Made ${names.id} in ${folder}

  cd ${relative(io.cwd, folder) || '.'}
  npm run dev      a server with it, and every saved change at once
  npm test         its tests
  npm run check    types, and what a server or catalog would object to
`);
  return 0;
}

/** Undefined: the person gave up. */
async function complete(told: Partial<Answers>, io: Io): Promise<Answers | undefined> {
  const { kind, name, org } = told;
  if (kind && name && org) return { kind, name, org };
  if (process.stdin.isTTY && process.stdout.isTTY) return ask(told);
  if (kind && name) return { kind, name, org: io.env.USER || io.env.USERNAME || 'my' };
  throw new UsageError(`${kind ? 'NAME' : 'KIND'} is missing, and there is no terminal to ask in.`);
}
