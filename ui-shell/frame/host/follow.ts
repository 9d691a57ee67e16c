/**
 * Links and moves that a guest asks for. Inside this server the page goes there when a person has just pressed something; an address
 * elsewhere is named and opened by the page's own button, because what a link says may be what nobody should be told.
 */

import { safeUrl } from '@orrery/plugin-sdk/data';
import { toast } from '@orrery/plugin-sdk/ui';
import type { GuestSource } from './guest.ts';
import { shell } from './shell.ts';
import { t } from './text/index.ts';

export function follow(href: string, source: GuestSource): void {
  const url = URL.parse(href, location.href);
  if (!url || !safeUrl(href)) throw new Error(t.noLink(source.name));
  if (!pressed()) throw new Error(t.notPressed(source.name));
  if (url.origin === location.origin) return shell().navigate(url.pathname + url.search);
  toast({
    kind: 'info',
    text: t.leads(source.name, url.href.length > 120 ? `${url.href.slice(0, 120)}…` : url.href),
    action: { label: t.open, run: () => void window.open(url.href, '_blank', 'noopener,noreferrer') },
  });
}

/** A press in a frame counts for the page that holds it. */
export function pressed(): boolean {
  return navigator.userActivation?.isActive ?? true;
}
