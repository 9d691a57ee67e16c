import type en from './en.ts';

const de: typeof en = {
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
  never: 'Nie',
  always: 'Immer',
  timezone: 'Zeitzonen',
  timezoneHelp: 'Eine Achse für jede.',
};
export default de;
