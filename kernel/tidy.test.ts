/** In a process of its own: the heap that is looked at must be nobody else's. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const tidy = new URL('tidy.ts', import.meta.url).href;

/** Leaves 40 MB of old objects behind, looks at its heap until that is small again, and tells what it saw after the collection. */
const program = `
const { tidyAtRest } = await import(${JSON.stringify(tidy)});
const watches = process.argv[1] === 'watched';
if (watches) tidyAtRest();
let kept = Array.from({ length: 400_000 }, (_, at) => ({ at, text: 'line ' + at }));
await new Promise((done) => setTimeout(done, 100));
const full = process.memoryUsage().heapUsed;
kept = undefined;
let ticks = 0;
for (const end = Date.now() + 6_000; Date.now() < end && process.memoryUsage().heapUsed > full / 2; ticks++) await new Promise((done) => setTimeout(done, 100));
const left = process.memoryUsage().heapUsed;
// A thread that was left hanging by its own collection would say nothing.
await new Promise((done) => setTimeout(done, 200));
console.log(JSON.stringify({ full, left }));
`;

async function run(how: 'watched' | 'alone'): Promise<{ full: number; left: number }> {
  const args = ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e', program, how];
  const { stdout } = await promisify(execFile)(process.execPath, args, {
    cwd: fileURLToPath(new URL('..', import.meta.url)),
    timeout: 25_000,
  });
  return JSON.parse(stdout) as { full: number; left: number };
}

test('a thread at rest gives back what its work left behind, and goes on', async () => {
  const { full, left } = await run('watched');
  expect(left).toBeLessThan(full / 2);
}, 30_000);

test('nobody else would have done it', async () => {
  const { full, left } = await run('alone');
  expect(left).toBeGreaterThan(full / 2);
}, 30_000);
