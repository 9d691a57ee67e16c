import type en from './en.ts';

const de: typeof en = {
  trend: 'Trend',
  xAxis: 'X-Achse',
  xField: 'Feld',
  firstNumber: 'Erste Zahl',
  missingX: 'Ein Trend braucht ein Zahlenfeld für seine x-Achse.',
  missingY: 'Ein Trend braucht ein zweites Zahlenfeld.',
  oneFrame: 'Ein Trend zeichnet einen Frame. Die anderen zuerst durch eine Transformation verbinden.',
};
export default de;
