/** Editors of the option blocks that many panels share (spec dashboards.md 6), said once. */
export { axisEditors, hideFromEditors } from './axis.ts';
export { choices } from './choices.ts';
export { legendEditors, tooltipEditors } from './legend.ts';
export { orientationEditor, reduceEditors, textSizeEditors } from './reduce.ts';
