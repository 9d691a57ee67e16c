/** The package as a whole: its size, what should not be in it, and whether its signature still fits. */
import { createHash } from 'node:crypto';
import { lstat, readdir, realpath } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { gzipSync } from 'node:zlib';
import { filesIn, type Facts } from '../facts.ts';
import { error, type Finding, warning } from '../finding.ts';

const largestModule = 300 << 10;
const largestPackage = 20 << 20;

export async function fileRules(facts: Facts): Promise<Finding[]> {
  const { folder, files } = facts;
  return [...sizes(files), ...secrets(files), ...names(files), ...(await links(folder)), ...(await signature(folder))];
}

function sizes(files: Facts['files']): Finding[] {
  const found: Finding[] = [];
  const total = [...files.values()].reduce((sum, bytes) => sum + bytes.length, 0);
  if (total > largestPackage)
    found.push(
      error(
        'size/package',
        '.',
        `The package has ${Math.ceil(total / (1 << 20))} MB.`,
        'Servers take 20 MB. Leave out what can be fetched.',
      ),
    );
  const module = files.get('module.js');
  const packed = module && gzipSync(module).length;
  if (packed && packed > largestModule)
    found.push(
      warning(
        'size/module',
        'module.tsx',
        `The front end has ${Math.ceil(packed / 1024)} kB, gzipped: whoever opens a dashboard waits for it.`,
        'Import what is rarely needed with import().',
      ),
    );
  return found;
}

function secrets(files: Facts['files']): Finding[] {
  const found: Finding[] = [];
  for (const [path, bytes] of files) {
    const text = /\.(?:js|json|md|txt|pem|asc|key|ya?ml|ini)$/.test(path) || !path.includes('.') ? new TextDecoder().decode(bytes) : '';
    if (/-----BEGIN (?:[A-Z]+ )*PRIVATE KEY(?: BLOCK)?-----\s+\S/.test(text))
      found.push(
        error(
          'files/secret',
          path,
          'It holds a private key, for everybody to read.',
          'Take it out, and make a new key: this one is known.',
        ),
      );
    if (/(?:^|\/)\.(?:env|git|npmrc)/.test(path))
      found.push(error('files/hidden', path, 'Hidden files do not belong into a package.', 'Take it out.'));
  }
  return found;
}

function names(files: Facts['files']): Finding[] {
  const seen = new Map<string, string>();
  const found: Finding[] = [];
  for (const path of files.keys()) {
    const twin = seen.get(path.toLowerCase());
    if (twin) found.push(error('files/case', path, `${twin} is there, too: on some systems they are one file.`, 'Rename one of them.'));
    seen.set(path.toLowerCase(), path);
    if (!/^[\w.@+ -]+(?:\/[\w.@+ -]+)*$/.test(path))
      found.push(error('files/name', path, 'Not every system can hold a file of this name.', 'Use letters, digits, dots, dashes and _.'));
  }
  return found;
}

/** What lies elsewhere on this machine would be packed as if it were the plugin's. */
async function links(folder: string): Promise<Finding[]> {
  const root = await realpath(folder);
  const found: Finding[] = [];
  for (const place of ['img', 'dashboards', '.']) {
    for (const name of await readdir(join(root, place)).catch(() => [])) {
      if (place === '.' && !/^(?:README\.md|CHANGELOG\.md|LICENSE|img|dashboards)$/.test(name)) continue;
      const path = join(root, place, name);
      if (!(await lstat(path)).isSymbolicLink()) continue;
      const target = await realpath(path).catch(() => '');
      if (!target.startsWith(root + sep))
        found.push(error('files/link', join(place, name), 'It is a link that leaves the plugin.', 'Put the file itself there.'));
    }
  }
  return found;
}

/** A signature in `dist/` that no longer fits what lies there. */
async function signature(folder: string): Promise<Finding[]> {
  const files = await filesIn(join(folder, 'dist'));
  const manifest = files.get('MANIFEST.txt');
  if (!manifest) return [];
  const [, json] = /\n\n(\{[\s\S]*?\n\})\s*-----BEGIN PGP SIGNATURE/.exec(new TextDecoder().decode(manifest).replaceAll('\r', '')) ?? [];
  if (!json)
    return [error('signature/unreadable', 'dist/MANIFEST.txt', 'This is no signed manifest.', 'Sign again: `orrery plugin sign`.')];
  const listed = (JSON.parse(json) as { files: Record<string, string> }).files;
  const found: Finding[] = [];
  const again = 'Build and sign again: `orrery plugin sign`.';
  for (const [path, bytes] of files) {
    if (/^MANIFEST\.(?:txt|\w+\.asc)$/.test(path)) continue;
    if (!Object.hasOwn(listed, path))
      found.push(error('signature/unlisted', `dist/${path}`, 'The signed manifest does not list it.', again));
    else if (listed[path] !== createHash('sha256').update(bytes).digest('hex'))
      found.push(error('signature/modified', `dist/${path}`, 'It changed since it was signed.', again));
  }
  for (const path of Object.keys(listed))
    if (!files.has(path)) found.push(error('signature/gone', `dist/${path}`, 'It was signed and is not there.', again));
  return found;
}
