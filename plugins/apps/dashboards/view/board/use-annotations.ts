import { interpolate, type Lookup } from '@orrery/plugin-sdk/data';
import { api } from '@orrery/plugin-sdk/ui';
import { useEffect, useState } from 'preact/hooks';
import {
  annotationQueries,
  type BoardEvent,
  frameEvents,
  type StoredAnnotation,
  storedEvents,
  storeQuery,
} from '../../model/annotations.ts';
import { isGrafana } from '../../model/datasource-ref.ts';
import type { Range } from '../../model/lookup.ts';
import { prepareQuery } from '../../model/query.ts';
import type { AnnotationQuery, Dashboard, KnownDatasource, Target } from '../../model/types.ts';
import { ifThere } from '../api.ts';
import { ask } from '../panel/ask.ts';

export interface UsedAnnotations {
  readonly queries: readonly AnnotationQuery[];
  readonly shown: ReadonlySet<string>;
  readonly events: readonly BoardEvent[];
  /** Of queries that failed: name to cause. */
  readonly failures: ReadonlyMap<string, string>;
  toggle(name: string): void;
}

/** What happened in the page's range, of every annotation query that is switched on. */
export function useAnnotations(
  dashboard: Dashboard,
  span: Range,
  round: number,
  lookup: Lookup,
  datasources: readonly KnownDatasource[],
  ready: boolean,
): UsedAnnotations {
  const queries = annotationQueries(dashboard);
  const [switched, setSwitched] = useState<ReadonlyMap<string, boolean>>(new Map());
  const [found, setFound] = useState<ReadonlyMap<string, readonly BoardEvent[]>>(new Map());
  const [failures, setFailures] = useState<ReadonlyMap<string, string>>(new Map());
  const on = queries.filter(({ name, enable }) => switched.get(name) ?? enable !== false);

  useEffect(() => {
    if (!ready) return;
    const leaving = new AbortController();
    for (const query of on)
      askEvents(query, dashboard, span, lookup, datasources, leaving.signal).then(
        (events) => {
          if (leaving.signal.aborted) return;
          setFound((before) => new Map(before).set(query.name, events));
          setFailures((before) => new Map([...before].filter(([name]) => name !== query.name)));
        },
        (error: Error) => leaving.signal.aborted || setFailures((before) => new Map(before).set(query.name, error.message)),
      );
    return () => leaving.abort();
  }, [dashboard.annotations, span, round, lookup, datasources, ready, on.map(({ name }) => name).join('\n')]);

  const shown = new Set(on.map(({ name }) => name));
  return {
    queries,
    shown,
    events: [...found].flatMap(([name, events]) => (shown.has(name) ? events : [])).sort((a, b) => a.time - b.time),
    failures,
    toggle: (name) => setSwitched((before) => new Map(before).set(name, !shown.has(name))),
  };
}

async function askEvents(
  query: AnnotationQuery,
  dashboard: Dashboard,
  span: Range,
  lookup: Lookup,
  datasources: readonly KnownDatasource[],
  signal: AbortSignal,
): Promise<readonly BoardEvent[]> {
  if (isGrafana(query.datasource) || (query.builtIn && !query.target)) {
    const tags = ((query.target?.tags ?? query.tags ?? []) as readonly string[]).map((tag) => interpolate(tag, lookup, 'raw'));
    if (!dashboard.uid && query.target?.type !== 'tags') return [];
    const asked = storeQuery(query, dashboard.uid, span, tags);
    const stored = await ifThere(api<readonly StoredAnnotation[]>(`/api/annotations?${asked}`, { signal }), []);
    return storedEvents(stored, query);
  }
  // Old queries hold their fields at the top.
  const { name, enable, hide, iconColor, builtIn, filter, mappings, datasource, target, ...old } = query;
  const refId = `Anno-${name}`;
  const asked: Target = { ...old, ...target, refId, queryType: String(target?.queryType ?? 'annotation') };
  const { request, refused } = prepareQuery({ type: 'annotation', datasource: datasource ?? null }, [asked], {
    range: span,
    width: 1000,
    datasources,
    lookup,
  });
  if (refused[0]) throw new Error(refused[0].why);
  if (request.queries.length === 0) return [];
  const { answers } = await ask({ ...request, purpose: 'annotation' }, signal);
  const failed = answers.find(({ error }) => error);
  if (failed?.error) throw new Error(failed.error);
  return frameEvents(
    answers.flatMap((answer) => answer.frames),
    query,
  );
}
