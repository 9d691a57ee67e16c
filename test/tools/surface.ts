/**
 * `npm run surface`: records what the SDK exports (`plugin-sdk/surface.txt`), so that a change to it is a change to that file which a
 * person makes on purpose. `--check` compares instead. `--reference DIR` writes the API reference, made of the same declarations.
 */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { publicEntries } from '@orrery/plugin-sdk/author/vendor';
import { root, run } from './run.ts';
import { createExtractor, type Export } from './surface/extract.ts';

const recordedIn = join(root, 'plugin-sdk', 'surface.txt');
const sdk = '@orrery/plugin-sdk';

type Surface = ReadonlyMap<string, ReadonlyMap<string, Export>>;

async function surface(): Promise<Surface> {
  const out = await mkdtemp(join(tmpdir(), 'orrery-surface-'));
  try {
    const emitted = await run('tsc', ['-p', join(root, 'plugin-sdk/build/tsconfig.pack.json'), '--emitDeclarationOnly', '--outDir', out], {
      quiet: true,
    });
    if (emitted.code !== 0) throw new Error(`The declarations of the SDK could not be made.\n${emitted.output}`);
    const { exportsOf } = createExtractor();
    return new Map(
      Object.entries(publicEntries).map(([entry, file]) => [
        entry.replace(/^\./, sdk),
        exportsOf(join(out, file.replace(/\.tsx?$/, '.d.ts'))),
      ]),
    );
  } finally {
    await rm(out, { recursive: true, force: true });
  }
}

function recorded(found: Surface): string {
  const parts = [...found].map(([entry, names]) =>
    [`# ${entry}`, ...[...names].map(([name, { declaration }]) => `${name}: ${declaration}`)].join('\n'),
  );
  return `${parts.join('\n\n')}\n`;
}

/** What left, came or changed, by entry and name. */
function differences(before: string, now: string): string[] {
  const linesOf = (text: string): Map<string, string> => {
    const lines = new Map<string, string>();
    let entry = '';
    for (const line of text.split('\n')) {
      if (line.startsWith('# ')) entry = line.slice(2);
      else if (line) lines.set(`${entry} ${line.slice(0, line.indexOf(':'))}`, line);
    }
    return lines;
  };
  const [old, fresh] = [linesOf(before), linesOf(now)];
  const gone = [...old.keys()].filter((name) => !fresh.has(name)).map((name) => `- ${name}`);
  const came = [...fresh.keys()].filter((name) => !old.has(name)).map((name) => `+ ${name}`);
  const changed = [...fresh]
    .filter(([name, line]) => old.has(name) && old.get(name) !== line)
    .map(([name, line]) => `~ ${name}\n    was ${old.get(name)}\n    is  ${line}`);
  return [...gone, ...came, ...changed];
}

function reference(entry: string, names: ReadonlyMap<string, Export>): string {
  const order: readonly Export['kind'][] = ['function', 'const', 'class', 'interface', 'type'];
  const titles: Readonly<Record<Export['kind'], string>> = {
    function: 'Functions',
    const: 'Values',
    class: 'Classes',
    interface: 'Interfaces',
    type: 'Types',
  };
  const sections = order.flatMap((kind) => {
    const ofKind = [...names.values()].filter((one) => one.kind === kind);
    if (ofKind.length === 0) return [];
    return [
      `## ${titles[kind]}`,
      ...ofKind.map(({ name, doc, source }) => `### ${name}\n\n${doc ? `${doc}\n\n` : ''}\`\`\`ts\n${source}\n\`\`\``),
    ];
  });
  return `# ${entry}\n\n${sections.join('\n\n')}\n`;
}

const args = process.argv.slice(2);
const found = await surface();
const now = recorded(found);
const to = args[args.indexOf('--reference') + 1];
if (args.includes('--reference') && to) {
  await mkdir(to, { recursive: true });
  for (const [entry, names] of found)
    await writeFile(join(to, `${entry.slice(sdk.length + 1).replace('/', '-') || 'index'}.md`), reference(entry, names));
  console.log(`Wrote the reference of ${[...found.values()].reduce((sum, names) => sum + names.size, 0)} names to ${to}`);
} else if (args.includes('--check')) {
  const before = await readFile(
    args[args.indexOf('--against') + 1] && args.includes('--against') ? (args[args.indexOf('--against') + 1] as string) : recordedIn,
    'utf8',
  ).catch(() => '');
  const changes = differences(before, now);
  if (changes.length > 0) {
    console.error(`The SDK's surface is not the recorded one. If that is meant, record it: npm run surface\n${changes.join('\n')}`);
    process.exit(1);
  }
} else {
  await writeFile(recordedIn, now);
  console.log(`Recorded ${[...found.values()].reduce((sum, names) => sum + names.size, 0)} names in plugin-sdk/surface.txt`);
}
