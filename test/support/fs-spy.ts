/**
 * Loaded into a server before anything else (`--import`): writes down every path that its process hands to the file system, thread by thread,
 * a line each. What Node itself loads as modules does not pass here.
 */
import fs, { openSync, writeSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const list = process.env.ORRERY_FS_SPY;
const write = writeSync;
const lines = list ? openSync(list, 'a') : -1;

function note(name: string, path: unknown): void {
  const given = path instanceof URL ? fileURLToPath(path) : Buffer.isBuffer(path) ? path.toString() : path;
  if (typeof given === 'string') write(lines, `${name} ${JSON.stringify(resolve(given))}\n`);
}
function spyOn(functions: Record<string, unknown>, kind: string): void {
  for (const [name, real] of Object.entries(functions)) {
    if (typeof real !== 'function' || /^[A-Z_]/.test(name)) continue;
    const spied = function (this: unknown, ...args: unknown[]): unknown {
      note(kind + name, args[0]);
      return Reflect.apply(real, this, args);
    };
    // `realpath.native` and what promisify looks for.
    Object.defineProperties(spied, Object.getOwnPropertyDescriptors(real));
    functions[name] = spied;
  }
}

if (list) {
  spyOn(fs.promises as unknown as Record<string, unknown>, 'promises.');
  spyOn(fs as unknown as Record<string, unknown>, '');
  syncBuiltinESMExports();
}
