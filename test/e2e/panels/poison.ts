/**
 * Data whose every text is hostile. What refers to something else still does: the same text becomes the same payload everywhere, so a
 * graph keeps its edges. Names by which a panel finds its fields stay, since else it would draw nothing.
 */
import type { FrameData } from '@orrery/plugin-sdk/data';

const found = new Set(
  [
    ...['id', 'title', 'subtitle', 'mainstat', 'secondarystat', 'source', 'target', 'thickness', 'detail__zone', 'arc__ok', 'arc__failed'],
    ...['level', 'value', 'self', 'label', 'valueRight', 'selfRight', 'body', 'timestamp', 'severity', 'line', 'labels'],
    ...['traceID', 'spanID', 'parentSpanID', 'operationName', 'serviceName', 'serviceTags', 'startTime', 'duration', 'tags', 'logs'],
    ...['kind', 'statusCode', 'statusMessage', 'references', 'warnings', 'stackTraces', 'open', 'high', 'low', 'close', 'volume'],
    ...['latitude', 'longitude', 'geohash', 'lookup', 'xMin', 'xMax', 'yMin', 'yMax'],
  ].map((name) => name.toLowerCase()),
);

export function poisoner(payloads: readonly string[], offset: number): (text: string) => string {
  const known = new Map<string, string>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    // Told apart, so that two things stay two things.
    const made = `${payloads[(offset + known.size) % payloads.length]} ${known.size}`;
    known.set(text, made);
    return made;
  };
}

/** Texts at any depth; keys stay. */
export function poisoned(value: unknown, poison: (text: string) => string): unknown {
  if (typeof value === 'string') return poison(value);
  if (ArrayBuffer.isView(value) || value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map((each) => poisoned(each, poison));
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, poisoned(each, poison)]));
}

export function poisonedFrame(frame: FrameData, poison: (text: string) => string): FrameData {
  return {
    ...frame,
    ...(frame.name !== undefined && { name: ['nodes', 'edges', 'exemplar'].includes(frame.name) ? frame.name : poison(frame.name) }),
    meta: {
      ...frame.meta,
      notices: [{ severity: 'warning', text: poison('notice') }],
    },
    fields: frame.fields.map((field) => {
      const { config = {} } = field;
      return {
        ...field,
        name: field.type === 'time' || found.has(field.name.toLowerCase()) ? field.name : poison(field.name),
        ...(field.labels && {
          labels: Object.fromEntries(
            Object.entries(field.labels).map(([key, label]) => [key === 'le' ? key : poison(key), key === 'le' ? label : poison(label)]),
          ),
        }),
        values:
          field.type === 'string' || field.type === 'other'
            ? (poisoned(field.values, poison) as typeof field.values)
            : field.type === 'frame'
              ? (field.values as readonly unknown[]).map((each) => poisonedFrame(each as FrameData, poison))
              : field.values,
        config: {
          ...config,
          displayName: found.has(field.name.toLowerCase()) ? config.displayName : poison(`shown ${field.name}`),
          description: poison('description'),
          ...(field.type === 'number' && { unit: `suffix:${poison('unit')}` }),
          noValue: poison('nothing'),
          links: [
            { title: poison('link'), url: "javascript:document.title='owned'" },
            { title: poison('other link'), url: poison('address'), targetBlank: true },
          ],
          mappings: [
            { type: 'special', options: { match: 'null', result: { text: poison('mapped'), color: 'url(https://evil.example/x)' } } },
          ],
        },
      } as typeof field;
    }),
  };
}
