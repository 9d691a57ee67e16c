import { describe, expect, test } from 'vitest';
import { EntryView } from './entry.tsx';

interface Made {
  readonly type: unknown;
  readonly props: Readonly<Record<string, unknown>>;
}
/** Every element that is drawn. */
function elements(node: unknown): Made[] {
  if (Array.isArray(node)) return node.flatMap(elements);
  if (typeof node !== 'object' || node === null || !('props' in node)) return [];
  const made = node as Made;
  return [...(typeof made.type === 'string' ? [made] : []), ...elements(made.props.children)];
}
const drawn = (link: string) =>
  elements(EntryView({ entry: { title: 'A title', link, date: null, text: '' }, date: '', showImage: false }));

describe('the link of an entry', () => {
  test.each([
    'javascript:alert(1)',
    ' javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'java\nscript:alert(1)',
    '\u0001javascript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:x',
    'blob:https://a.example/1',
    'file:///etc/passwd',
    'filesystem:https://a.example/x',
    'ftp://a.example/x',
    'mailto:a@b.example',
    // Into this very server, by whoever reads.
    '/logout',
    '/api/snapshots-delete/key',
    '?orgId=2',
    '//evil.example/x',
    '',
  ])('to %j is no link: it does not leave for the web', (link) => {
    const all = drawn(link);
    expect(all.filter(({ type }) => type === 'a')).toEqual([]);
    for (const { props } of all) expect(props).not.toHaveProperty('href');
    expect(JSON.stringify(all.find(({ type }) => type === 'h3')?.props.children)).toContain('A title');
  });
  test.each(['https://a.example/1', 'http://a.example/', 'HTTPS://a.example/1?q=x#y'])(
    'to %s opens apart, and tells nothing of this page',
    (link) => {
      expect(drawn(link).find(({ type }) => type === 'a')?.props).toMatchObject({
        href: new URL(link).href,
        target: '_blank',
        rel: 'noopener noreferrer',
      });
    },
  );
});
