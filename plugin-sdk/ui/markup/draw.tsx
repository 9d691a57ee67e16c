/** The tree as nodes, through the allow list. No HTML text is made anywhere on the way. */
import { Icon } from '@orrery/plugin-sdk/ui';
import { type ComponentChildren, h } from 'preact';
import { type AllowedElement, allowed } from './allowed.ts';
import { words } from './text.ts';
import type { TextNode } from './tree.ts';

export function draw(nodes: readonly TextNode[], origin: string): ComponentChildren[] {
  return nodes.map((node, index) => {
    if (typeof node === 'string') return node;
    const element = allowed(node.tag, node.attributes, origin);
    const children = draw(node.children, origin);
    if (!element) return children;
    if (element.elsewhere !== undefined) return linkedImage(element, node.attributes.alt ?? '', index);
    const heading = /^h([1-6])$/.exec(element.tag)?.[1];
    const { attributes, style } = element;
    // The page and what it stands in have the first two levels; the look of a heading stays what its author wrote.
    const tag = heading ? `h${Math.min(6, Number(heading) + 2)}` : element.tag;
    const table = element.tag === 'table';
    const made = h(
      tag,
      {
        ...attributes,
        key: index,
        ...(heading && { class: `o-mk-h${heading}` }),
        ...(Object.keys(style).length > 0 && { style: camel(style) }),
      } as object,
      ...children,
    );
    return table ? h('div', { class: 'o-mk-wide', key: index }, made) : made;
  });
}

function linkedImage({ elsewhere, attributes }: AllowedElement, alt: string, key: number): ComponentChildren {
  const label = alt || String(attributes.title ?? '') || words.image;
  if (!elsewhere) return label;
  return (
    <a key={key} href={elsewhere} target="_blank" rel="noopener noreferrer" title={words.imageElsewhere}>
      <Icon name="external-link" size="s" /> {label}
    </a>
  );
}

function camel(style: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(style).map(([name, value]) => [name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase()), value]),
  );
}
