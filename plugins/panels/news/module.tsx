/** News: entries of a feed that the server fetches. */
import './news.css';
import { dateFormat } from '@orrery/plugin-sdk/data';
import { api, definePanel, type PanelProps } from '@orrery/plugin-sdk/ui';
import { useAnswer } from '@orrery/plugin-sdk/ui/api/use-answer.ts';
import { type JSX, render } from 'preact';
import { editors } from './editors.ts';
import { EntryView } from './entry.tsx';
import type { Entry } from './feed.ts';
import { defaults, type NewsOptions } from './options.ts';
import { t } from './text/index.ts';

type Props = PanelProps<NewsOptions>;

async function ask(feedUrl: string, signal: AbortSignal): Promise<readonly Entry[]> {
  if (!feedUrl) return [];
  return (await api<{ entries: readonly Entry[] }>(`/api/news/feed?${new URLSearchParams({ url: feedUrl })}`, { signal })).entries;
}

function News({ props }: { props: Props }): JSX.Element {
  const { feedUrl, showImage } = props.options;
  const { value, error, loading } = useAnswer(feedUrl, (signal) => ask(feedUrl, signal));
  const day = dateFormat(props.locale, props.timeZone, { dateStyle: 'medium' });
  if (!feedUrl) return <p class="o-help">{t.noFeed}</p>;
  return (
    <div class="news" aria-busy={loading && !value}>
      {error && (
        <p class="o-warn" role="status">
          {error}
        </p>
      )}
      {value?.length === 0 && <p class="o-help">{t.empty}</p>}
      {value?.map((entry, index) => (
        <EntryView
          key={`${index} ${entry.link}`}
          entry={entry}
          date={entry.date === null ? '' : day.format(entry.date)}
          showImage={showImage}
        />
      ))}
    </div>
  );
}

export const news = definePanel<NewsOptions>({
  defaults,
  editors,
  standardOptions: [],
  interpolated: ['feedUrl'],
  drawsEmpty: true,
  needsNoData: true,
  interactive: true,
  mount: ({ element, emit }) => ({
    update(props) {
      emit({ type: 'state', state: 'drawn' });
      render(<News props={props} />, element);
    },
    dispose: () => render(null, element),
  }),
  summary: ({ title }) => title || t.news,
});

export const panels = { news };
