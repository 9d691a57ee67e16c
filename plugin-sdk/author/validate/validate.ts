/** `orrery plugin validate`: everything that a server, a catalog or a user would object to, before they do. */
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { readManifest } from '../../build/manifest.ts';
import { buildPackage } from '../../build/package.ts';
import { checkManifest } from '../../manifest/check.ts';
import { pluginFolder } from '../folder.ts';
import { type Io, readArguments } from '../io.ts';
import { problemOf } from '../problem.ts';
import { factsOf } from './facts.ts';
import { error, type Finding } from './finding.ts';
import { codeRules } from './rules/code.ts';
import { fileRules } from './rules/files.ts';
import { manifestRules } from './rules/manifest.ts';
import { pictureRules } from './rules/pictures.ts';
import { promiseRules } from './rules/promises.ts';
import { textRules } from './rules/texts.ts';
import { lineOfPath, readSource } from './source.ts';

export const usage = `Usage: orrery plugin validate [FOLDER] [--strict] [--json]

Says what is wrong with a plugin: which file, which line, and what to do.

--strict  warnings count as errors
--json    { id, version, findings: [{ rule, severity, file, line, message, remedy }] }, for programs

Exit code 1 when there are errors.`;

export interface Report {
  readonly id: string;
  readonly version: string;
  readonly findings: readonly Finding[];
}

export async function run(args: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = readArguments(args, { strict: { type: 'boolean' }, json: { type: 'boolean' } });
  const folder = pluginFolder(positionals, io);
  const report = await validate(folder);
  const errors = report.findings.filter(({ severity }) => severity === 'error' || values.strict).length;
  if (values.json) io.out(JSON.stringify(report, null, 2));
  else {
    for (const finding of report.findings) io.out(inWords(finding));
    const warnings = report.findings.length - errors;
    io.out(
      `${report.id} ${report.version}: ${errors === 0 ? 'no errors' : `${errors} errors`}${warnings > 0 ? `, ${warnings} warning${warnings === 1 ? '' : 's'}` : ''}`,
    );
  }
  return errors > 0 ? 1 : 0;
}

function inWords({ severity, rule, file, line, message, remedy }: Finding): string {
  return `${severity === 'error' ? '✗' : '!'} ${file}${line ? `:${line}` : ''}  ${message} (${rule})\n    ${remedy}`;
}

export async function validate(folder: string): Promise<Report> {
  const manifest = await readManifest(folder).catch((cause: unknown) => cause as Error);
  if (manifest instanceof Error) {
    const { file = 'manifest.ts', line, message } = problemOf(manifest, folder, '');
    return { id: '?', version: '?', findings: [error('manifest/unreadable', file, message, 'Mend it, and run this again.', line)] };
  }
  const { id, info } = manifest;
  const about = { id, version: info?.version ?? '?' };
  const checked = checkManifest(JSON.parse(JSON.stringify(manifest)), 'manifest.ts');
  if (!checked.ok) {
    const source = readSource(folder, 'manifest.ts');
    const mistakes = (checked.failure.detail?.mistakes ?? [checked.failure.message]) as string[];
    const findings = mistakes.map((mistake) =>
      error(
        'manifest/invalid',
        'manifest.ts',
        mistake,
        'The types of defineManifest say what belongs there.',
        lineOfPath(source, mistake.split(' ', 1)[0]?.split('.') ?? []),
      ),
    );
    return { ...about, findings };
  }
  const { runtime } = manifest.orrery;
  if ((runtime === 'isolate' || runtime === 'worker') && !existsSync(join(folder, 'index.ts'))) {
    const line = lineOfPath(readSource(folder, 'manifest.ts'), ['orrery', 'runtime']);
    const remedy = 'Write index.ts, or use runtime "none".';
    return {
      ...about,
      findings: [error('promise/no-backend', 'manifest.ts', `runtime is "${runtime}", and there is no index.ts.`, remedy, line)],
    };
  }
  const dist = join(folder, '.orrery', 'validated');
  try {
    await buildPackage(folder, { dist });
  } catch (cause) {
    const { file = 'manifest.ts', line, message } = problemOf(cause, folder, id);
    return { ...about, findings: [error('build/failed', file, message, 'Mend it, and run this again.', line)] };
  }
  const facts = await factsOf(folder, manifest, dist);
  await rm(dist, { recursive: true, force: true });
  const findings = [
    ...manifestRules(facts),
    ...promiseRules(facts),
    ...codeRules(facts),
    ...textRules(facts),
    ...pictureRules(facts),
    ...(await fileRules(facts)),
  ];
  return { ...about, findings: findings.sort((a, b) => a.severity.localeCompare(b.severity)) };
}
