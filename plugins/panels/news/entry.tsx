/** One entry of a feed, drawn. A feed is a stranger's: its link leads to the web and nowhere else, neither into this server nor into a script. */
import { isShown } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Entry } from './feed.ts';

/** The address of a link that leaves for the web; undefined for every other. */
function webLink(link: string): string | undefined {
  const url = URL.parse(link.trim());
  return url && (url.protocol === 'https:' || url.protocol === 'http:') ? url.href : undefined;
}

export function EntryView({ entry, date, showImage }: { entry: Entry; date: string; showImage: boolean }): JSX.Element {
  const href = webLink(entry.link);
  return (
    <article class="news-entry">
      {showImage && entry.picture && <Picture url={entry.picture} />}
      <div class="news-words">
        {date && <time class="news-date">{date}</time>}
        <h3>
          {href ? (
            <a href={href} target="_blank" rel="noopener noreferrer">
              {entry.title || entry.link}
            </a>
          ) : (
            entry.title
          )}
        </h3>
        {entry.text && <p>{entry.text}</p>}
      </div>
    </article>
  );
}

/** Brought by the server, like the feed: its owner does not learn who reads. */
function Picture({ url }: { url: string }): JSX.Element | null {
  const [failed, setFailed] = useState(false);
  if (failed) return null;
  const source = isShown(url, location.origin) ? url : `/api/news/picture?${new URLSearchParams({ url })}`;
  return <img class="news-picture" src={source} alt="" loading="lazy" onError={() => setFailed(true)} />;
}
