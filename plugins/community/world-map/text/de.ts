import type { en } from './en.ts';

const de: typeof en = {
  nothing: 'Eine Weltkarte braucht Zahlen neben Ländern (Kürzel oder Namen) oder neben Breite und Länge.',
  unknown: (names) => `Kein Land heißt ${names}.`,
  left: (count) => `${count} nicht auf der Karte`,
  summary: (title, count, largest) => `${title}: ${count} Orte. ${largest}`,
  editors: {
    map: 'Karte',
    region: 'Ausschnitt',
    regions: {
      world: 'Welt',
      europe: 'Europa',
      africa: 'Afrika',
      asia: 'Asien',
      'north-america': 'Nordamerika',
      'south-america': 'Südamerika',
      oceania: 'Ozeanien',
    },
    field: 'Länder in',
    fieldHelp: 'Eine Spalte oder ein Label mit Kürzeln aus zwei oder drei Buchstaben, oder mit Namen.',
    found: 'Selbst gefunden',
    countries: 'Länder sind',
    coloured: 'gefärbt',
    circles: 'Kreise',
    largest: 'Größter Kreis',
  },
};
export default de;
