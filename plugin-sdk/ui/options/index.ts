/** The host's editors of panel options, loaded by pages that edit: not part of the kit that every page has. */
export { ColorControl } from './color.tsx';
export { OptionControlEditor } from './control.tsx';
export { LinksControl } from './links.tsx';
export { OptionRow } from './option-row.tsx';
export { OptionsPane, type OptionsPaneProps } from './options-pane.tsx';
