/**
 * Texts of others, drawn: HTML or Markdown as nodes, through one allow list. Not in the shared index: what draws such texts brings it.
 * `markup.css` is imported by the plugin's first module, because a plugin has one sheet.
 */
import type { ComponentChildren } from 'preact';
import { draw } from './draw.tsx';
import { readMarkdown } from './markdown.ts';
import { readHtml } from './read.ts';
import { treeOf } from './tree.ts';

/** What it stands in has the class `o-markup`. */
export function drawMarkup(content: string, kind: 'html' | 'markdown'): ComponentChildren[] {
  return draw(treeOf(kind === 'html' ? readHtml(content) : readMarkdown(content)), globalThis.location?.origin ?? 'http://localhost');
}
