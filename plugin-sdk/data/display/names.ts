/** Names of fields as people see them, by Grafana's rules (spec dashboards.md 8.2). Pure; callers keep what they need. */
import type { FieldData, FrameData } from '../frame.ts';

/** `{a="1", b="2"}`, keys in order; empty for none. */
export function labelsText(labels: Readonly<Record<string, string>> | undefined): string {
  const text = labelPairs(labels);
  return text && `{${text}}`;
}
export function labelPairs(labels: Readonly<Record<string, string>> | undefined): string {
  return Object.keys(labels ?? {})
    .sort()
    .map((key) => `${key}="${labels![key]}"`)
    .join(', ');
}

/** What tells the frames of an answer apart: found once for all of their fields. */
interface Together {
  /** Their names are not all the same. */
  readonly namesDiffer: boolean;
  /** The one label key that all fields of all frames share, if there is just one. */
  readonly singleLabel: string | undefined;
}
const seen = new WeakMap<readonly FrameData[], Together>();

function together(frames: readonly FrameData[]): Together {
  let found = seen.get(frames);
  if (!found) {
    const namesDiffer = frames.some(({ name }, index) => index > 0 && name !== frames[index - 1]!.name);
    seen.set(frames, (found = { namesDiffer, singleLabel: singleLabelKey(frames) }));
  }
  return found;
}

function singleLabelKey(frames: readonly FrameData[]): string | undefined {
  let found: string | undefined;
  for (const { fields } of frames) {
    for (const { labels } of fields) {
      for (const key in labels) {
        if (found === undefined) found = key;
        else if (found !== key) return;
      }
    }
  }
  return found;
}

/** Name of one field. `frame` and `all` absent: as far as the field alone can say. */
export function fieldDisplayName(field: FieldData, frame?: FrameData, all?: readonly FrameData[]): string {
  const { displayName, displayNameFromDS } = field.config ?? {};
  const configured = displayName || (frame && displayNameFromDS);
  if (!configured && field.type === 'time' && !field.labels) return field.name || 'Time';
  const name = configured || calculatedName(field, frame, all);
  const compared = (frame?.meta?.timeCompare as { isTimeShiftQuery?: boolean } | undefined)?.isTimeShiftQuery;
  return compared ? `${name} (comparison)` : name;
}

function calculatedName(field: FieldData, frame?: FrameData, all?: readonly FrameData[]): string {
  const hasLabels = Object.keys(field.labels ?? {}).length > 0;
  const parts: string[] = [];
  let identified = false;
  if (all && frame?.name && together(all).namesDiffer) {
    parts.push(frame.name);
    identified = true;
  }
  if (field.name && field.name !== 'Value') parts.push(field.name);
  if (hasLabels && frame) {
    const single = all ? together(all).singleLabel : singleLabelKey([frame]);
    const text = single === undefined ? labelsText(field.labels) : field.labels?.[single];
    if (text) {
      // A metric that has no label but its own name would be called that twice.
      if (text !== field.name) parts.push(text);
      identified = true;
    }
  }
  if (!identified && frame?.name && field.name === 'Value') parts.push(frame.name);
  const name = parts.join(' ') || field.name || 'Value';
  return name === field.name ? uniqueName(field, frame) : name;
}

/** Found once a frame: a matrix has as many names as columns. */
const byName = new WeakMap<readonly FieldData[], Map<string, FieldData[]>>();
function sameNamed(fields: readonly FieldData[]): Map<string, FieldData[]> {
  let found = byName.get(fields);
  if (!found) byName.set(fields, (found = Map.groupBy(fields, ({ name }) => name)));
  return found;
}

/** Fields of one name in one frame are numbered from 1. A field whose config was resolved is a clone: its column tells which it is. */
function uniqueName(field: FieldData, frame?: FrameData): string {
  const { name } = field;
  const same = (frame && sameNamed(frame.fields).get(name)) ?? [];
  if (same.length < 2) return name;
  const place = same.indexOf(field);
  return `${name} ${(place < 0 ? same.findIndex(({ values }) => values === field.values) : place) + 1}`;
}

export function frameDisplayName(frame: FrameData, index?: number): string {
  if (frame.name) return frame.name;
  const values = frame.fields.filter((field) => field.type !== 'time');
  if (values.length === 1) return fieldDisplayName(values[0]!, frame);
  if (index === undefined)
    return frame.fields
      .filter((field) => field.type !== 'time')
      .map((field) => fieldDisplayName(field, frame))
      .join(', ');
  return frame.refId ? `Series (${frame.refId})` : `Series (${index})`;
}
