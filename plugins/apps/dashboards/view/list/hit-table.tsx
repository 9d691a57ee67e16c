import { Checkbox, Icon } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { w } from '../../text/work/index.ts';
import type { Hit } from '../api.ts';

const step = 200;

/** Folders and dashboards, a line each; long lists go on at the press of a button. */
export function HitTable({
  hits,
  withFolder,
  chosen,
  selectable,
  onChosen,
  onTag,
}: {
  hits: readonly Hit[];
  withFolder: boolean;
  chosen: ReadonlySet<string>;
  selectable: boolean;
  onChosen: (chosen: ReadonlySet<string>) => void;
  onTag: (tag: string) => void;
}): JSX.Element {
  const [shown, setShown] = useState(step);
  const all = hits.length > 0 && hits.every(({ uid }) => chosen.has(uid));
  const turn = (uid: string): void => {
    const next = new Set(chosen);
    if (!next.delete(uid)) next.add(uid);
    onChosen(next);
  };
  return (
    <>
      <div class="o-framed">
        <table class="o-tbl dash-hits">
          <caption class="o-vh">{w.list.title}</caption>
          <thead>
            <tr>
              {selectable && (
                <th scope="col" class="dash-check">
                  <Checkbox
                    label={<span class="o-vh">{w.list.chooseAll}</span>}
                    checked={all}
                    onValue={() => onChosen(all ? new Set() : new Set(hits.map(({ uid }) => uid)))}
                  />
                </th>
              )}
              <th scope="col">{w.list.name}</th>
              {withFolder && (
                <th scope="col" class="dash-wide-only">
                  {w.list.folder}
                </th>
              )}
              <th scope="col" class="dash-wide-only">
                {w.list.tags}
              </th>
            </tr>
          </thead>
          <tbody>
            {hits.slice(0, shown).map((hit) => (
              <tr key={hit.type + hit.uid} class={chosen.has(hit.uid) ? 'o-sel' : ''}>
                {selectable && (
                  <td class="dash-check">
                    <Checkbox
                      label={<span class="o-vh">{w.list.choose(hit.title)}</span>}
                      checked={chosen.has(hit.uid)}
                      onValue={() => turn(hit.uid)}
                    />
                  </td>
                )}
                <td>
                  <a class="dash-hit" href={hit.url}>
                    <Icon name={hit.type === 'dash-folder' ? 'folder' : 'layout-dashboard'} />
                    <span class="o-trunc" dir="auto">
                      {hit.title}
                    </span>
                    {hit.isStarred && <Icon name="star" size="s" class="dash-starred" />}
                  </a>
                </td>
                {withFolder && (
                  <td class="dash-wide-only">
                    {hit.folderUrl ? (
                      <a href={hit.folderUrl}>{hit.folderTitle}</a>
                    ) : (
                      <span class="o-ter">{hit.folderTitle ?? w.list.root}</span>
                    )}
                  </td>
                )}
                <td class="dash-wide-only">
                  {hit.tags.map((tag) => (
                    <button key={tag} type="button" class="o-tag dash-tag" aria-label={w.list.onlyTag(tag)} onClick={() => onTag(tag)}>
                      {tag}
                    </button>
                  ))}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {hits.length > shown && (
        <button type="button" class="o-btn dash-gap" onClick={() => setShown(shown + step)}>
          {w.list.more(hits.length - shown)}
        </button>
      )}
    </>
  );
}
