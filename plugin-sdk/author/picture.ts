/** `orrery plugin picture`: the plugin's panels as they are drawn, for the catalog. */
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { readManifest } from '../build/manifest.ts';
import { openStage, type Scene } from '../testing/stage.ts';
import { pluginFolder } from './folder.ts';
import { AuthorError, type Io, readArguments } from './io.ts';

export const usage = `Usage: orrery plugin picture [FOLDER] [--theme night|day] [--out FILE]

Draws each panel of the plugin into img/screenshot.png (of several, img/NAME.png). What they show stands in picture.ts of the plugin:

  export const scene: Scene = { frames: [...], options: {...}, title: 'Load' };`;

export async function run(args: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = readArguments(args, { theme: { type: 'string' }, out: { type: 'string' } });
  const folder = pluginFolder(positionals, io);
  const { id, orrery } = await readManifest(folder);
  const panels = Object.keys(orrery.contributes?.panel ?? {});
  if (panels.length === 0) throw new AuthorError(`${id} has no panel. Take a picture of its page in the browser, and put it into img/.`);
  const source = join(folder, 'picture.ts');
  if (!existsSync(source))
    throw new AuthorError(`${source} is missing: it says what the picture shows. See \`orrery plugin picture --help\`.`);
  const { scene } = (await import(pathToFileURL(source).href)) as { scene: Scene };
  await mkdir(join(folder, 'img'), { recursive: true });
  await using stage = await openStage(folder);
  for (const panel of panels) {
    const file = values.out ?? join(folder, 'img', panels.length === 1 ? 'screenshot.png' : `${panel}.png`);
    await stage.draw(panel, { width: 960, height: 540, ...scene, theme: values.theme === 'day' ? 'day' : 'night' });
    await stage.picture(file);
    io.out(`Drew ${panel}: ${relative(io.cwd, file)}`);
  }
  return 0;
}
