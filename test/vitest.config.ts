import { defineConfig } from 'vitest/config';

const e2e = process.env.ORRERY_SUITE === 'e2e';

/** `npm test` runs every `*.test.ts`; `npm run e2e` every `*.e2e.ts`, which need a browser and real peers. */
export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  test: {
    include: e2e ? ['**/*.e2e.ts'] : ['**/*.test.ts', '**/*.test.tsx'],
    // Templates are tested as the plugins that are made of them.
    exclude: ['**/node_modules/**', '**/dist/**', 'plugin-sdk/templates/**'],
    pool: 'forks',
    // Servers, hosts and browsers share two cores with each other; more at once only makes them late. A browser fills them by itself.
    maxWorkers: e2e ? 1 : 2,
    testTimeout: e2e ? 120_000 : 30_000,
    hookTimeout: e2e ? 120_000 : 30_000,
    passWithNoTests: false,
  },
});
