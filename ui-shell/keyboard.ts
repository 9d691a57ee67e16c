/** The keyboard map: single keys, chords with Ctrl or Command, and sequences like `g d` that wait a second for their end. */

import type { Command } from '@orrery/plugin-sdk/ui';
import { signal } from '@preact/signals';

const waitsMs = 1000;
/** Newest first, so that a page can take a key for itself while it is shown. */
export const commands = signal<readonly Command[]>([]);

export function register(...added: Command[]): () => void {
  commands.value = [...added, ...commands.peek()];
  return () => {
    commands.value = commands.peek().filter((command) => !added.includes(command));
  };
}

let begun = '';
let timer: ReturnType<typeof setTimeout> | undefined;

/** Of a key press, the name used in the map: `g`, `?`, `[`, `Ctrl+K`. */
export function keyName(event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'>): string | undefined {
  if (event.altKey || event.key === 'Shift' || event.key === 'Control' || event.key === 'Meta') return;
  return event.ctrlKey || event.metaKey ? `Ctrl+${event.key.toUpperCase()}` : event.key;
}

function press(name: string, available: readonly Command[]): Command | 'begun' | undefined {
  const sequence = begun ? `${begun} ${name}` : name;
  begun = '';
  clearTimeout(timer);
  const exact = available.find((command) => command.keys === sequence) ?? available.find((command) => command.keys === name);
  if (exact) return exact;
  if (!available.some((command) => command.keys?.startsWith(`${sequence} `))) return;
  begun = sequence;
  timer = setTimeout(() => {
    begun = '';
  }, waitsMs);
  return 'begun';
}

function isTyping(target: EventTarget | null): boolean {
  const element = target as HTMLElement | null;
  return Boolean(element?.closest?.('input, textarea, select, [contenteditable], [role=textbox]'));
}

export function listen(root: Document): void {
  root.addEventListener('keydown', (event) => {
    const name = keyName(event);
    if (!name || event.defaultPrevented || (isTyping(event.target) && !name.startsWith('Ctrl+'))) return;
    handle(name, event);
  });
}

/** Also for keys that a sandboxed frame did not use. */
export function handle(name: string, event?: Event): void {
  const found = press(name, commands.peek());
  if (!found) return;
  event?.preventDefault();
  if (found !== 'begun') found.run();
}
