import type { JSX } from 'preact';
import { Icon } from '../icon.tsx';
import type { PanelAction } from './actions.ts';
import type { PanelLink } from './links.ts';
import { t } from './text/index.ts';

/** A link of a panel: an address, or an action that is asked about first. */
export function LinkTo({
  link,
  onAct,
  ...rest
}: {
  link: PanelLink;
  onAct(action: PanelAction): void;
  role?: 'menuitem';
  class?: string;
}): JSX.Element {
  const { action } = link;
  if (action)
    return (
      <button type="button" class="o-btn o-ghost o-sm" {...rest} onClick={() => onAct(action)}>
        {link.title}
      </button>
    );
  return (
    <a {...rest} href={link.url} {...(link.newTab && { target: '_blank', rel: 'noopener noreferrer' })}>
      {link.newTab && <Icon name="external-link" size="xs" />}
      {link.title}
      {link.newTab && <span class="o-vh"> ({t.openInTab})</span>}
    </a>
  );
}
