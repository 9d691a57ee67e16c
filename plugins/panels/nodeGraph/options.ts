/** What a dashboard stores for this panel (spec dashboards.md 6.12). */
export interface Arc {
  readonly field?: string;
  readonly color?: string;
}
export type Layout = 'layered' | 'force' | 'grid';
export interface NodeGraphOptions {
  readonly nodes: { readonly mainStatUnit?: string; readonly secondaryStatUnit?: string; readonly arcs?: readonly Arc[] };
  readonly edges: { readonly mainStatUnit?: string; readonly secondaryStatUnit?: string };
  readonly zoomMode: 'cooperative' | 'greedy';
  readonly layoutAlgorithm: Layout;
}
export const defaults: NodeGraphOptions = { nodes: {}, edges: {}, zoomMode: 'cooperative', layoutAlgorithm: 'layered' };
