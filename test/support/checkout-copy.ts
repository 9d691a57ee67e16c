/** A copy of this checkout's sources with the same modules, nothing built, and no key: a machine that has just got them. */
import { cpSync, rmSync, symlinkSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const checkout = fileURLToPath(new URL('../..', import.meta.url));
const left = new Set(['.git', '.orrery', 'dist']);
const state = join(checkout, 'data');

/** `to` is there and empty. */
export function copyCheckout(to: string): void {
  // Modules of the workspaces are links back into the checkout: the copy gets folders of its own for those, and one link for the rest.
  cpSync(checkout, to, {
    recursive: true,
    verbatimSymlinks: true,
    filter: (source) => source !== state && !left.has(basename(source)) && !/\/node_modules\/(?!@orrery)[^@/]/.test(source),
  });
  rmSync(join(to, 'node_modules'), { recursive: true, force: true });
  symlinkSync(join(checkout, 'node_modules'), join(to, 'node_modules'));
}
