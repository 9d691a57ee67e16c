/** Checks a plugin.json against the schema, and says every mistake in words an author can act on. */
import * as v from 'valibot';
import { backendPoints } from '../contributions/index.ts';
import { fail, ok, type Result } from '../result.ts';
import { completed, impliedBy } from './implied.ts';
import { nearest } from './nearest.ts';
import { manifestSchema } from './schema.ts';
import type { Manifest, OrreryManifest } from './types.ts';

const mostMistakes = 10;

/**
 * The manifest, or every mistake in it: where, what was found, what belongs there (`detail.mistakes`). A plugin without an `orrery`
 * object was made for Grafana alone: it is known by its data, and runs no code here but its compiled backend, if it has one.
 */
export function checkManifest(json: unknown, file: string): Result<Manifest> {
  if (Array.isArray(json))
    return fail('manifest/invalid', `${file} is no manifest. It holds a list; an object belongs there.`, {
      detail: { mistakes: ['It is a list.'] },
    });
  const parsed = v.safeParse(manifestSchema, json, { abortPipeEarly: true });
  const mistakes = parsed.success ? [] : parsed.issues.map(inWords);
  if (parsed.success) {
    const said = parsed.output.orrery as OrreryManifest | undefined;
    const orrery = said ?? impliedBy(parsed.output as unknown as Partial<Manifest>);
    mistakes.push(
      ...strayKeys((json as { orrery?: unknown }).orrery, 'orrery'),
      ...(said ? contradictions(orrery) : []),
      ...(orrery.runtime === 'process' && !parsed.output.executable
        ? ['orrery.runtime is "process", but "executable" is missing: the base name of its executables, like gpx_mine.']
        : []),
    );
    if (mistakes.length === 0) {
      const manifest = { ...parsed.output, name: parsed.output.name ?? parsed.output.id } as unknown as Manifest;
      return ok({ ...manifest, orrery: completed(orrery, manifest) });
    }
  }
  const shown = mistakes.slice(0, mostMistakes);
  const more = mistakes.length > shown.length ? ` And ${mistakes.length - shown.length} more.` : '';
  return fail('manifest/invalid', `${file} is no manifest. ${shown.join(' ')}${more}`, { detail: { mistakes: shown } });
}

function inWords(issue: v.BaseIssue<unknown>): string {
  const path = v.getDotPath(issue) ?? 'it';
  if (issue.input === undefined && issue.message.startsWith('Invalid')) return `${path} is missing.`;
  if (issue.message.startsWith('Invalid')) return `${path} is ${issue.received}; ${wanted(issue.expected)} belongs there.`;
  const known = /^is not known here; known are (.*)$/.exec(issue.message)?.[1]?.split(', ') ?? [];
  const meant = nearest(path.split('.').at(-1) as string, known);
  const found = ['string', 'number', 'boolean'].includes(typeof issue.input) && known.length === 0 ? ` (${short(issue.input)})` : '';
  return `${path}${found} ${issue.message}.${meant ? ` Did you mean "${meant}"?` : ''}`;
}

function wanted(expected: string | null): string {
  return (expected ?? 'something else')
    .replace(/^\((.*)\)$/, '$1')
    .replaceAll(' | ', ' or ')
    .replace(/^Array$/, 'a list')
    .replace(/^Object$/, 'an object');
}

function short(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

/** Names that mean something to JavaScript itself. The schema's reader leaves them out without a word; here they are mistakes. */
function strayKeys(value: unknown, at: string): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    ['__proto__', 'constructor', 'prototype'].includes(key) ? [`${at}.${key} cannot be a name.`] : strayKeys(inner, `${at}.${key}`),
  );
}

/** What each part allows and all together does not: promises whose code would be nowhere. */
function contradictions({ runtime, contributes = {}, provides }: OrreryManifest): string[] {
  if (runtime !== 'none') return [];
  const promised: string[] = backendPoints.filter((point) => contributes[point]);
  const all = [...promised.map((point) => `orrery.contributes.${point}`), ...(provides ? ['orrery.provides'] : [])];
  return all.map((place) => `${place} needs code that runs in the backend, but orrery.runtime is "none". Use "isolate".`);
}
