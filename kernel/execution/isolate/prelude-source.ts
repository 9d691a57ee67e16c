/** The prelude's text: its modules import nothing but each other, so without their types they are one script. Read once a process. */
import { readFileSync } from 'node:fs';
import { createRequire, stripTypeScriptTypes } from 'node:module';
import { join } from 'node:path';
import { bundleFolder, lastFile, runsBundled } from '../../bundled.ts';

function scriptOf(name: string): string {
  const file = createRequire(import.meta.url).resolve(`@orrery/plugin-sdk/prelude/${name}`);
  const source = readFileSync(file, 'utf8');
  const text = file.endsWith('.ts') ? stripTypeScriptTypes(source) : source;
  return text.replace(/^export /gm, '').replace(/^import .*$/gm, '');
}

/** Their top-level names live in one scope, and are told apart by that. */
const modules = ['buffers', 'random', 'text', 'abort', 'clone', 'url', 'environment', 'guest'];
let text: string | undefined;

/** A closure over `$0` (send), `$1` (ask), `$2` (granted as JSON) and `$3` (wasm) that gives the guest's entries. */
export function preludeSource(): string {
  // Beside a bundle lies the text as it was made from the same sources.
  if (runsBundled) text ??= readFileSync(join(bundleFolder, lastFile), 'utf8');
  text ??= `'use strict';
${modules.map(scriptOf).join('\n')}
const environment = createEnvironment($0, $1, $3);
const granted = JSON.parse($2);
const guest = createGuest($0, Object.keys(granted), granted, environment.tracker);
return {
  start: () => {
    const plugin = globalThis.__orreryPlugin?.default ?? globalThis.__orreryPlugin;
    if (!plugin || typeof plugin.activate !== 'function') throw new Error('Its backend.js defines no plugin; export definePlugin(...) as default.');
    guest.start(plugin);
  },
  call: guest.call, settle: guest.settle, cancel: guest.cancel, more: guest.more, event: guest.event, stop: guest.stop, timer: environment.timer,
};`;
  return text;
}
