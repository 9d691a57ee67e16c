/**
 * `npm run goldens -- DIR`: holds the data core against answers of the library that dashboards were written for. Each file of the
 * folder is a header and cases (its README says what they are); the kind of a file is its name. Exits 1 when a case failed.
 */
import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Check, Golden, Kind } from './goldens/case.ts';
import { decode, same } from './goldens/compare.ts';

const kinds: Readonly<Record<string, () => Promise<Kind>>> = {
  'value-formats': async () => (await import('./goldens/value-formats.ts')).checks,
  'display-names': async () => (await import('./goldens/display-names.ts')).checks,
  fields: async () => (await import('./goldens/fields.ts')).checks,
  'template-formats': async () => (await import('./goldens/template-formats.ts')).checks,
  'date-math': async () => (await import('./goldens/date-math.ts')).checks,
  intervals: async () => (await import('./goldens/intervals.ts')).checks,
  reducers: async () => (await import('./goldens/reducers.ts')).checks,
  'thresholds-mappings': async () => (await import('./goldens/thresholds-mappings.ts')).checks,
  transformations: async () => (await import('./goldens/transformations.ts')).checks,
  'color-schemes': async () => (await import('./goldens/color-schemes.ts')).checks,
};

const [folder, ...options] = process.argv.slice(2);
const shown = Number(options.find((option) => option.startsWith('--show='))?.slice(7) ?? 5);
if (!folder) {
  console.error('Which folder holds the golden files? Usage: npm run goldens -- DIR [--show=N]');
  process.exit(1);
}
process.env.TZ = 'UTC';

const files = (await readdir(folder)).filter((file) => file.endsWith('.json')).sort();
if (files.length === 0) {
  console.error(`There is no golden file (*.json) in ${folder}.`);
  process.exit(1);
}
let failures = 0;
let waiting = 0;
for (const file of files) {
  const name = basename(file, '.json');
  const golden = decode(JSON.parse(await readFile(join(folder, file), 'utf8'))) as Golden;
  const load = kinds[name];
  if (!load) {
    waiting += golden.cases.length;
    console.log(`waiting ${name}: ${golden.cases.length} cases not tried, no check knows this kind of file`);
    continue;
  }
  const { passed, failed } = report(name, (await load())(golden));
  failures += failed;
  console.log(`${failed === 0 ? 'passed ' : 'FAILED '} ${name}: ${passed} passed, ${failed} failed`);
}
console.log(`${failures} failed${waiting > 0 ? `, ${waiting} cases not tried` : ''}`);
process.exit(failures === 0 ? 0 : 1);

function report(name: string, checks: Iterable<Check>): { passed: number; failed: number } {
  let passed = 0;
  let failed = 0;
  for (const { label, expected, got, compare = same } of checks) {
    let answer: unknown;
    try {
      answer = got();
    } catch (error) {
      answer = { error: (error as Error).stack };
    }
    if (compare(expected, answer)) {
      passed++;
      continue;
    }
    if (++failed <= shown) {
      const text = (value: unknown): string => readable(value);
      console.log(`  ${name} ${label}\n    expected ${text(expected)}\n    got      ${text(answer)}`);
    }
  }
  return { passed, failed };
}

function readable(value: unknown): string {
  return String(
    JSON.stringify(value, (_key, part: unknown) => (typeof part === 'number' && !Number.isFinite(part) ? `@${part}` : part)) ??
      '@undefined',
  ).slice(0, 1500);
}
