import type en from './en.ts';

const de: typeof en = {
  grid: 'Tabelle',
  summary: (name, rows, columns) => `${name}: ${rows} Zeilen, ${columns} Spalten.`,
  series: 'Serie für den Anfang',
  seriesHelp: 'Von 0 an gezählt. Was geschrieben wurde, bleibt, was immer die Abfrage antwortet.',
  addRow: 'Zeile',
  addColumn: 'Spalte',
  column: 'Spalte',
  name: 'Name',
  columnMenu: (name) => `Spalte ${name}`,
  rename: 'Umbenennen',
  types: { string: 'Text', number: 'Zahl', time: 'Zeit', boolean: 'Ja oder nein' },
  removeColumn: 'Spalte entfernen',
  removeRow: (number) => `Zeile ${number} entfernen`,
  wrong: (type) => `Das passt nicht: ${type}.`,
  fromData: 'Zurück zu den Daten',
  notKept: 'Änderungen bleiben nur, während das Dashboard bearbeitet wird.',
  empty: 'Die Tabelle ist leer: eine Spalte einsetzen.',
};
export default de;
