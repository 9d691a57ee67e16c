import { Dialog, Key } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { commands } from '../keyboard.ts';
import { t } from '../text/index.ts';
import { helpOpen } from './state.ts';

/** What stands on keys that have no letter. */
const signs: Readonly<Record<string, string>> = { ArrowLeft: '←', ArrowRight: '→', ArrowUp: '↑', ArrowDown: '↓', Escape: 'Esc' };

/** Every key that does something here and now. */
export function HelpDialog(): JSX.Element {
  const seen = new Set<string>();
  // The newest has a key for itself; read, they stand as they were thought of: the shell's first.
  const shown = commands.value.filter(({ keys }) => keys && !seen.has(keys) && seen.add(keys)).reverse();
  return (
    <Dialog title={t.shortcuts} onClose={() => (helpOpen.value = false)}>
      <dl class="o-keys">
        {shown.map((command) => (
          <div key={command.keys} class="o-row">
            <dt>{command.label}</dt>
            <dd class="o-row o-g4">
              {command.keys?.split(/[ +]/).map((key) => (
                <Key key={key}>{signs[key] ?? key}</Key>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
