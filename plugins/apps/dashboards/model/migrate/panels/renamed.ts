/** Panels that went by another name while they were new. */
export const renamed: Readonly<Record<string, string>> = {
  graph2: 'timeseries',
  'heatmap-new': 'heatmap',
  newgauge: 'gauge',
  'table-new': 'table',
  table2: 'table',
  text2: 'text',
  xychart2: 'xychart',
};
