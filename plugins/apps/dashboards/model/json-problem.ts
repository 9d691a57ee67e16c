/** What is wrong with a JSON text that a person wrote, with its place. */
export function jsonProblem(text: string, expects: 'object' | 'list'): string | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const at = Number(/position (\d+)/.exec(message)?.[1]);
    if (!Number.isFinite(at)) return message;
    const before = text.slice(0, at).split('\n');
    return `${message.replace(/ in JSON at position.*$/, '')} (line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1})`;
  }
  if (expects === 'list') return Array.isArray(value) ? undefined : 'A list is needed here: [ … ]';
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? undefined : 'An object is needed here: { … }';
}
