import type en from './en.ts';

const de: typeof en = {
  stat: 'Einzelwert',
  look: 'Aussehen',
  textMode: 'Text',
  auto: 'Automatisch',
  value: 'Wert',
  valueAndName: 'Wert und Name',
  name: 'Name',
  none: 'Nichts',
  wideLayout: 'Name neben dem Wert, wo Platz ist',
  colorMode: 'Farbe',
  background: 'Hintergrund, schattiert',
  backgroundSolid: 'Hintergrund',
  graphMode: 'Verlauf',
  line: 'Linie',
  area: 'Fläche',
  justifyMode: 'Ausrichtung des Textes',
  center: 'Mitte',
  showPercentChange: 'Veränderung in Prozent',
  percentChangeColorMode: 'Farbe der Veränderung',
  standard: 'Mehr ist gut',
  inverted: 'Weniger ist gut',
  sameAsValue: 'Wie der Wert',
};
export default de;
