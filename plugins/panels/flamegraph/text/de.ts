import type en from './en.ts';

const de: typeof en = {
  flamegraph: 'Flammengraph',
  unsuitable: 'Ein Flammengraph braucht Daten mit `level`, `value`, `self` und `label`.',
  summary: (name, calls, top) => `${name}: ${calls} Aufrufe. Am meisten für sich: ${top}.`,
  flames: (total, calls) => `Flammen von ${total} in ${calls} Aufrufen; Pfeile führen von Aufruf zu Aufruf`,
  functions: 'Funktionen',
  search: 'Funktionen suchen',
  colors: 'Farben',
  schemes: {
    packageBased: 'Nach Paket',
    valueBased: 'Nach Wert',
    diffDefault: 'Mehr, weniger',
    diffColorBlind: 'Mehr, weniger (farbenblind)',
  },
  view: 'Ansicht',
  views: { top: 'Tabelle', flame: 'Flammen', both: 'Beides' },
  columns: { label: 'Funktion', self: 'Selbst', value: 'Gesamt', change: 'Änderung' },
  total: 'Gesamt',
  self: 'Selbst',
  compared: 'Verglichen',
  fresh: 'neu',
};
export default de;
