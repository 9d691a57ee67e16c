import type en from './en.ts';

const de: typeof en = {
  barGauge: 'Balkenanzeige',
  look: 'Aussehen',
  auto: 'Automatisch',
  manual: 'Von Hand',
  displayMode: 'Stil',
  basic: 'Einfach',
  lcd: 'Zellen',
  gradient: 'Farbverlauf',
  valueMode: 'Wert',
  valueColor: 'In seiner Farbe',
  text: 'Als Text',
  hidden: 'Verborgen',
  namePlacement: 'Name',
  top: 'Darüber',
  left: 'Links',
  showUnfilled: 'Leeren Teil zeigen',
  sizing: 'Größe',
  minVizWidth: 'Kleinste Breite',
  minVizHeight: 'Kleinste Höhe',
  maxVizHeight: 'Größte Höhe',
};
export default de;
