import { Icon, Menu } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { dashboardLink, type Link, type LinkParts, withState } from '../../model/links.ts';
import type { DashboardLink } from '../../model/types.ts';
import { t } from '../../text/index.ts';
import { searchDashboards } from '../api.ts';

const icons: Readonly<Record<string, string>> = {
  'external link': 'external-link',
  dashboard: 'layout-dashboard',
  question: 'circle-help',
  info: 'info',
  bolt: 'activity',
  doc: 'list',
  cloud: 'server',
};

/** Links of the dashboard: single ones, and every dashboard that has certain tags. */
export function BoardLinks({ links, uid, parts }: { links: readonly DashboardLink[]; uid: string; parts: LinkParts }): JSX.Element {
  return (
    <nav class="dash-links" aria-label={t.board.links}>
      {links.map((link, index) => {
        if (link.type === 'dashboards') return <TaggedLinks key={`${index}`} link={link} uid={uid} parts={parts} />;
        const made = dashboardLink(link, parts);
        return made && <OneLink key={`${index}`} link={made} icon={icons[link.icon ?? ''] ?? 'external-link'} tooltip={link.tooltip} />;
      })}
    </nav>
  );
}

function OneLink({ link, icon, tooltip }: { link: Link; icon: string; tooltip?: string | undefined }): JSX.Element {
  return (
    <a class="o-btn o-ghost o-sm" href={link.url} title={tooltip} {...(link.newTab && { target: '_blank', rel: 'noreferrer noopener' })}>
      <Icon name={icon} size="s" />
      {link.title}
    </a>
  );
}

function TaggedLinks({ link, uid, parts }: { link: DashboardLink; uid: string; parts: LinkParts }): JSX.Element | null {
  const [found, setFound] = useState<readonly { title: string; url: string }[]>([]);
  const tags = link.tags ?? [];
  useEffect(() => {
    const leaving = new AbortController();
    const asked = new URLSearchParams({ type: 'dash-db', limit: '100' });
    for (const tag of tags) asked.append('tag', tag);
    searchDashboards(asked, leaving.signal).then(
      (hits) => setFound(hits.filter((hit) => hit.uid !== uid)),
      () => {},
    );
    return () => leaving.abort();
  }, [tags.join('\n'), uid]);
  const made = found.map(({ title, url }) => ({ title, url: withState(url, link, parts), newTab: link.targetBlank === true }));
  if (made.length === 0) return null;
  if (!link.asDropdown)
    return (
      <>
        {made.map((one) => (
          <OneLink key={one.url} link={one} icon="layout-dashboard" />
        ))}
      </>
    );
  return (
    <Menu
      label={link.title || t.board.links}
      class="o-btn o-ghost o-sm"
      items={made.map(({ title, url }) => ({ label: title, href: url, icon: 'layout-dashboard' }))}
    >
      {link.title || t.board.links}
      <Icon name="chevron-down" size="xs" />
    </Menu>
  );
}
