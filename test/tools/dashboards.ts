/**
 * `npm run dashboards -- DIR`: imports every dashboard of a folder into a new Orrery, opens each in Chromium with all of its rows, takes a
 * picture, and says what was drawn and why the rest was not. Ends with 1 when an import failed, a panel was blank or the console had errors.
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { startChromium } from '../support/panel-page.ts';
import { startOrrery } from '../support/server.ts';
import { readDashboards, sourcesOf } from './dashboards/files.ts';
import { importDashboard } from './dashboards/import.ts';
import { isFaulty, lines, page, type Tried } from './dashboards/report.ts';
import { makeSources, presentIn, startPeers } from './dashboards/sources.ts';
import { withStandIns } from './dashboards/stand-ins.ts';
import { visit } from './dashboards/visit.ts';
import { run } from './run.ts';

const usage = 'npm run dashboards -- DIR [--out FOLDER] [--only TEXT]';
const { values, positionals } = parseArgs({ allowPositionals: true, options: { out: { type: 'string' }, only: { type: 'string' } } });
const [folder] = positionals;
if (!folder || !existsSync(folder)) {
  console.error(folder ? `There is no folder ${resolve(folder)}.\n${usage}` : usage);
  process.exit(2);
}
const out = resolve(values.out ?? 'test/screenshots/dashboards');
mkdirSync(out, { recursive: true });

const { dashboards: all, others } = readDashboards(folder);
const dashboards = all.filter(({ path }) => path.includes(values.only ?? ''));
if (dashboards.length === 0) {
  console.error(`There is no dashboard below ${resolve(folder)}: looked for .json files with panels, rows or a spec.`);
  process.exit(2);
}
const built = await run('node', ['kernel/cli/orrery.ts', 'build'], { quiet: true });
if (built.code !== 0) {
  console.error(built.output);
  process.exit(built.code);
}

const tried: Tried[] = [];
{
  await using life = new AsyncDisposableStack();
  // Whoever stops the trial stops what it started.
  const stop = (): void => void life.disposeAsync().finally(() => process.exit(130));
  process.once('SIGINT', stop).once('SIGTERM', stop);
  const { prometheus, missing } = await startPeers(life, dashboards);
  if (missing.length > 0) console.log(`Without ${missing.join(' and ')}, which this machine does not have.`);
  const orrery = life.use(await startOrrery());
  await makeSources(orrery, sourcesOf(dashboards), prometheus);
  const present = await presentIn(orrery);
  const browser = await startChromium();
  life.defer(() => browser.close());
  for (const file of dashboards) {
    const { json, replaced } = withStandIns(file.json, present);
    const imported = await importDashboard(orrery, { ...file, json });
    if ('failure' in imported) tried.push({ imported });
    else {
      const shot = `${file.path.replace(/\.json$/, '').replace(/[^\w.-]+/g, '-')}.png`;
      const seen = await visit(browser, orrery, imported.uid, join(out, shot)).catch((error: Error) => ({
        panels: [],
        complaints: [`not opened: ${error.message}`],
      }));
      tried.push({ imported, visit: seen, shot, replaced });
    }
    console.log(lines(tried.slice(-1))[0]);
  }
}
writeFileSync(join(out, 'index.html'), page(tried));
if (others.length > 0) console.log(`No dashboards: ${others.join(', ')}`);
console.log(lines(tried).slice(tried.length).join('\n'));
console.log(`Pictures: ${join(out, 'index.html')}`);
process.exit(isFaulty(tried) ? 1 : 0);
