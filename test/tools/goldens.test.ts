import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { run } from './run.ts';

const now = '2026-03-18T14:37:52.345Z';

async function goldens(files: Readonly<Record<string, unknown>>): Promise<{ code: number; output: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'goldens-'));
  try {
    for (const [name, content] of Object.entries(files)) await writeFile(join(folder, `${name}.json`), JSON.stringify(content));
    return await run('node', ['test/tools/goldens.ts', folder], { quiet: true });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

describe('npm run goldens', () => {
  test('passes when every answer is the one of the file', async () => {
    const { code, output } = await goldens({
      'value-formats': { now, cases: [['bytes', 1024, null, '1', null, ' KiB']] },
      intervals: { now, cases: [[3_600_000, 300, '>1m', { error: 'x' }]] },
      reducers: { now, inputs: [{ name: 'v', type: 'number', values: [1, '@NaN', 3] }], cases: [[0, 'sum', 4]] },
      'of-another-kind': { now, cases: [{}, {}] },
    });
    expect(output).toContain('passed  value-formats: 1 passed, 0 failed');
    expect(output).toContain('waiting of-another-kind: 2 cases not tried, no check knows this kind of file');
    expect(code).toBe(0);
  });
  test('fails, and says what was expected and what came, when one is not', async () => {
    const { code, output } = await goldens({ 'date-math': { now, cases: [['now/d', false, 'utc', 0, 1]] } });
    expect(output).toMatch(/now\/d end false in utc.*\n\s+expected 1\n\s+got {6}1773792000000/);
    expect(output).toContain('FAILED  date-math: 0 passed, 1 failed');
    expect(code).toBe(1);
  });
  test('fails when there is nothing to try', async () => expect((await goldens({})).code).toBe(1));
});
