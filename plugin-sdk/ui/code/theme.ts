/** The editor in the tokens of the theme: colours change with the page, without being mounted again. */
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

export const look = EditorView.theme({
  '&': { color: 'var(--o-text-primary)', backgroundColor: 'transparent', font: '400 var(--o-t13) var(--o-mono)', height: '100%' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { font: 'inherit', lineHeight: '1.25rem', overflow: 'auto' },
  '.cm-content': { padding: '5px 0', caretColor: 'var(--o-text-primary)', minWidth: '0' },
  '.cm-line': { padding: '0 10px' },
  '.cm-placeholder': { color: 'var(--o-text-tertiary)', fontFamily: 'var(--o-sans)' },
  '.cm-cursor': { borderLeftColor: 'var(--o-text-primary)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    background: 'var(--o-bg-selected)',
  },
  '.cm-selectionMatch': { backgroundColor: 'var(--o-press)' },
  '&.cm-focused .cm-matchingBracket': { backgroundColor: 'var(--o-press)', outline: '1px solid var(--o-border-control)' },
  '&.cm-focused .cm-nonmatchingBracket': { backgroundColor: 'var(--o-danger-tint)' },
  '.cm-gutters': { backgroundColor: 'transparent', color: 'var(--o-text-tertiary)', borderRight: '1px solid var(--o-border-subtle)' },
  '.cm-foldPlaceholder': { backgroundColor: 'var(--o-bg-inset)', borderColor: 'var(--o-border-default)', color: 'var(--o-text-secondary)' },
  '.cm-tooltip': {
    backgroundColor: 'var(--o-bg-overlay)',
    color: 'var(--o-text-primary)',
    border: '1px solid var(--o-border-default)',
    borderRadius: 'var(--o-r-panel)',
    boxShadow: 'var(--o-shadow)',
    font: '400 var(--o-t12) var(--o-sans)',
    zIndex: '20',
  },
  '.cm-tooltip-hover, .cm-tooltip.cm-completionInfo': { padding: '8px 10px', maxWidth: 'min(420px, 90vw)' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': { fontFamily: 'var(--o-mono)', maxHeight: '16em', maxWidth: 'min(560px, 92vw)' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': { padding: '4px 10px', lineHeight: '1.25rem' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]': { background: 'var(--o-bg-selected)', color: 'var(--o-text-primary)' },
  '.cm-completionMatchedText': { textDecoration: 'none', color: 'var(--o-accent-text)', fontWeight: '600' },
  '.cm-completionDetail': { color: 'var(--o-text-tertiary)', fontStyle: 'normal', marginLeft: '12px' },
  '.cm-completionIcon': { color: 'var(--o-text-tertiary)', opacity: '1' },
  '.cm-diagnostic': { padding: '6px 10px', borderLeft: '3px solid transparent' },
  '.cm-diagnostic-error': { borderLeftColor: 'var(--o-danger-mark)' },
  '.cm-diagnostic-warning': { borderLeftColor: 'var(--o-warn-mark)' },
  '.cm-diagnostic-info': { borderLeftColor: 'var(--o-info-text)' },
  '.cm-lintRange-error': { backgroundImage: 'none', textDecoration: 'underline wavy var(--o-danger-text) 1px' },
  '.cm-lintRange-warning': { backgroundImage: 'none', textDecoration: 'underline wavy var(--o-warn-text) 1px' },
  '.cm-lintRange-info': { backgroundImage: 'none', textDecoration: 'underline dotted var(--o-info-text) 1px' },
  '.cm-panels': { backgroundColor: 'var(--o-bg-raised)', color: 'var(--o-text-primary)', borderColor: 'var(--o-border-subtle)' },
  '.cm-textfield': {
    backgroundColor: 'var(--o-bg-raised)',
    border: '1px solid var(--o-border-control)',
    borderRadius: 'var(--o-r-control)',
  },
  '.cm-button': { background: 'var(--o-bg-raised)', border: '1px solid var(--o-border-control)', borderRadius: 'var(--o-r-control)' },
  '.cm-searchMatch': { backgroundColor: 'var(--o-warn-tint)' },
  '.cm-searchMatch-selected': { backgroundColor: 'var(--o-bg-selected)' },
});

/** Text colours only: each is readable on every surface of its theme. */
export const highlighting = syntaxHighlighting(
  HighlightStyle.define([
    { tag: [tags.keyword, tags.modifier, tags.controlKeyword], color: 'var(--o-warn-text)' },
    { tag: [tags.function(tags.variableName), tags.standard(tags.name)], color: 'var(--o-accent-text)' },
    { tag: [tags.string, tags.special(tags.string)], color: 'var(--o-ok-text)' },
    { tag: [tags.number, tags.bool, tags.null, tags.atom], color: 'var(--o-info-text)' },
    { tag: [tags.propertyName, tags.labelName, tags.attributeName], color: 'var(--o-info-text)' },
    { tag: [tags.operator, tags.punctuation, tags.bracket, tags.paren, tags.squareBracket], color: 'var(--o-text-secondary)' },
    { tag: [tags.comment, tags.lineComment], color: 'var(--o-text-tertiary)', fontStyle: 'italic' },
    { tag: tags.heading, color: 'var(--o-text-primary)', fontWeight: '600' },
    { tag: tags.strong, fontWeight: '700' },
    { tag: tags.emphasis, fontStyle: 'italic' },
    { tag: [tags.link, tags.url], color: 'var(--o-accent-text)', textDecoration: 'underline' },
    { tag: tags.invalid, color: 'var(--o-danger-text)' },
  ]),
);
