/**
 * `npm run check`: types, format and lint, import rules, dead code. A check that looks at nothing passes, so each is also given a
 * planted fault in a folder of its own, and must find it.
 */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root, run } from './run.ts';

interface Check {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  /** Plants a fault below this folder and says what the check prints when it sees it. */
  readonly fault: (folder: string) => Promise<{ readonly args: readonly string[]; readonly seen: RegExp }>;
}

const checks: readonly Check[] = [
  {
    name: 'types',
    command: 'tsc',
    args: ['-p', '.'],
    async fault(folder) {
      await writeFile(join(folder, 'fault.ts'), 'export const wrong: number = "text";\n');
      await writeFile(
        join(folder, 'tsconfig.json'),
        JSON.stringify({ extends: join(root, 'tsconfig.json'), files: ['fault.ts'], include: [] }),
      );
      return { args: ['-p', folder], seen: /TS2322/ };
    },
  },
  {
    name: 'lint',
    command: 'biome',
    args: ['lint', '--config-path=.biome.json', '--diagnostic-level=error', '.'],
    async fault(folder) {
      await writeFile(join(folder, 'fault.ts'), 'export function f(a: number) {\n  debugger;\n  if (a === a) return 1;\n  return 2;\n}\n');
      return { args: ['lint', '--config-path=.biome.json', '--diagnostic-level=error', folder], seen: /noSelfCompare|noDebugger/ };
    },
  },
  {
    name: 'format',
    command: 'biome',
    args: ['format', '--config-path=.biome.json', '.'],
    async fault(folder) {
      await writeFile(join(folder, 'fault.ts'), 'export   const a = 1\n');
      return { args: ['format', '--config-path=.biome.json', folder], seen: /fault\.ts/ };
    },
  },
  {
    name: 'import rules',
    command: 'vitest',
    args: ['run', '--config', 'test/vitest.config.ts', 'test/architecture'],
    async fault(folder) {
      await mkdir(join(folder, 'kernel'));
      await writeFile(join(folder, 'kernel', 'fault.ts'), "import '../plugins/apps/dashboards/index.ts';\n");
      return { args: ['run', '--config', 'test/vitest.config.ts', 'test/architecture', '-t', 'own sources'], seen: /kernel\/fault\.ts/ };
    },
  },
  {
    name: 'surface of the SDK',
    command: 'node',
    args: ['test/tools/surface.ts', '--check'],
    async fault(folder) {
      // A record of one export more than there is.
      const before = await readFile(join(root, 'plugin-sdk', 'surface.txt'), 'utf8');
      await writeFile(join(folder, 'surface.txt'), before.replace('\n', '\nvanished: function vanished(): void;\n'));
      return {
        args: ['test/tools/surface.ts', '--check', '--against', join(folder, 'surface.txt')],
        seen: /- @orrery\/plugin-sdk vanished/,
      };
    },
  },
  {
    name: 'dead code',
    command: 'knip',
    args: ['--config', '.knip.json', '--no-progress', '--no-config-hints', '--include', 'files,exports,dependencies'],
    async fault(folder) {
      await writeFile(join(folder, 'package.json'), JSON.stringify({ name: 'fault', type: 'module', main: 'index.ts' }));
      await writeFile(join(folder, 'index.ts'), 'export {};\n');
      await writeFile(join(folder, 'dead.ts'), 'export const dead = 1;\n');
      return { args: ['--directory', folder, '--no-progress', '--include', 'files'], seen: /dead\.ts/ };
    },
  },
];

let failed = 0;
for (const { name, command, args, fault } of checks) {
  const folder = await mkdtemp(join(root, 'test', '.fault-'));
  try {
    const planted = await fault(folder);
    const caught = await run(command, planted.args, { quiet: true, env: { ORRERY_ARCHITECTURE_ROOT: folder } });
    if (caught.code === 0 || !planted.seen.test(caught.output)) {
      console.error(`${name}: did not see the planted fault\n${caught.output.slice(-2000)}`);
      failed++;
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  const real = await run(command, args, { quiet: true });
  console.log(`${real.code === 0 ? 'passed' : 'FAILED'}  ${name}`);
  if (real.code !== 0) {
    failed++;
    console.error(real.output.slice(-8000));
  }
}
process.exit(failed === 0 ? 0 : 1);
