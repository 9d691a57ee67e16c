import { interpolate } from '@orrery/plugin-sdk/data';
import { Icon, lazy } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import type { LinkParts } from '../../model/links.ts';
import type { Board } from './context.ts';

const BoardLinks = lazy(async () => (await import('./board-links.tsx')).BoardLinks, null);

/** One line on top: what this dashboard is for, and where it leads. */
export function BoardIntro({ board, parts }: { board: Board; parts: LinkParts }): JSX.Element | null {
  const { description = '', links = [], uid } = board.dashboard;
  if (!description.trim() && links.length === 0) return null;
  return (
    <div class="dash-intro">
      {description.trim() && (
        <p>
          <Icon name="info" size="s" />
          <span class="o-trunc" title={description}>
            {interpolate(description, parts.lookup, 'text')}
          </span>
        </p>
      )}
      {links.length > 0 && <BoardLinks links={links} uid={uid} parts={parts} />}
    </div>
  );
}
