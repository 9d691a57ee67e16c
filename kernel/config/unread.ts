/**
 * What somebody configured and no plugin here reads: a section of an auth provider or a plugin that is not installed, a folder of provisioning
 * files for something that is not there. Read and ignored would be worse than none.
 */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from './config.ts';

export interface Asked {
  /** As plugins ask for settings: `section`, or `section:key`. */
  readonly settings: readonly string[];
  /** Kinds of provisioning files. */
  readonly provisioning: readonly string[];
}

/** Sections that belong to plugins by their name; everything else is the kernel's to warn about. */
const ofPlugins = /^(auth|plugin)\../;

export async function unread(
  config: Pick<Config, 'section' | 'sections' | 'source' | 'path'>,
  { settings, provisioning }: Asked,
): Promise<string[]> {
  const read = new Set(settings.map((item) => item.split(':', 1)[0]));
  const sections = config
    .sections()
    .filter((section) => ofPlugins.test(section) && !read.has(section) && !read.has(section.replace(/^plugin\./, '')))
    .flatMap((section) => {
      const keys = Object.keys(config.section(section)).filter((key) => (config.source(section, key) ?? 'default') !== 'default');
      return keys.length > 0
        ? [`[${section}] is set (${keys.join(', ')}), and no plugin here reads it: it has no effect until one does.`]
        : [];
    });

  const folder = config.path('provisioning');
  const kinds = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const files = await Promise.all(
    kinds
      .filter((kind) => kind.isDirectory() && !kind.name.startsWith('.') && kind.name !== 'sample' && !provisioning.includes(kind.name))
      .map(async ({ name }) => {
        const found = (await readdir(join(folder, name)).catch(() => [])).filter((file) => /\.(ya?ml|json)$/i.test(file));
        return found.length > 0
          ? [`provisioning/${name} holds ${found.sort().join(', ')}, and no plugin here reads ${name}: they have no effect until one does.`]
          : [];
      }),
  );
  return [...sections, ...files.flat()];
}
