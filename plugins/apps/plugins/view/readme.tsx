/** A text of the plugin's author: a stranger's, so it is drawn through the allow list and in no other way. */
import { drawMarkup } from '@orrery/plugin-sdk/ui/markup/index.tsx';
import type { JSX } from 'preact';

const mostCharacters = 200_000;

export function Readme({ text }: { text: string }): JSX.Element {
  return <div class="o-markup plug-readme">{drawMarkup(text.slice(0, mostCharacters), 'markdown')}</div>;
}
