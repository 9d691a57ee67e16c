/** Plugins in the folder format of Grafana, signed at level community by a key of the test's own, in a data folder to start a server in. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createKey, readSigningKey, signFolder } from '@orrery/signing';

export interface GrafanaPlugins extends Disposable {
  /** Data folder of the server. */
  readonly home: string;
  /** `manifest` without id and info is completed; `files` may hold whole plugins below folders of their own. */
  install(id: string, manifest: Readonly<Record<string, unknown>>, files?: Readonly<Record<string, string | object>>): Promise<void>;
}

export async function startGrafanaPlugins(): Promise<GrafanaPlugins> {
  const home = mkdtempSync(join(tmpdir(), 'orrery-grafana-'));
  const made = await createKey({ name: 'Author' });
  const key = await readSigningKey(made.privateKey);
  mkdirSync(join(home, 'data'), { recursive: true });
  const trusted = { keys: [{ name: 'Author', publicKey: made.publicKey, levels: ['community'] }] };
  writeFileSync(join(home, 'data/trust.json'), JSON.stringify(trusted));
  return {
    home,
    async install(id, manifest, files = {}) {
      const folder = join(home, 'data/plugins', id);
      const info = { version: '1.0.0', updated: '2026-01-31', description: id, keywords: ['test'] };
      for (const [name, content] of Object.entries({ 'plugin.json': { id, name: id, info, ...manifest }, ...files })) {
        const file = join(folder, name);
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
      }
      await signFolder(folder, key, { level: 'community', org: 'orr', orgName: 'Orr', now: Date.now() });
    },
    [Symbol.dispose]: () => rmSync(home, { recursive: true, force: true }),
  };
}
