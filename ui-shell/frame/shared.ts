/**
 * All that guests share with their document's own script, so that each loads one file and not nine: its import map leads every one of
 * these names here. What two of them call alike has to be one thing, or good for both.
 */
export * from '@orrery/plugin-sdk';
export * from '@orrery/plugin-sdk/data';
export * from '@orrery/plugin-sdk/ui';
export * from '@preact/signals';
export * from 'preact';
export * from 'preact/hooks';
export * from 'preact/jsx-runtime';
export { default } from '../shared/uplot.ts';
/** Of the two, the kit's is unique in the whole document; the others are called like a type. */
export { Table, useId } from '@orrery/plugin-sdk/ui';
export type { Key } from 'preact';
