import { describe, expect, test } from 'vitest';
import { readFeed } from './feed.ts';

const rss = (item: string): string => `<?xml version="1.0"?><rss version="2.0"><channel><title>T</title>${item}</channel></rss>`;

describe('a feed', () => {
  test('gives the entries of RSS, with their pictures', () => {
    const [entry] =
      readFeed(
        rss(
          '<item><title>One &amp; two</title><link>https://a.example/1</link><pubDate>Tue, 10 Mar 2026 09:00:00 GMT</pubDate><description>&lt;p&gt;Some &lt;b&gt;words&lt;/b&gt;&lt;/p&gt;&lt;img src="https://a.example/p.png"&gt;</description></item>',
        ),
      ) ?? [];
    expect(entry).toEqual({
      title: 'One & two',
      link: 'https://a.example/1',
      date: Date.UTC(2026, 2, 10, 9),
      text: 'Some words',
      picture: 'https://a.example/p.png',
    });
  });

  test('gives the entries of Atom', () => {
    const atom =
      '<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title><entry><title>New</title><link href="https://a.example/2"/><updated>2026-03-10T09:00:00Z</updated><summary>Words</summary></entry></feed>';
    expect(readFeed(atom)).toEqual([{ title: 'New', link: 'https://a.example/2', date: Date.UTC(2026, 2, 10, 9), text: 'Words' }]);
  });

  test('keeps no markup, no scripts, and no entity that grows', () => {
    const bomb = '<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>';
    const [entry] =
      readFeed(
        bomb +
          rss(
            '<item><title>&lt;img src=x onerror=alert(1)&gt;&b;</title><description>&lt;script&gt;alert(1)&lt;/script&gt;left</description></item>',
          ),
      ) ?? [];
    expect(entry?.title).not.toContain('<');
    expect(entry?.title.length).toBeLessThan(20);
    expect(entry?.text).toBe('left');
  });

  test.each(['', 'not xml', '<html><body>404</body></html>'])('is nothing else: %j', (source) => {
    expect(readFeed(source)).toBeUndefined();
  });
});
