import { t } from '../text/index.ts';

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
    return t.asking.at(message.replace(/ in JSON at position.*$/, ''), before.length, (before.at(-1)?.length ?? 0) + 1);
  }
  if (expects === 'list') return Array.isArray(value) ? undefined : t.asking.needsList;
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? undefined : t.asking.needsObject;
}
