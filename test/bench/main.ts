/**
 * `npm run bench [NAME…]`: measures the budgets of the design and prints each beside its reference, taken in the same run on the same
 * machine. Ends with 1 when a measurement could not be made; a budget that is not met is printed as such.
 */
import { readdir } from 'node:fs/promises';
import type { Bench, Measurement } from './types.ts';

const wanted = process.argv.slice(2);
const files = (await readdir(import.meta.dirname)).filter((name) => name.endsWith('.bench.ts')).sort();
const benches = await Promise.all(files.map(async (file) => ((await import(`./${file}`)) as { default: Bench }).default));
const chosen = benches.filter(({ name }) => wanted.length === 0 || wanted.some((part) => name.includes(part)));
if (chosen.length === 0) throw new Error(`no bench is named ${wanted.join(', ')}; there are ${benches.map(({ name }) => name).join(', ')}`);

let broken = 0;
let missed = 0;
for (const bench of chosen) {
  process.stdout.write(`${bench.name}\n`);
  try {
    const measured = await bench.run();
    const met = bench.met(measured);
    if (!met) missed += 1;
    process.stdout.write(`${tell(measured)}  budget     ${bench.budget}: ${met ? 'met' : 'NOT MET'}\n\n`);
  } catch (error) {
    broken += 1;
    process.stdout.write(`  could not be measured: ${error instanceof Error ? (error.stack ?? error.message) : error}\n\n`);
  }
}
process.stdout.write(`${chosen.length} measured, ${missed} over budget, ${broken} could not be measured\n`);
process.exit(broken > 0 ? 1 : 0);

function tell({ value, unit, reference, referenceName, note }: Measurement): string {
  const number = (figure: number): string => (Math.abs(figure) >= 100 ? figure.toFixed(0) : figure.toPrecision(3));
  const lines = [
    `measured   ${number(value)} ${unit}`,
    `reference  ${number(reference)} ${unit} (${referenceName})`,
    ...(reference > 0 ? [`ratio      ${number(value / reference)}`] : []),
    ...(note ? [`note       ${note}`] : []),
  ];
  return lines.map((line) => `  ${line}\n`).join('');
}
