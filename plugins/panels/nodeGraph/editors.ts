/** What people may choose about this panel. */
import { choices, type OptionEditor } from '@orrery/plugin-sdk/ui';
import { t } from './text/index.ts';

export const editors: readonly OptionEditor[] = [
  { path: 'layoutAlgorithm', label: t.layout, group: t.graph, control: { kind: 'segments', choices: choices(t.layouts) } },
  { path: 'zoomMode', label: t.zoom, group: t.graph, control: { kind: 'segments', choices: choices(t.zooms) } },
  { path: 'nodes.mainStatUnit', label: t.mainUnit, group: t.nodes, control: { kind: 'unit' } },
  { path: 'nodes.secondaryStatUnit', label: t.secondUnit, group: t.nodes, control: { kind: 'unit' } },
  {
    path: 'nodes.arcs',
    label: t.arcs,
    group: t.nodes,
    control: {
      kind: 'items',
      name: 'field',
      editors: [
        { path: 'field', label: t.field, group: t.arcs, control: { kind: 'field', types: ['number'] } },
        { path: 'color', label: t.color, group: t.arcs, control: { kind: 'color' } },
      ],
      kinds: [{ label: t.arcs, value: { field: '', color: 'green' } }],
    },
  },
  { path: 'edges.mainStatUnit', label: t.mainUnit, group: t.edges, control: { kind: 'unit' } },
  { path: 'edges.secondaryStatUnit', label: t.secondUnit, group: t.edges, control: { kind: 'unit' } },
];
