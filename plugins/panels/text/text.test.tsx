import { describe, expect, test } from 'vitest';
import { payloads } from '../../../test/support/payloads.ts';
import { highlight } from './code/highlight.ts';
import { styleOf } from '@orrery/plugin-sdk/ui/markup/allowed.ts';
import { draw } from '@orrery/plugin-sdk/ui/markup/draw.tsx';
import { decodeEntities } from '@orrery/plugin-sdk/ui/markup/entities.ts';
import { readHtml } from '@orrery/plugin-sdk/ui/markup/read.ts';
import { type TextNode, treeOf } from '@orrery/plugin-sdk/ui/markup/tree.ts';
import { readMarkdown } from '@orrery/plugin-sdk/ui/markup/markdown.ts';

interface Made {
  readonly type: unknown;
  readonly props: Readonly<Record<string, unknown>>;
}

/** Every element of the drawn nodes. */
function elements(node: unknown): Made[] {
  if (Array.isArray(node)) return node.flatMap(elements);
  if (typeof node !== 'object' || node === null || !('props' in node)) return [];
  const made = node as Made;
  return typeof made.type === 'string' ? [made, ...elements(made.props.children)] : [];
}
/** The tree as one would write it, attributes left out. */
function outline(nodes: readonly TextNode[]): string {
  return nodes.map((node) => (typeof node === 'string' ? node : `<${node.tag}>${outline(node.children)}</${node.tag}>`)).join('');
}
const html = (text: string) => outline(treeOf(readHtml(text)));
const markdown = (text: string) => outline(treeOf(readMarkdown(text)));
const origin = 'https://orrery.example';

describe('no payload', () => {
  const harmless =
    /^(a|abbr|b|blockquote|br|code|del|details|div|em|h[3-6]|hr|i|img|input|li|ol|p|pre|s|span|strong|summary|table|tbody|td|th|thead|tr|ul|font|center)$/;
  test.each(payloads)('%s', (payload) => {
    for (const pieces of [readHtml(payload), readMarkdown(payload)]) {
      for (const { type, props } of elements(draw(treeOf(pieces), origin))) {
        expect(String(type)).toMatch(harmless);
        for (const [name, value] of Object.entries(props)) {
          if (name === 'children') continue;
          expect(name).not.toMatch(
            /^on|^(srcset|srcdoc|action|formaction|ping|is|id|innerHTML|dangerously.*|background|xlink.*|__proto__|constructor)$/i,
          );
          if (name === 'href') expect(new URL(String(value), origin).protocol).toMatch(/^(https?|mailto):$/);
          if (name === 'src') expect(String(value)).toMatch(/^data:image\/|^(?!.*:)(?!\/\/)/);
          if (name === 'style') expect(JSON.stringify(value)).not.toMatch(/url|expression|image|fixed|\\\\/);
        }
        if (type === 'input') expect(props).toMatchObject({ type: 'checkbox', disabled: true });
      }
    }
  });
  test('is worth trying only if there are many', () => {
    expect(payloads.length).toBeGreaterThan(90);
  });
});

describe('HTML', () => {
  test.each([
    ['<b>bold</b> and <i>italic</i>', '<b>bold</b> and <i>italic</i>'],
    ['<p>one<p>two', '<p>one</p><p>two</p>'],
    ['<ul><li>a<li>b<ul><li>c</ul></ul>d', '<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>d'],
    ['<table><tr><td>1<td>2<tr><td>3</table>', '<table><tr><td>1</td><td>2</td></tr><tr><td>3</td></tr></table>'],
    ['a<br>b<hr/>c', 'a<br></br>b<hr></hr>c'],
    ['<b>never closed', '<b>never closed</b>'],
    ['closed too often</b></div>', 'closed too often'],
    ['1 < 2 && 3 > 2', '1 < 2 && 3 > 2'],
    ['<!-- a <b>comment</b> -->text', 'text'],
    ['a<style>b{}</style><script>if (a < b) "</b>"</script>c', 'ac'],
    ['<a href="x>y">z</a>', '<a>z</a>'],
  ])('%s', (given, expected) => {
    expect(html(given)).toBe(expected);
  });

  test('keeps styles that say how it looks', () => {
    expect(styleOf('Color: red; text-align:center; position: absolute; font-size:12px;')).toEqual({
      ...{ color: 'red', 'text-align': 'center', 'font-size': '12px' },
    });
  });
  test('opens links to elsewhere in a tab that knows nothing of this one', () => {
    const [there, here] = elements(draw(treeOf(readHtml('<a href="https://example.org">x</a><a href="/d/x">y</a>')), origin));
    expect(there?.props).toMatchObject({ target: '_blank', rel: 'noopener noreferrer' });
    expect(here?.props).not.toHaveProperty('target');
  });
  test('links images of other servers instead of loading them', () => {
    const [image] = elements(draw(treeOf(readHtml('<img src="https://example.org/a.png" alt="A">')), origin));
    expect([image?.type, image?.props.href]).toEqual(['a', 'https://example.org/a.png']);
  });
  test('does not go deeper or longer than it must', () => {
    expect(html('<div>'.repeat(5_000)).match(/<\/div>/g)?.length).toBe(5_000);
    const depth = (nodes: readonly TextNode[]): number =>
      Math.max(0, ...nodes.map((node) => (typeof node === 'string' ? 0 : 1 + depth(node.children))));
    expect(depth(treeOf(readHtml('<div>'.repeat(5_000))))).toBeLessThan(70);
    expect(treeOf(readHtml('<b>x</b>'.repeat(50_000))).length).toBeLessThan(10_000);
  });
  test.each([
    ['&lt;&amp;&gt;', '<&>'],
    ['&eacute;&nbsp;&hellip;', 'é\u00a0…'],
    ['&#65;&#x42;', 'AB'],
    ['&#0;&#xD800;&#x110000;', '\ufffd\ufffd\ufffd'],
    ['a&copy=1&unknown;', 'a&copy=1&unknown;'],
  ])('reads %s', (given, expected) => {
    expect(decodeEntities(given)).toBe(expected);
  });
});

describe('Markdown', () => {
  test.each([
    [
      '# Title\n\ntext *em* **strong** ~~gone~~ `code <b>`',
      '<h1>Title</h1><p>text <em>em</em> <strong>strong</strong> <del>gone</del> <code>code <b></code></p>',
    ],
    ['- a\n  - b\n- [x] done', '<ul><li>a<ul><li>b</li></ul></li><li><input></input>done</li></ul>'],
    ['3. three', '<ol><li>three</li></ol>'],
    ['> quoted', '<blockquote><p>quoted</p></blockquote>'],
    ['a|b\n-|-\n1|2', '<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>1</td><td>2</td></tr></tbody></table>'],
    ['```json\n{"a": "<b>"}\n```', '<pre><code>{"a": "<b>"}</code></pre>'],
    ['---', '<hr></hr>'],
    ['<div align="center">\n\n**hi**\n\n</div>', '<div><p><strong>hi</strong></p></div>'],
    ['a <b>b</b> &amp; c', '<p>a <b>b</b> & c</p>'],
    ['https://example.org', '<p><a>https://example.org</a></p>'],
    ['\\*not em\\*', '<p>*not em*</p>'],
  ])('%s', (given, expected) => {
    expect(markdown(given).replaceAll('\n', '')).toBe(expected);
  });
});

describe('code', () => {
  const kinds = (code: string, language: string) =>
    highlight(code, language).map((line) => line.filter(({ kind }) => kind !== 'plain').map(({ kind, text }) => `${kind} ${text}`));
  test('keeps every character, line by line', () => {
    const code = 'func main() { // go\n\tx := "a\\"b" /* c\n d */ + 1\n}\n';
    for (const language of ['plaintext', 'go', 'html', 'json', 'markdown', 'sql', 'typescript', 'xml', 'yaml', 'unheard-of'])
      expect(
        highlight(code, language)
          .map((line) => line.map(({ text }) => text).join(''))
          .join('\n'),
      ).toBe(code);
  });
  test.each([
    ['json', '{"a": [1, true, "x"]}', [['name "a"', 'number 1', 'word true', 'string "x"']]],
    ['sql', "SELECT 'a' -- why\nfrom t", [['word SELECT', "string 'a'", 'comment -- why'], ['word from']]],
    ['yaml', 'a: 1 # why', [['name a', 'number 1', 'comment # why']]],
    ['go', 'if x == "y" { return 2 }', [['word if', 'string "y"', 'word return', 'number 2']]],
    ['html', '<a href="x">y</a>', [['word <a', 'name href', 'string "x"', 'word >', 'word </a', 'word >']]],
  ])('colours %s', (language, code, expected) => {
    expect(kinds(code, language)).toEqual(expected);
  });
});
