import type en from './en.ts';

const de: typeof en = {
  pieChart: 'Kreisdiagramm',
  unsuitable: 'Ein Kreisdiagramm braucht Zahlen, die nicht unter null liegen.',
  summary: (name, count, parts) => `${name}: ${count} Teile. ${parts}`,
  percent: 'Prozent',
  value: 'Wert',
  name: 'Name',
  look: 'Kreisdiagramm',
  type: 'Form',
  pie: 'Kreis',
  donut: 'Ring',
  labels: 'Beschriftung',
  sort: 'Reihenfolge',
  descending: 'Größte zuerst',
  ascending: 'Kleinste zuerst',
  none: 'Wie sie kommen',
  legendValues: 'Werte in der Legende',
};
export default de;
