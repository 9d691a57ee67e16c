/** Which folder may know which: the arrows of the layout, checked on the sources as text. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const root = process.env.ORRERY_ARCHITECTURE_ROOT ?? fileURLToPath(new URL('../..', import.meta.url));
const leastFiles = process.env.ORRERY_ARCHITECTURE_ROOT ? 1 : 250;

interface Rule {
  readonly name: string;
  readonly from: RegExp;
  /** Project folders it may reach, beside itself. */
  readonly may: readonly RegExp[];
  readonly hint: string;
}

const own = (folder: string): RegExp => new RegExp(`^${folder}/`);
const rules: readonly Rule[] = [
  {
    name: 'signing stands alone',
    from: /^signing\//,
    may: [own('signing')],
    hint: 'signing takes bytes and gives verdicts; it imports nothing of ours.',
  },
  { name: 'the SDK stands alone', from: /^plugin-sdk\//, may: [own('plugin-sdk')], hint: 'plugin-sdk imports nothing of ours.' },
  {
    name: 'the kernel knows no plugin',
    from: /^kernel\//,
    may: [own('kernel'), own('plugin-sdk'), own('signing')],
    hint: 'the kernel imports plugin-sdk and signing only.',
  },
  {
    name: 'a plugin sees the SDK only',
    from: /^plugins\/([^/]+\/[^/]+)\//,
    may: [own('plugin-sdk')],
    hint: 'a plugin imports its own folder and plugin-sdk.',
  },
  {
    name: 'the shell sees the SDK only',
    from: /^ui-shell\//,
    may: [own('ui-shell'), own('plugin-sdk')],
    hint: 'ui-shell imports plugin-sdk.',
  },
  {
    name: 'the catalog sees signing and the SDK',
    from: /^plugin-catalog\//,
    may: [own('plugin-catalog'), own('plugin-sdk'), own('signing')],
    hint: 'plugin-catalog imports signing and plugin-sdk.',
  },
];

const packages: Readonly<Record<string, string>> = {
  '@orrery/kernel': 'kernel',
  '@orrery/signing': 'signing',
  '@orrery/plugin-sdk': 'plugin-sdk',
  '@orrery/ui-shell': 'ui-shell',
  '@orrery/plugin-catalog': 'plugin-catalog',
  '@orrery/plugins': 'plugins',
};

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.name.startsWith('.') || ['node_modules', 'dist', 'dist.new'].includes(entry.name)) return [];
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sources(path);
    return /\.tsx?$/.test(entry.name) ? [path] : [];
  });
}

/** What a file imports, as a path in the project; packages of others are left out. */
function importsOf(file: string): string[] {
  const text = readFileSync(file, 'utf8').replace(/\/\*[\s\S]*?\*\//g, '');
  const found = [
    ...text.matchAll(
      /(?:^|[\s;])(?:import|export)\s[^'"`;]*?from\s*['"]([^'"]+)['"]|(?:^|[\s;])import\s*['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]/g,
    ),
  ];
  return found.flatMap(([, from, bare, dynamic]) => {
    const name = from ?? bare ?? dynamic ?? '';
    if (name.startsWith('.')) return [normalize(relative(root, join(dirname(file), name)))];
    const owner = Object.keys(packages).find((candidate) => name === candidate || name.startsWith(`${candidate}/`));
    return owner ? [`${packages[owner]}${name.slice(owner.length) || '/index.ts'}`] : [];
  });
}

function violations(): string[] {
  return files.flatMap((file) => {
    const path = relative(root, file);
    return rules.flatMap(({ name, from, may, hint }) => {
      const match = from.exec(path);
      // A test may use what it tests with.
      if (!match || /\.(test|e2e)\.tsx?$/.test(path)) return [];
      const self = match[1] ? [own(`plugins/${match[1]}`)] : [];
      const wrong = importsOf(file).filter((target) => ![...may, ...self].some((allowed) => allowed.test(target)));
      return wrong.map((target) => `${path} imports ${target} (${name}: ${hint})`);
    });
  });
}

const files = ['kernel', 'signing', 'plugin-sdk', 'plugin-catalog', 'plugins', 'ui-shell'].flatMap((folder) => {
  try {
    return sources(join(root, folder));
  } catch {
    return [];
  }
});

describe('the folders', () => {
  test('of our own sources know only whom they may', () => {
    expect(violations()).toEqual([]);
  });
  test('were looked at', () => {
    expect(files.length).toBeGreaterThanOrEqual(leastFiles);
  });
});

describe('code for isolates', () => {
  const folders = files
    .filter((file) => file.endsWith('manifest.ts') && /runtime: '(isolate|none)'/.test(readFileSync(file, 'utf8')))
    .map((file) => dirname(file));
  test('imports nothing of Node', () => {
    const wrong = files
      .filter((file) => folders.some((folder) => file.startsWith(`${folder}/`)) && !/\.(test|e2e)\.tsx?$|\/fixtures\//.test(file))
      .filter((file) => /from 'node:/.test(readFileSync(file, 'utf8')));
    expect(wrong.map((file) => relative(root, file))).toEqual([]);
    expect(folders.length).toBeGreaterThanOrEqual(Math.min(6, leastFiles - 1));
  });
  test('names no feature in the kernel', () => {
    const words = /\b(dashboards?|panels?|alerts?|alerting|prometheus|loki)\b/i;
    const named = files
      .filter((file) => relative(root, file).startsWith('kernel/') && !/\.test\.ts$|\/testing\.ts$|\/config\/|\/observe\//.test(file))
      .flatMap((file) =>
        readFileSync(file, 'utf8')
          .split('\n')
          .flatMap((line, index) => (words.test(line) ? [`${relative(root, file)}:${index + 1} ${line.trim()}`] : [])),
      );
    expect(named).toEqual([]);
  });
});
