/** JSON columns. A key named `__proto__` is dropped on the way in and on the way out: someone's `assign` would make it a prototype. */
const suspicious = /__proto__|\\u00/;
const drop = (key: string, value: unknown) => (key === '__proto__' ? undefined : value);

export function toJson(value: unknown): string {
  const text = JSON.stringify(value ?? null) ?? 'null';
  return suspicious.test(text) ? JSON.stringify(JSON.parse(text, drop)) : text;
}
export function fromJson(text: unknown): unknown {
  if (typeof text !== 'string' || text === '') return null;
  return suspicious.test(text) ? JSON.parse(text, drop) : JSON.parse(text);
}
