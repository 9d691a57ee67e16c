/** What a value lets a person do: requests that dashboards store in `config.actions`. How they are sent is fetched with the question. */
import { interpolate, type Lookup, resolveFields } from '@orrery/plugin-sdk/data';
import type { PanelPoint } from '../panel.ts';
import { type LinkContext, valueLookup } from './links.ts';

export interface PanelAction {
  readonly title: string;
  readonly oneClick: boolean;
  readonly stored: StoredAction;
  readonly asked: StoredRequest;
  /** Variables of the page and of the value. */
  readonly lookup: Lookup;
}
/** As dashboards store them. */
export interface StoredAction {
  readonly type?: string;
  readonly title?: string;
  readonly confirmation?: string;
  readonly oneClick?: boolean;
  readonly fetch?: StoredRequest;
  readonly infinity?: StoredRequest & { readonly datasourceUid?: string };
  readonly variables?: readonly { readonly key?: string; readonly name?: string }[];
}
export interface StoredRequest {
  readonly method?: string;
  readonly url?: string;
  readonly body?: string;
  readonly queryParams?: readonly (readonly [string, string])[];
  readonly headers?: readonly (readonly [string, string])[];
}

export function actionsAt(point: PanelPoint, context: LinkContext): PanelAction[] {
  const fields = resolveFields(context.frames, context.fieldConfig, context);
  const field = fields.find(({ frameIndex, fieldIndex }) => frameIndex === point.frame && fieldIndex === point.field);
  if (!field || !Array.isArray(field.config.actions)) return [];
  return actionsOf(field.config.actions, valueLookup(field, fields, point, context.lookup));
}

export function actionsOf(actions: unknown, lookup: Lookup): PanelAction[] {
  return (Array.isArray(actions) ? (actions as readonly StoredAction[]) : []).flatMap((stored) => {
    const asked = stored.type === 'infinity' ? stored.infinity : stored.fetch;
    if (typeof asked?.url !== 'string') return [];
    return [
      { title: interpolate(stored.title ?? '', lookup, 'text') || asked.url, oneClick: stored.oneClick === true, stored, asked, lookup },
    ];
  });
}
