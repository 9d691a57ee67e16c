import type { Command } from '@orrery/plugin-sdk/ui';
import { useEffect, useRef } from 'preact/hooks';
import type { Item } from '../../model/layout.ts';
import type { Range } from '../../model/lookup.ts';
import { absolute, isRelative, parseCopied, shifted, type TimeText, zoomed } from '../../model/time.ts';
import { t } from '../../text/index.ts';
import type { EditParts } from '../edit/parts.ts';
import type { Changes } from './address.ts';
import type { Board, PanelAction } from './context.ts';

interface KeyParts {
  readonly shell: Board['shell'];
  readonly board: Board;
  readonly span: Range;
  readonly time: TimeText;
  readonly kiosk: boolean;
  readonly view: string | undefined;
  readonly items: readonly Item[];
  readonly canEdit: boolean;
  readonly edit: EditParts;
  readonly toggled: ReadonlySet<string>;
  setToggled(toggled: ReadonlySet<string>): void;
  refreshNow(): void;
  changeTime(time: TimeText): void;
  set(changes: Changes, push?: boolean): void;
}

/** The keyboard map of a dashboard's page. Keys of a panel act on the one with the focus, else on the one under the pointer. */
export function useBoardKeys(parts: KeyParts): void {
  const latest = useRef(parts);
  latest.current = parts;
  const { canEdit, shell } = parts;
  useEffect(() => {
    const now = (): KeyParts => latest.current;
    const k = t.keys;
    const all: Command[] = [
      { label: k.refresh, keys: 'd r', icon: 'refresh-cw', run: () => now().refreshNow() },
      { label: k.kiosk, keys: 'd k', icon: 'maximize-2', run: () => now().set({ kiosk: now().kiosk ? undefined : '' }) },
      { label: k.collapse, keys: 'd [', run: () => turnRows(now(), false) },
      { label: k.expand, keys: 'd ]', run: () => turnRows(now(), true) },
      { label: k.zoomOut, keys: 't z', icon: 'zoom-out', run: () => now().changeTime(zoomed(now().span)) },
      { label: k.zoomOut, keys: 'Ctrl+Z', run: () => (now().board.editing ? now().edit.undo() : now().changeTime(zoomed(now().span))) },
      { label: k.earlier, keys: 't ArrowLeft', run: () => now().changeTime(shifted(now().span, -1)) },
      { label: k.later, keys: 't ArrowRight', run: () => now().changeTime(shifted(now().span, 1)) },
      { label: k.absolute, keys: 't a', run: () => now().changeTime(absolute(now().span)) },
      { label: k.live, keys: 't l', run: () => goLive(now()) },
      { label: k.back, keys: 't b', run: () => history.back() },
      { label: k.forward, keys: 't f', run: () => history.forward() },
      { label: k.copyTime, keys: 't c', icon: 'copy', run: () => void copyTime(now()) },
      { label: k.pasteTime, keys: 't v', run: () => void pasteTime(now()) },
      { label: k.view, keys: 'v', run: () => panelKey(now(), 'view') },
      { label: k.inspect, keys: 'i', run: () => panelKey(now(), 'inspect') },
      { label: k.share, keys: 'p s', run: () => panelKey(now(), 'share') },
      { label: k.copyPanel, keys: 'p c', run: () => panelKey(now(), 'copy') },
      { label: k.next, keys: 'j', run: () => step(1) },
      { label: k.previous, keys: 'k', run: () => step(-1) },
      { label: k.close, keys: 'Escape', run: () => closeSomething(now()) },
    ];
    if (canEdit) {
      all.push(
        {
          label: k.edit,
          keys: 'd e',
          icon: 'pencil',
          run: () => (now().board.editing ? now().set({ editPanel: undefined }) : now().edit.begin()),
        },
        { label: k.settings, keys: 'd s', icon: 'settings-2', run: () => (now().edit.begin(), now().set({ editview: 'settings' })) },
        { label: k.save, keys: 'Ctrl+S', icon: 'save', run: () => now().board.editing && now().set({ editview: 'save' }) },
        { label: k.editPanel, keys: 'e', run: () => panelKey(now(), 'edit') },
        { label: k.duplicate, keys: 'p d', run: () => panelKey(now(), 'duplicate') },
        { label: k.remove, keys: 'p r', run: () => panelKey(now(), 'remove') },
      );
    }
    const undo = all.map((command) => shell.command(command));
    return () => {
      for (const one of undo) one();
    };
  }, [canEdit, shell]);
}

function panelKey({ board }: KeyParts, action: PanelAction): void {
  const cell = (document.activeElement?.closest('[data-panel-key]') ??
    document.querySelector('[data-panel-key]:hover')) as HTMLElement | null;
  const key = cell?.dataset.panelKey ?? document.querySelector<HTMLElement>('.dash-one [data-panel-key]')?.dataset.panelKey;
  if (key) board.act(action, key);
}

function step(by: number): void {
  const cells = [...document.querySelectorAll<HTMLElement>('.dash-cell [data-panel-key]')];
  const at = cells.findIndex((cell) => cell.contains(document.activeElement));
  const next = cells[at < 0 ? (by > 0 ? 0 : cells.length - 1) : at + by];
  const target = next?.querySelector<HTMLElement>('[tabindex="0"], button, a');
  next?.scrollIntoView({ block: 'nearest' });
  target?.focus();
}

function turnRows({ items, toggled, setToggled }: KeyParts, open: boolean): void {
  const next = new Set(toggled);
  for (const item of items) if (item.kind === 'row' && item.open !== open && !next.delete(item.key)) next.add(item.key);
  setToggled(next);
}

function closeSomething({ board, view, kiosk, set }: KeyParts): void {
  const query = new URLSearchParams(location.search);
  if (query.has('inspect')) set({ inspect: undefined });
  else if (query.has('editview')) set({ editview: undefined });
  else if (query.has('editPanel') && board.editing) set({ editPanel: undefined });
  else if (view) set({ viewPanel: undefined });
  else if (kiosk) set({ kiosk: undefined });
}

/** The same length, ending now. */
function goLive({ time, span, changeTime }: KeyParts): void {
  if (isRelative(time.to)) return;
  changeTime({ from: `now-${Math.max(1, Math.round((span.to - span.from) / 1000))}s`, to: 'now' });
}

async function copyTime({ time, shell }: KeyParts): Promise<void> {
  const text = JSON.stringify(time);
  await navigator.clipboard.writeText(text).then(
    () => shell.toast({ kind: 'ok', text: t.time.copied }),
    () => shell.toast({ kind: 'info', text }),
  );
}
async function pasteTime({ changeTime, shell }: KeyParts): Promise<void> {
  const found = await navigator.clipboard.readText().then(parseCopied, () => undefined);
  if (found) changeTime(found);
  else shell.toast({ kind: 'info', text: t.time.pasteFailed });
}
