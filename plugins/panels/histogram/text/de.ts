import type en from './en.ts';

const de: typeof en = {
  histogram: 'Histogramm',
  unsuitable: 'Ein Histogramm braucht ein Zahlenfeld mit Werten.',
  nothing: (name) => `${name}: nichts zu zeigen.`,
  summary: (name, buckets, peak, count) => `${name}: ${buckets} Klassen. Die meisten Werte, ${count}, liegen zwischen ${peak}.`,
  look: 'Histogramm',
  bucketCount: 'Anzahl der Klassen',
  bucketSize: 'Klassenbreite',
  bucketOffset: 'Beginn der ersten Klasse',
  auto: 'Automatisch',
  combine: 'Alle Felder zusammen',
  lineWidth: 'Linienbreite',
  fillOpacity: 'Deckkraft der Füllung',
  gradient: 'Verlauf',
  none: 'Keiner',
  opacity: 'Deckkraft',
  hue: 'Farbton',
  scheme: 'Schema',
  stacking: 'Stapeln',
  normal: 'Normal',
  percent: 'Prozent',
};
export default de;
