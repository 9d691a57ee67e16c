import type en from './en.ts';

const de: typeof en = {
  candlestick: 'Candlestick',
  missingPrices: 'Kerzen brauchen ein Feld mit Preisen, Volumen eines mit Volumen.',
  mode: 'Zeigen',
  both: 'Beides',
  candles: 'Kerzen',
  volume: 'Volumen',
  style: 'Darstellung',
  bars: 'Balken',
  colorStrategy: 'Farbe nach der Änderung seit',
  sinceOpen: 'Eröffnung',
  sinceClose: 'letztem Schluss',
  up: 'Aufwärts',
  down: 'Abwärts',
  flat: 'Keines von beiden',
  fields: 'Felder',
  byName: 'Nach dem Namen',
  roles: { open: 'Eröffnung', high: 'Höchster', low: 'Tiefster', close: 'Schluss', volume: 'Volumen' },
  includeAll: 'Andere Felder als Reihen zeichnen',
};
export default de;
