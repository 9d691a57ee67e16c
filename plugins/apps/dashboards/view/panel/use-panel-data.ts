import type { FrameData } from '@orrery/plugin-sdk';
import { type Lookup, variablesIn } from '@orrery/plugin-sdk/data';
import type { PanelData } from '@orrery/plugin-sdk/ui';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { isDashboard, isGrafana, isMixed } from '../../model/datasource-ref.ts';
import { type PanelTime, panelTime } from '../../model/panel-time.ts';
import { type Prepared, prepareQuery, type Refused } from '../../model/query.ts';
import type { Comparison } from '../../model/time-compare.ts';
import type { PanelModel, StoredRef, Target } from '../../model/types.ts';
import { t } from '../../text/index.ts';
import type { PanelAnswer } from '../api.ts';
import { useBoard } from '../board/context.ts';
import { ask, type Outcome } from './ask.ts';
import type { PanelProblem, PanelResult } from './results.ts';
import { useTransformed } from './use-transformed.ts';

const nothing: PanelResult = { data: { state: 'loading', frames: [] }, raw: [] };
/** One list for all panels without a query: a new one at each drawing would ask, and draw, for ever. */
const noTargets: readonly Target[] = [];
const noProblems: readonly PanelProblem[] = [];
/** A panel that says nothing of queries asks its data source one that says nothing: some sources have an answer to that. */
const impliedTargets: readonly Target[] = [{ refId: 'A' }];

type BoardShell = ReturnType<typeof useBoard>['shell'];

export interface PanelFeed {
  readonly data: PanelData;
  readonly time: PanelTime;
  readonly problems: readonly PanelProblem[];
  readonly reload: () => void;
  readonly result: PanelResult;
}

/** Asks for a panel's data when it is first in sight, keeps what it has while it asks again, and gives up when the panel goes. */
export function usePanelData(
  panel: PanelModel,
  lookup: Lookup,
  seen: boolean,
  width: () => number,
  publishes: boolean,
  comparison?: Comparison,
): PanelFeed {
  const board = useBoard();
  const [result, setResult] = useState<PanelResult>(nothing);
  const [again, setAgain] = useState(0);
  const current = useRef<{ signature: string; leaving: AbortController }>(undefined);
  const { asking, span, now, variables, datasources, results } = board;
  const edited = asking?.panelId === panel.id ? asking : undefined;
  const implied = useImplied(panel) && !edited;
  const targets = edited?.targets ?? panel.targets ?? (implied ? impliedTargets : noTargets);
  const run = edited?.run ?? 0;

  const time = useMemo(
    () => panelTime(panel, span, board.time, now, board.timeOptions),
    [panel.timeFrom, panel.timeShift, span, board.time, board.timeOptions],
  );
  const uses = useMemo(() => variablesIn(JSON.stringify([panel.datasource, targets, panel.interval])), [targets, panel.datasource]);
  const waits = uses.some((name) => variables.get(name)?.loading);

  const own = targets.filter((target) => !target.hide && !isDashboard(refOf(panel, target)));
  const reused = targets.filter((target) => !target.hide && isDashboard(refOf(panel, target)));

  useEffect(() => {
    if (!seen || waits) return;
    if (own.length === 0) {
      current.current?.leaving.abort();
      current.current = undefined;
      if (reused.length > 0) setResult({ data: { state: 'done', frames: [], at: Date.now() }, raw: [] });
      else void withoutQuery(board.shell, panel.type).then((data) => setResult({ data, raw: [] }));
      return;
    }
    const points = panel.maxDataPoints ?? Math.max(Math.round(width()), 1);
    const grafana = own.filter((target) => isGrafana(refOf(panel, target)));
    const prepared = prepareQuery(
      panel,
      own.filter((target) => !grafana.includes(target)),
      {
        range: time.range,
        width: width(),
        datasources,
        lookup,
        variables,
        expressions: board.shell.datasources.some(({ type }) => type === '__expr__'),
      },
    );
    // All that there is was not written yet.
    if (prepared.request.queries.length + prepared.refused.length + grafana.length === 0) {
      current.current?.leaving.abort();
      current.current = undefined;
      setResult({ data: { state: 'unconfigured', frames: [] }, raw: [] });
      return;
    }
    const signature = JSON.stringify([prepared, grafana, board.round, run, again, time.range, comparison]);
    if (current.current?.signature === signature) return;
    current.current?.leaving.abort();
    const leaving = new AbortController();
    current.current = { signature, leaving };
    setResult((before) => ({ ...before, data: { ...before.data, state: 'loading' } }));
    const asked: Promise<Outcome> =
      prepared.request.queries.length > 0
        ? ask(prepared.request, leaving.signal, panel.id)
        : Promise.resolve({ answers: [], bytes: 0, ms: 0 });
    const earlier =
      comparison && prepared.request.queries.length > 0
        ? import('./compare.tsx').then(({ askBefore }) => askBefore(prepared.request, comparison, time.range, leaving.signal, panel.id))
        : [];
    Promise.all([asked, localAnswers(grafana, time, points), earlier]).then(
      ([outcome, local, more]) =>
        leaving.signal.aborted ||
        setResult((before) => unasked(answered(before, prepared, { ...outcome, answers: [...outcome.answers, ...more] }, local), implied)),
      (error: unknown) => leaving.signal.aborted || setResult((before) => unasked(failed(before, error), implied)),
    );
  }, [seen, waits, targets, panel, time, datasources, lookup, board.round, run, again, comparison]);
  useEffect(() => () => current.current?.leaving.abort(), []);

  const others = reused.map((target) => ({ target, from: results.of(Number(target.panelId)).value }));
  const merged = useMemo(() => withOthers(result, others), [result, ...others.map(({ from }) => from)]);
  const shown = useTransformed(panel, merged, lookup);
  useEffect(() => {
    if (publishes && panel.id !== undefined) results.of(panel.id).value = shown;
  }, [shown.data.frames, shown.data.state, shown.problems, merged, publishes]);
  return { data: shown.data, problems: shown.problems ?? noProblems, time, reload: () => setAgain((before) => before + 1), result: shown };
}

export function refOf(panel: PanelModel, target: Target): StoredRef {
  return isMixed(panel.datasource) ? target.datasource : (target.datasource ?? panel.datasource);
}

/** Panels that show something of their own need no query. */
async function withoutQuery(shell: BoardShell, type: string): Promise<PanelData> {
  return { state: (await drawsEmpty(shell, type)) ? 'done' : 'unconfigured', frames: [] };
}

function drawsEmpty(shell: BoardShell, type: string): Promise<boolean> {
  return shell.panel(type).then(
    (panel) => panel.drawsEmpty === true,
    () => true,
  );
}

/** True once it is known that a panel without a word about queries is of a type that needs data. */
function useImplied({ targets, type }: PanelModel): boolean {
  const { shell } = useBoard();
  const [implied, setImplied] = useState(false);
  useEffect(() => {
    let gone = false;
    setImplied(false);
    if (targets === undefined) void drawsEmpty(shell, type).then((draws) => gone || setImplied(!draws));
    return () => {
      gone = true;
    };
  }, [targets === undefined, type]);
  return implied;
}

/** A source that needs more than a refId refuses; nobody asked it anything, so that is no failure. */
function unasked(result: PanelResult, implied: boolean): PanelResult {
  return implied && result.data.state === 'error' ? { data: { state: 'unconfigured', frames: [] }, raw: [] } : result;
}

interface LocalAnswer {
  readonly refId: string;
  readonly frames?: readonly FrameData[];
}
async function localAnswers(targets: readonly Target[], time: PanelTime, points: number): Promise<LocalAnswer[]> {
  if (targets.length === 0) return [];
  const { grafanaFrames } = await import('../../model/grafana-source.ts');
  return targets.map((target) => {
    const frames = grafanaFrames(target, time.range, points);
    return { refId: target.refId, ...(frames && { frames }) };
  });
}

function answered(before: PanelResult, { request, refused }: Prepared, outcome: Outcome, local: readonly LocalAnswer[]): PanelResult {
  const unknown: Refused[] = local.filter(({ frames }) => !frames).map(({ refId }) => ({ refId, why: t.panel.grafanaQuery(refId) }));
  const all: PanelAnswer[] = [
    ...outcome.answers,
    ...local.filter(({ frames }) => frames).map(({ refId, frames = [] }) => ({ refId, frames })),
    ...[...refused, ...unknown].map(({ refId, why }) => ({ refId, frames: [], error: why })),
  ];
  const failures = all.filter(({ error }) => error);
  const frames = all.flatMap((answer) => answer.frames);
  const told = failures.map(({ refId, error }) => (all.length > 1 ? `${refId}: ${error}` : String(error)));
  const facts = { request, answers: all, bytes: outcome.bytes, ms: outcome.ms };
  if (failures.length === all.length && failures[0]) {
    const [first = '', ...more] = told;
    const error = {
      title: first,
      ...(more.length > 0 && { text: more.join('\n') }),
      part: refused.length > 0 ? t.panel.dashboard : t.panel.source,
    };
    return { ...before, ...facts, data: { ...before.data, state: 'error', error } };
  }
  const data: PanelData = {
    state: 'done',
    frames,
    at: Date.now(),
    asked: all.length,
    answered: all.length - failures.length,
    ...(failures.length > 0 && { error: { title: told.join('\n') } }),
  };
  return { ...facts, raw: frames, data };
}

function failed(before: PanelResult, error: unknown): PanelResult {
  const { status, message, requestId } = error as { status?: number; message?: string; requestId?: string };
  if (status === 403) return { ...before, data: { ...before.data, state: 'denied' } };
  const facts = { title: message ?? String(error), ...(requestId && { requestId }) };
  return { ...before, data: { ...before.data, state: 'error', error: facts } };
}

/** Adds what other panels have: as they got it, or as they show it. */
function withOthers(own: PanelResult, others: readonly { target: Target; from: PanelResult | undefined }[]): PanelResult {
  if (others.length === 0) return own;
  const waiting = others.some(({ from }) => !from || (from.data.state === 'loading' && from.raw.length === 0));
  const broken = others.find(({ from }) => from?.data.state === 'error');
  const frames = others.flatMap(({ target, from }) => (target.withTransforms ? from?.data.frames : from?.raw) ?? []);
  const raw = [...own.raw, ...frames];
  if (broken && raw.length === 0) return { ...own, raw, data: { ...own.data, ...broken.from?.data, frames: [] } };
  const state = waiting || own.data.state === 'loading' ? 'loading' : own.data.state;
  return { ...own, raw, data: { ...own.data, state, frames: raw } };
}
