import type en from './en.ts';

const de: typeof en = {
  name: 'Zustandsverlauf',
  mergeValues: 'Gleiche Werte verbinden',
  alignValue: 'Text steht',
  left: 'Links',
  center: 'Mitte',
  right: 'Rechts',
};
export default de;
