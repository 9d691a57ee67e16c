import type en from './en.ts';

const de: typeof en = {
  name: 'Statusverlauf',
  colWidth: 'Spaltenbreite',
};
export default de;
