import type en from './en.ts';

const de: typeof en = {
  name: 'Name',
  filterSeries: 'Reihen filtern',
  more: (count) => `${count} weitere`,
  moreHidden: (count) => `${count} weitere über der Grenze dieser Legende`,
  links: 'Links',
  pinned: 'Werte am Fadenkreuz',
  close: 'Schließen',
  openInTab: 'öffnet sich in einem neuen Tab',
  exemplar: 'Exemplar',
  regionTo: (from, to) => `${from} bis ${to}`,
  editAnnotation: 'Anmerkung bearbeiten',
  deleteAnnotation: 'Anmerkung löschen',
  isolateHint: 'Ein Klick zeigt nur diese Reihe, Strg und Klick nimmt sie hinzu oder heraus',
  noValue: 'Hier gibt es keinen Wert',
};
export default de;
