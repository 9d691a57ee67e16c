export default {
  name: 'State timeline',
  mergeValues: 'Merge equal values',
  alignValue: 'Text stands',
  left: 'Left',
  center: 'Middle',
  right: 'Right',
};
