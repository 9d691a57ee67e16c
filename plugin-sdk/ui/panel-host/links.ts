/**
 * Where a value leads: the data links of its field, with what they say about the value filled in. The page resolves them, so that a
 * panel behind a wall learns neither variables nor addresses.
 */
import {
  type ColorTheme,
  type FieldConfigSource,
  type FrameData,
  frameDisplayName,
  interpolate,
  type Lookup,
  type Resolved,
  type ResolvedField,
  rawAt,
  reduceField,
  resolveFields,
  shown,
} from '@orrery/plugin-sdk/data';
import { isFollowed } from '../address.ts';
import type { PanelPoint } from '../panel.ts';
import type { PanelAction } from './actions.ts';

export interface PanelLink {
  readonly title: string;
  readonly url: string;
  readonly newTab: boolean;
  /** Followed at the first click, without a tooltip or a menu before it. */
  readonly oneClick?: boolean;
  /** It leads nowhere and does something: asked about before. */
  readonly action?: PanelAction;
}

/** As dashboards and data sources store it in `config.links`. */
interface DataLink {
  readonly title?: string;
  readonly url?: string;
  readonly targetBlank?: boolean;
  readonly oneClick?: boolean;
  readonly internal?: { readonly datasourceUid?: string; readonly query?: unknown };
}

export interface LinkContext {
  readonly frames: readonly FrameData[];
  readonly fieldConfig: FieldConfigSource;
  readonly theme: ColorTheme;
  readonly timeZone: string;
  readonly range: { readonly from: number; readonly to: number };
  /** Variables of the page. */
  readonly lookup?: Lookup | undefined;
}

export function linksAt(point: PanelPoint, context: LinkContext): PanelLink[] {
  const fields = resolveFields(context.frames, context.fieldConfig, context);
  const field = fields.find(({ frameIndex, fieldIndex }) => frameIndex === point.frame && fieldIndex === point.field);
  const links = field?.config.links;
  if (!field || !Array.isArray(links)) return [];
  const lookup = valueLookup(field, fields, point, context.lookup);
  return (links as readonly DataLink[]).flatMap((link) => {
    const url = link.internal ? exploreUrl(link.internal, context.range, lookup) : interpolate(link.url ?? '', lookup, 'uriencode');
    if (!isFollowed(url)) return [];
    return [
      {
        title: interpolate(link.title ?? '', lookup, 'text') || url,
        url,
        newTab: link.targetBlank === true,
        ...(link.oneClick && { oneClick: true }),
      },
    ];
  });
}

/** `__value`, `__field`, `__series`, `__data` of one value; every other name is the page's. */
export function valueLookup(field: ResolvedField, all: readonly ResolvedField[], point: PanelPoint, page: Lookup | undefined): Lookup {
  const { row } = point;
  const raw = row === null ? (reduceField(field.field, point.calc ?? 'lastNotNull') ?? null) : rawAt(field.field, row);
  const siblings = all.filter(({ frameIndex }) => frameIndex === field.frameIndex);
  const text = (value: unknown): Resolved => ({ value: value === null || value === undefined ? '' : String(value) });
  const display = field.display(raw);
  const labels = field.field.labels ?? {};
  return (name, path = '', format) => {
    if (name === '__value') {
      if (path === 'raw') return text(raw);
      if (path === 'numeric') return text(Number.isNaN(display.numeric) ? '' : display.numeric);
      if (path === 'time') {
        const time = siblings.find(({ field: { type } }) => type === 'time');
        return text(row === null || !time ? '' : rawAt(time.field, row));
      }
      return text(shown(display));
    }
    if (name === '__series') return text(frameDisplayName(field.frame, field.frameIndex));
    if (name === '__field') {
      const [, label] = /^labels(?:\.|\[["']?)(.+?)["']?\]?$/.exec(path) ?? [];
      if (label === '__values') return text(Object.values(labels).sort().join(', '));
      if (label) return text(labels[label]);
      if (path === 'labels' || path === 'formattedLabels')
        return text(
          Object.entries(labels)
            .map(([key, value]) => `${key}="${value}"`)
            .join(', '),
        );
      return text(path === 'name' ? field.field.name : field.displayName);
    }
    if (name === '__data') {
      if (path === 'name') return text(field.frame.name);
      if (path === 'refId') return text(field.frame.refId);
      return text(cell(path.replace(/^fields\.?/, ''), siblings, row));
    }
    return page?.(name, path || undefined, format);
  };
}

/** `NAME`, `NAME.numeric`, `["NAME"]`, `[0]`: a cell of the same row. */
function cell(path: string, siblings: readonly ResolvedField[], row: number | null): unknown {
  const [, boxed, plain = ''] = /^\[["']?(.+?)["']?\](?:\.|$)|^(.*?)(?=\.(?:numeric|text)$|$)/.exec(path) ?? [];
  const name = boxed ?? plain;
  const part = /\.(numeric|text)$/.exec(path)?.[1];
  const found = siblings.find(({ displayName, field }) => displayName === name || field.name === name) ?? siblings[Number(name)];
  if (!found || row === null) return '';
  const value = rawAt(found.field, row);
  const display = found.display(value);
  return part === 'numeric' ? (Number.isNaN(display.numeric) ? '' : display.numeric) : shown(display);
}

function exploreUrl({ datasourceUid = '', query }: DataLink['internal'] & object, range: LinkContext['range'], lookup: Lookup): string {
  const filled = (value: unknown): unknown => {
    if (typeof value === 'string') return interpolate(value, lookup, 'raw');
    if (Array.isArray(value)) return value.map(filled);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, filled(item)]));
  };
  const pane = {
    datasource: datasourceUid,
    queries: [{ refId: 'A', datasource: { uid: datasourceUid }, ...(filled(query) as object | undefined) }],
    range: { from: String(range.from), to: String(range.to) },
  };
  return `/explore?schemaVersion=1&panes=${encodeURIComponent(JSON.stringify({ a: pane }))}`;
}
