/** How `orrery` is started from here: as the environment says, or from the checkout that this SDK belongs to. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * Program and arguments. `ORRERY_COMMAND` may name any program that speaks as `orrery` does, with arguments apart by spaces:
 * `docker run -i --rm orrery`. Throws where there is neither.
 */
export function orreryCommand(env: Readonly<Record<string, string | undefined>> = process.env): readonly string[] {
  const told = env.ORRERY_COMMAND?.trim();
  if (told) return told.split(/\s+/);
  const ofCheckout = fileURLToPath(new URL('../../kernel/cli/orrery.ts', import.meta.url));
  if (existsSync(ofCheckout)) return [process.execPath, '--disable-warning=ExperimentalWarning', ofCheckout];
  throw new Error(
    'This needs an Orrery, and only its SDK is installed. Say in ORRERY_COMMAND how one is started: "node /path/to/orrery/kernel/cli/orrery.ts", or "docker run -i --rm orrery".',
  );
}
