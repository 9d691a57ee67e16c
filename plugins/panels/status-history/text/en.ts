export default {
  name: 'Status history',
  colWidth: 'Column width',
};
