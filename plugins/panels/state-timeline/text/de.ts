import type en from './en.ts';

const de: typeof en = {
  name: 'Zustandsverlauf',
  unsuitable: 'Dieses Panel braucht ein Zeitfeld und mindestens ein weiteres Feld.',
  tooMany: 'Es gibt mehr Messwerte als Bildpunkte. Wählen Sie eine kürzere Zeit oder einen größeren Abstand.',
  previous: 'Vorige Zeilen',
  next: 'Nächste Zeilen',
  page: (first, last, all) => `${first}–${last} von ${all}`,
  summary: (name, rows, states) => `${name}: ${rows} Zeilen${states ? `, Zustände ${states}` : ''}.`,
  showValue: 'Werte zeigen',
  auto: 'Automatisch',
  rowHeight: 'Zeilenhöhe',
  perPage: 'Zeilen je Seite',
  lineWidth: 'Linienbreite',
  fillOpacity: 'Deckkraft der Füllung',
  mergeValues: 'Gleiche Werte verbinden',
  alignValue: 'Text steht',
  left: 'Links',
  center: 'Mitte',
  right: 'Rechts',
  spanNulls: 'Lücken überbrücken',
  never: 'Nie',
  always: 'Immer',
};
export default de;
