/** `npm run e2e`: every `*.e2e.ts`, in Chromium against real peers. Says what is missing instead of skipping. */
import { existsSync } from 'node:fs';
import { run } from './run.ts';

const needed = {
  Chromium: ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'],
  Prometheus: ['/usr/bin/prometheus', '/usr/local/bin/prometheus'],
  'node exporter': ['/usr/bin/prometheus-node-exporter', '/usr/local/bin/node_exporter'],
};
const missing = Object.entries(needed).filter(([, paths]) => !paths.some((path) => existsSync(path)));
if (missing.length > 0) {
  console.error(
    `The end-to-end tests need ${missing.map(([name]) => name).join(', ')}. On Debian: apt-get install chromium prometheus prometheus-node-exporter`,
  );
  process.exit(1);
}
const built = await run('node', ['kernel/cli/orrery.ts', 'build']);
if (built.code !== 0) process.exit(built.code);
const { code } = await run('vitest', ['run', '--config', 'test/vitest.config.ts', ...process.argv.slice(2)], {
  env: { ORRERY_SUITE: 'e2e' },
});
process.exit(code);
