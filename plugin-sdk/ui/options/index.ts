/** The host's editors of panel options, loaded by pages that edit: not part of the kit that every page has. */
export { ColorControl } from './color.tsx';
export { OptionControlEditor } from './control.tsx';
export { fieldNames, queryNames } from './field-name.tsx';
export { LinksControl } from './links.tsx';
export { MatcherControl } from './matcher.tsx';
export { OptionForm } from './option-form.tsx';
export { OptionRow } from './option-row.tsx';
export { OptionsPane, type OptionsPaneProps } from './options-pane.tsx';
