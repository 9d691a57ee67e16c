/** The kernel's side of `shelf`: pieces of files below the folder that the configuration names for an instance, and of nothing else. */
import { constants } from 'node:fs';
import { open, realpath } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { fail, type Instance, ok } from '@orrery/plugin-sdk';
import { pathProblem } from '@orrery/signing';
import type { Broker } from '../execution/types.ts';

const piece = 1 << 20;

export function shelfBroker(folderOf: (instance: Instance) => string | undefined): Broker {
  return async (method, [file, offset = 0], { granted, instance, plugin }) => {
    if (!instance || !Array.isArray(granted) || !granted.includes(instance.point))
      return fail('capability/denied', `${plugin.id} was not granted the shelf of ${instance?.point ?? 'nothing'}.`);
    const folder = folderOf(instance);
    if (method === 'has') return ok(folder !== undefined);
    if (method !== 'read') return fail('capability/no-method', `shelf has no method '${method}'.`);
    if (folder === undefined || typeof file !== 'string' || pathProblem(file) || !Number.isSafeInteger(offset) || Number(offset) < 0)
      return fail('shelf/no-file', `The shelf has no file ${JSON.stringify(file)}.`);
    try {
      const root = await realpath(folder);
      const path = await realpath(join(root, file));
      if (!path.startsWith(root + sep)) return fail('shelf/no-file', `"${file}" leads out of the folder.`);
      // No blocking: a pipe put there would hold a thread until somebody writes to it.
      await using handle = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
      if (!(await handle.stat()).isFile()) return fail('shelf/no-file', `"${file}" is no file.`);
      const { buffer, bytesRead } = await handle.read(Buffer.allocUnsafeSlow(piece), 0, piece, Number(offset));
      return ok(new Uint8Array(buffer.buffer, 0, bytesRead));
    } catch (error) {
      return fail('shelf/no-file', `"${file}" cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown'}).`);
    }
  };
}
