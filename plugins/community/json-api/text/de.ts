import type { en } from './en.ts';

const de: typeof en = {
  method: 'Methode',
  path: 'Pfad',
  pathHelp: 'Unter der Adresse der Datenquelle. $__from und $__to sind der Zeitbereich in Epochen-Millisekunden.',
  body: 'Inhalt',
  language: 'Sprache der Pfade',
  rows: 'Zeilen',
  rowsHelp: 'Wo die Zeilen stehen. Leer: eine Zeile, die ganze Antwort.',
  columns: 'Spalten',
  allColumns: 'Keine genannt: Jede Eigenschaft der Zeilen ist eine Spalte.',
  columnPath: (number) => `Pfad von Spalte ${number}`,
  columnName: (number) => `Name von Spalte ${number}`,
  columnType: (number) => `Typ von Spalte ${number}`,
  name: 'Name',
  types: { auto: 'Nach ihren Werten', text: 'Text', number: 'Zahl', time: 'Zeit', boolean: 'Ja oder nein' },
  remove: (number) => `Spalte ${number} entfernen`,
  add: 'Spalte hinzufügen',
  healthPath: 'Pfad zum Testen',
  healthHelp: 'Wird beim Test gefragt und antwortet mit JSON.',
};
export default de;
