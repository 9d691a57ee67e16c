import type en from './en.ts';

const de: typeof en = {
  graph: 'Graph',
  summary: (name, nodes, edges, first) => `${name}: ${nodes} Knoten und ${edges} Kanten. ${first}`,
  unsuitable: 'Ein Knotengraph braucht Daten mit `id` oder mit `source` und `target`.',
  layout: 'Anordnung',
  layouts: { layered: 'Schichten', force: 'Kräfte', grid: 'Raster' },
  zoom: 'Das Rad zoomt',
  zooms: { cooperative: 'Mit Strg', greedy: 'Immer' },
  nodes: 'Knoten',
  edges: 'Kanten',
  mainUnit: 'Einheit des Hauptwerts',
  secondUnit: 'Einheit des zweiten Werts',
  arcs: 'Bögen',
  field: 'Feld',
  color: 'Farbe',
  zoomIn: 'Vergrößern',
  zoomOut: 'Verkleinern',
  fit: 'Alles zeigen',
};
export default de;
