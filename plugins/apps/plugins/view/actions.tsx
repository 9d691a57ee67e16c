import { Button, Dialog, type MenuItem } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { t } from '../text/index.ts';
import type { PluginInfo } from './api.ts';

/** What brings the pages cannot be switched off from one of them. */
export const mayBeOff = ({ contributes }: PluginInfo): boolean => contributes.shell === undefined;
export const isOff = ({ state }: PluginInfo): boolean => state === 'disabled' || state === 'quarantined';

export interface Act {
  restart(plugin: PluginInfo): void;
  enable(plugin: PluginInfo): void;
  /** Asks first: everybody on the server is concerned. */
  disable(plugin: PluginInfo): void;
}

export function menuOf(plugin: PluginInfo, act: Act, open: () => void): (MenuItem | 'divider')[] {
  return [
    { label: t.open, icon: 'info', run: open },
    ...(isOff(plugin) ? [] : [{ label: t.restart, icon: 'rotate-cw', run: () => act.restart(plugin) }]),
    ...(mayBeOff(plugin)
      ? [
          'divider' as const,
          isOff(plugin)
            ? { label: t.enable, icon: 'plug', run: () => act.enable(plugin) }
            : { label: t.disable, icon: 'unplug', danger: true, run: () => act.disable(plugin) },
        ]
      : []),
  ];
}

export function DisableDialog({ plugin, onClose, onSure }: { plugin: PluginInfo; onClose(): void; onSure(): void }): JSX.Element {
  return (
    <Dialog
      title={t.disableTitle(plugin.name)}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t.cancel}</Button>
          <Button
            kind="danger"
            icon="unplug"
            onClick={() => {
              onClose();
              onSure();
            }}
          >
            {t.disable}
          </Button>
        </>
      }
    >
      <p class="o-sec plug-plain">{t.disableText}</p>
    </Dialog>
  );
}

export function UninstallDialog({ name, onClose, onSure }: { name: string; onClose(): void; onSure(): void }): JSX.Element {
  return (
    <Dialog
      title={t.uninstallTitle(name)}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t.cancel}</Button>
          <Button
            kind="danger"
            icon="trash-2"
            onClick={() => {
              onClose();
              onSure();
            }}
          >
            {t.uninstall}
          </Button>
        </>
      }
    >
      <p class="o-sec plug-plain">{t.uninstallText}</p>
    </Dialog>
  );
}
