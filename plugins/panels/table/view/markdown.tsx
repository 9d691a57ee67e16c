import { drawMarkup } from '@orrery/plugin-sdk/ui/markup/index.tsx';
import type { JSX } from 'preact';

/** A value as Markdown, through the allow list of all texts of others. */
export function MarkdownCell({ text }: { text: string }): JSX.Element {
  return <div class="tbl-markdown o-markup">{drawMarkup(text, 'markdown')}</div>;
}
