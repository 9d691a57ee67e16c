import type en from './en.ts';

const de: typeof en = {
  list: 'Anmerkungen',
  which: 'Welche',
  onlyHere: 'Nur dieses Dashboards',
  onlyRange: 'Nur im Zeitraum',
  tags: 'Schlagworte',
  limit: 'Höchstens',
  show: 'Zeigen',
  showUser: 'Wer sie schrieb',
  showTime: 'Zeit',
  showTags: 'Schlagworte',
  follow: 'Folgen',
  toPanel: 'Zum Panel, auf dem sie steht',
  before: 'Zeit davor',
  after: 'Zeit danach',
  withTag: 'Mit Schlagwort',
  none: 'Keine Anmerkung passt.',
  untitled: 'Ohne Worte',
};
export default de;
