/** What this panel says to people. */
const en = {
  barGauge: 'Bar gauge',
  look: 'Look',
  auto: 'Auto',
  manual: 'By hand',
  displayMode: 'Style',
  basic: 'Basic',
  lcd: 'Cells',
  gradient: 'Gradient',
  valueMode: 'Value',
  valueColor: 'In its colour',
  text: 'As text',
  hidden: 'Hidden',
  namePlacement: 'Name',
  top: 'Above',
  left: 'Left',
  showUnfilled: 'Show the unfilled part',
  sizing: 'Size',
  minVizWidth: 'Least width',
  minVizHeight: 'Least height',
  maxVizHeight: 'Greatest height',
};
export default en;
