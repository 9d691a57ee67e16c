/** Nodes and edges out of frames, by the names of their fields. Pure. */
import { namedColor, numberAt, rawAt, type ResolvedField, resolveFields, shown } from '@orrery/plugin-sdk/data';
import type { PanelPoint, PanelProps } from '@orrery/plugin-sdk/ui';
import type { NodeGraphOptions } from './options.ts';

export interface Fact {
  readonly name: string;
  readonly text: string;
  readonly point: PanelPoint;
}
export interface GraphNode {
  readonly id: string;
  readonly title: string;
  readonly subtitle: string;
  readonly main: string;
  readonly secondary: string;
  readonly color: string | undefined;
  readonly icon: string;
  readonly radius: number;
  readonly highlighted: boolean;
  readonly instrumented: boolean;
  readonly arcs: readonly { readonly share: number; readonly color: string }[];
  readonly facts: readonly Fact[];
}
export interface GraphEdge {
  readonly id: string;
  /** Indexes of nodes. */
  readonly source: number;
  readonly target: number;
  readonly main: string;
  readonly secondary: string;
  readonly thickness: number;
  readonly color: string | undefined;
  readonly dash: string;
  readonly highlighted: boolean;
  readonly facts: readonly Fact[];
}
export interface Graph {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  readonly legend: readonly { readonly name: string; readonly color: string }[];
}

type Fields = readonly ResolvedField[];
const named = (fields: Fields, name: string): ResolvedField | undefined => fields.find(({ field }) => field.name.toLowerCase() === name);

export function graphOf(props: PanelProps<NodeGraphOptions>): Graph {
  const { options, theme } = props;
  const resolved = resolveFields(props.frames, props.fieldConfig, props);
  const perFrame = props.frames.map((_, index) => resolved.filter(({ frameIndex }) => frameIndex === index));
  const isEdges = (fields: Fields): boolean => named(fields, 'source') !== undefined && named(fields, 'target') !== undefined;
  const nodeFrames = perFrame.filter((fields) => !isEdges(fields) && named(fields, 'id'));
  const edgeFrames = perFrame.filter(isEdges);

  const text = (field: ResolvedField | undefined, row: number, unit?: string): string => {
    if (!field || rawAt(field.field, row) === null || rawAt(field.field, row) === undefined) return '';
    const own = unit ? withUnit(field, unit, props) : field;
    return shown(own.display(rawAt(own.field, row)));
  };
  const colorAt = (field: ResolvedField | undefined, row: number): string | undefined => {
    if (!field) return;
    const value = rawAt(field.field, row);
    if (typeof value === 'number') return field.display(value).color;
    return value ? namedColor(String(value), theme) : undefined;
  };
  const factsOf = (fields: Fields, row: number): Fact[] =>
    fields
      .filter(({ field }) => /^(mainstat|secondarystat|detail__|subtitle|source|target)/i.test(field.name))
      .flatMap((field) => {
        const words = text(field, row);
        const name = field.config.displayName || field.field.name.replace(/^detail__/, '');
        return words ? [{ name, text: words, point: { frame: field.frameIndex, field: field.fieldIndex, row } }] : [];
      });

  const nodes: GraphNode[] = [];
  const byId = new Map<string, number>();
  const legend = new Map<string, string>();
  for (const fields of nodeFrames) {
    const id = named(fields, 'id') as ResolvedField;
    const chosen = (options.nodes.arcs ?? []).filter(({ field }) => field);
    const arcs =
      chosen.length > 0
        ? chosen.flatMap(({ field: name, color }) => {
            const field = fields.find((one) => one.field.name === name || one.displayName === name);
            return field ? [{ field, color: namedColor(color ?? 'grey', theme) }] : [];
          })
        : fields
            .filter(({ field }) => field.name.toLowerCase().startsWith('arc__'))
            .map((field) => ({
              field,
              color: field.config.color?.fixedColor ? namedColor(field.config.color.fixedColor, theme) : field.color,
            }));
    for (const { field, color } of arcs) legend.set(field.config.displayName || field.field.name.replace(/^arc__/, ''), color);
    for (let row = 0; row < id.field.values.length; row++) {
      const key = String(rawAt(id.field, row) ?? '');
      if (byId.has(key)) continue;
      byId.set(key, nodes.length);
      const shares = arcs.map(({ field, color }) => ({ share: Math.max(0, numberAt(field.field, row) ?? 0), color }));
      const whole = Math.max(
        1,
        shares.reduce((sum, { share }) => sum + share, 0),
      );
      nodes.push({
        id: key,
        title: text(named(fields, 'title'), row) || key,
        subtitle: text(named(fields, 'subtitle'), row),
        main: text(named(fields, 'mainstat'), row, options.nodes.mainStatUnit),
        secondary: text(named(fields, 'secondarystat'), row, options.nodes.secondaryStatUnit),
        color: colorAt(named(fields, 'color'), row),
        icon: text(named(fields, 'icon'), row),
        radius: Math.max(5, Math.min(200, numberFrom(named(fields, 'noderadius'), row) ?? 40)),
        highlighted: rawAt(named(fields, 'highlighted')?.field ?? id.field, row) === true,
        instrumented: rawAt(named(fields, 'isinstrumented')?.field ?? id.field, row) !== false,
        arcs: shares.map(({ share, color }) => ({ color, share: share / whole })),
        facts: factsOf(fields, row),
      });
    }
  }

  const edges: GraphEdge[] = [];
  const ends = (key: string): number => {
    const known = byId.get(key);
    if (known !== undefined) return known;
    // Edges alone make a graph, too.
    byId.set(key, nodes.length);
    nodes.push({
      ...{ id: key, title: key, subtitle: '', main: '', secondary: '', color: undefined, icon: '', radius: 40 },
      ...{ highlighted: false, instrumented: true, arcs: [], facts: [] },
    });
    return nodes.length - 1;
  };
  for (const fields of edgeFrames) {
    const [source, target] = [named(fields, 'source'), named(fields, 'target')] as [ResolvedField, ResolvedField];
    for (let row = 0; row < source.field.values.length; row++) {
      const [from, to] = [rawAt(source.field, row), rawAt(target.field, row)];
      if (from === null || from === undefined || to === null || to === undefined) continue;
      edges.push({
        id: text(named(fields, 'id'), row) || `${from}--${to}`,
        source: ends(String(from)),
        target: ends(String(to)),
        main: text(named(fields, 'mainstat'), row, options.edges.mainStatUnit),
        secondary: text(named(fields, 'secondarystat'), row, options.edges.secondaryStatUnit),
        thickness: Math.max(0.5, Math.min(20, numberFrom(named(fields, 'thickness'), row) ?? 1)),
        color: colorAt(named(fields, 'color'), row),
        dash: text(named(fields, 'strokedasharray'), row),
        highlighted: rawAt(named(fields, 'highlighted')?.field ?? source.field, row) === true,
        facts: factsOf(fields, row),
      });
    }
  }
  return { nodes, edges, legend: [...legend].map(([name, color]) => ({ name, color })) };
}

function numberFrom(field: ResolvedField | undefined, row: number): number | undefined {
  return field ? (numberAt(field.field, row) ?? undefined) : undefined;
}

const others = new WeakMap<ResolvedField, Map<string, ResolvedField>>();
/** The same field written in another unit. */
function withUnit(field: ResolvedField, unit: string, props: PanelProps<NodeGraphOptions>): ResolvedField {
  const known = others.get(field) ?? new Map<string, ResolvedField>();
  others.set(field, known);
  let other = known.get(unit);
  if (!other) {
    const one = { ...field.frame, fields: [{ ...field.field, config: { ...field.field.config, unit } }] };
    const [made] = resolveFields([one], { defaults: {}, overrides: [] }, props);
    other = made ? { ...made, frameIndex: field.frameIndex, fieldIndex: field.fieldIndex } : field;
    known.set(unit, other);
  }
  return other;
}
