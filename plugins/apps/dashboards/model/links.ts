/** Links of dashboards and panels: their addresses, with the page's time and variables where they ask for it. */
import { interpolate, type Lookup } from '@orrery/plugin-sdk/data';
import { isFollowed } from '@orrery/plugin-sdk/ui';
import { timeAsQuery, variablesAsQuery } from './lookup.ts';
import type { TimeText } from './time.ts';
import type { DashboardLink, DataLink } from './types.ts';
import type { Variables } from './variables.ts';

export interface Link {
  readonly title: string;
  readonly url: string;
  readonly newTab: boolean;
}
export interface LinkParts {
  readonly lookup: Lookup;
  readonly time: TimeText;
  readonly variables: Variables;
}

export function withState(url: string, { keepTime, includeVars }: DashboardLink, { time, variables }: LinkParts): string {
  const [path = '', fragment] = url.split('#', 2);
  const added = [...(keepTime ? [timeAsQuery(time)] : []), ...(includeVars ? [variablesAsQuery(variables)] : [])].filter(Boolean).join('&');
  if (!added) return url;
  return `${path}${path.includes('?') ? '&' : '?'}${added}${fragment === undefined ? '' : `#${fragment}`}`;
}

/** A link of type `link`; undefined for an address that may not be followed. */
export function dashboardLink(link: DashboardLink, parts: LinkParts): Link | undefined {
  const url = withState(interpolate(link.url ?? '', parts.lookup, 'uriencode'), link, parts);
  if (!isFollowed(url)) return;
  return { title: interpolate(link.title ?? '', parts.lookup, 'text') || url, url, newTab: link.targetBlank === true };
}

export function panelLinks(links: readonly DataLink[], lookup: Lookup): Link[] {
  return links.flatMap(({ title = '', url = '', targetBlank }) => {
    const address = interpolate(url, lookup, 'uriencode');
    return isFollowed(address)
      ? [{ title: interpolate(title, lookup, 'text') || address, url: address, newTab: targetBlank === true }]
      : [];
  });
}
