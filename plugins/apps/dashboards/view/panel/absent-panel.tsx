import { Loading, NotConfigured } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import type { Placed } from '../../model/layout.ts';
import type { PanelModel } from '../../model/types.ts';
import { t } from '../../text/index.ts';
import { w } from '../../text/work/index.ts';
import { useBoard } from '../board/context.ts';
import type { LibraryPanel } from '../library/library.ts';
import { PanelTools } from './panel-tools.tsx';

/** A panel that cannot be drawn: it keeps its place, and says what would fill it. */
export function AbsentPanel({
  title,
  shelf,
  panel,
  item,
}: {
  title: string;
  shelf: LibraryPanel['state'];
  panel: PanelModel;
  item: Placed;
}): JSX.Element {
  const { shell } = useBoard();
  const name = panel.libraryPanel?.name ?? '';
  return (
    <section class="o-panel dash-absent" aria-label={title || t.panel.untitled}>
      <div class="o-ptitle">
        <h2 class="o-trunc" title={title} dir="auto">
          {title}
        </h2>
        <span class="o-sp" />
        <div class="o-ptools">
          <PanelTools item={item} title={title} />
        </div>
      </div>
      <div class="o-pbody">
        {shelf === 'here' && (
          <NotConfigured
            icon="blocks"
            title={w.absent.kind(panel.type)}
            text={w.absent.kindText}
            action={{
              label: w.absent.catalog,
              icon: 'search',
              run: () => shell.navigate(`/plugins?view=browse&q=${encodeURIComponent(panel.type)}`),
            }}
          />
        )}
        {shelf === 'loading' && <Loading />}
        {shelf === 'gone' && <NotConfigured icon="blocks" title={w.absent.gone(name)} text={w.absent.goneText} />}
        {shelf === 'failed' && <NotConfigured icon="blocks" title={w.absent.failed(name)} text={w.absent.failedText} />}
      </div>
    </section>
  );
}
