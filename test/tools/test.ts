/** `npm test`: the checks that need nothing but this folder, then every `*.test.ts`. Arguments go to vitest. */
import { run } from './run.ts';

const built = await run('node', ['kernel/cli/orrery.ts', 'build']);
if (built.code !== 0) process.exit(built.code);
const { code } = await run('vitest', ['run', '--config', 'test/vitest.config.ts', ...process.argv.slice(2)]);
process.exit(code);
