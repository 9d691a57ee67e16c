/** How `orrery` is started from here: what the environment says, the checkout that this SDK belongs to, or what is on the path. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * Program and arguments. `ORRERY_COMMAND` may name any program that speaks as `orrery` does, with arguments apart by spaces:
 * `docker run -i --rm orrery`.
 */
export function orreryCommand(env: Readonly<Record<string, string | undefined>> = process.env): readonly string[] {
  const told = env.ORRERY_COMMAND?.trim();
  if (told) return told.split(/\s+/);
  const ofCheckout = fileURLToPath(new URL('../../kernel/cli/orrery.ts', import.meta.url));
  return existsSync(ofCheckout) ? [process.execPath, '--disable-warning=ExperimentalWarning', ofCheckout] : ['orrery'];
}
