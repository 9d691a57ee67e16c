import type { en } from './en.ts';

const de: typeof en = {
  all: 'Alles',
  path: 'Stelle in den Daten',
  nothing: '(ohne)',
  rest: 'Übrige',
  total: 'Summe',
  open: 'Öffnen',
  value: 'Wert',
  share: 'Prozent',
  unsuitable: 'Ein Aufklapp-Kreis braucht Zahlen über null, mit Namen in Spalten oder Labels.',
  parts: (count) => `${count} Teile`,
  summary: (title, count, parts) => `${title}: ${count} Teile. ${parts}`,
  editors: {
    parts: 'Teile',
    levels: 'Ebenen',
    levelsHelp: 'Spalten oder Labels, die äußerste zuerst. Keine: alle, wie die Daten sie haben.',
    most: 'Höchstens Teile',
    ring: 'Ring',
  },
};
export default de;
