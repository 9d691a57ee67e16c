import { Icon, Mark } from '@orrery/plugin-sdk/ui';
import type { ComponentChildren, JSX } from 'preact';
import { boot } from '../boot.ts';
import { t } from '../text/index.ts';
import { Sky } from './sky.tsx';

/** The frame of pages before a session: card, mark and orbit lines. */
export function Alone({ children, note }: { children: ComponentChildren; note?: ComponentChildren }): JSX.Element {
  const { version, plugins } = boot.value ?? {};
  return (
    <div class="o-alone">
      <Sky />
      <main>
        <div class="o-wordmark">
          <Mark size={32} />
          <span>Orrery</span>
        </div>
        {children}
        {note}
      </main>
      <footer class="o-row o-g16 o-t12 o-ter">
        {version && <span>Orrery {version}</span>}
        {plugins !== undefined && (
          <span class="o-row o-g4 o-ok">
            <Icon name="shield-check" size="s" />
            {t.verified(plugins)}
          </span>
        )}
      </footer>
    </div>
  );
}
