/** What a panel's host says around the drawing. */
const en = {
  name: 'Name',
  filterSeries: 'Filter series',
  more: (count: number) => `${count} more`,
  moreHidden: (count: number) => `${count} more, beyond the limit of this legend`,
  links: 'Links',
  pinned: 'Values at the crosshair',
  close: 'Close',
  openInTab: 'opens in a new tab',
  exemplar: 'Exemplar',
  regionTo: (from: string, to: string) => `${from} to ${to}`,
  editAnnotation: 'Edit annotation',
  deleteAnnotation: 'Delete annotation',
  isolateHint: 'Click shows only this series, Ctrl and click adds or removes it',
  noValue: 'No value here',
};
export default en;
